"""What plain arithmetic found, in words for people."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from mentoring.matching.proposing import Left
from mentoring.matching.reasons import Why
from mentoring.matching.rules import CONTRADICTION, Contradiction, Liking, RulesInvalid

# How a rule says itself in plain words, and the same for people. What stands in brackets is filled in.
RULES = (
    (r"the same (?P<what>.+)", gettext_noop("the same %(what)s")),
    (r"a different (?P<what>.+)", gettext_noop("a different %(what)s")),
    (
        r"at least (?P<what>\d+) minutes a week both are free",
        gettext_noop("at least %(what)s minutes a week both are free"),
    ),
    (r"a language in common", gettext_noop("a language in common")),
    (r"each can help the other", gettext_noop("each can help the other")),
    (r"one can help the other", gettext_noop("one can help the other")),
    (r"at least (?P<what>\d+) steps apart", gettext_noop("at least %(what)s steps apart")),
    (r"never a pair before", gettext_noop("never a pair before")),
    (r"not the same two again so soon", gettext_noop("not the same two again so soon")),
)


def joined(parts: Collection[str]) -> str:
    """Words in a row: "bread, trust and tea"."""
    *first, last = [*parts] or [""]
    return _("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def reason_words(reason: Mapping[str, Any], names: Mapping[str, str], viewer: str) -> str:
    """
    One reason for a pair as one of its people, or a third person, reads it.

    `names` gives the first name of each id, `viewer` the id of the one who reads; without names ids stand for them.
    """
    kind, what = reason["kind"], joined(reason["what"])
    if kind == Why.HELPS:
        return _help_words(reason, names, viewer) % {"what": what}
    if kind == Why.HOURS:
        hours = round(reason["number"] / 60)
        text = ngettext("About %(hours)s hour a week suits both", "About %(hours)s hours a week suit both", hours)
        return text % {"hours": hours}
    own, others = {
        Why.BOTH_LIKE: (_("You both like %(what)s"), _("Both like %(what)s")),
        Why.LANGUAGE: (_("You both speak %(what)s"), _("Both speak %(what)s")),
        Why.APART: (_("You hardly have acquaintances in common"), _("Far apart in the community")),
    }[kind]
    return (own if viewer else others) % {"what": what}


def _help_words(reason: Mapping[str, Any], names: Mapping[str, str], viewer: str) -> str:
    who, whom = (names.get(reason[side], reason[side]).replace("%", "%%") for side in ("who", "whom"))
    if reason["who"] == viewer:
        return _("You can help %(whom)s with %%(what)s") % {"whom": whom}
    if reason["whom"] == viewer:
        return _("%(who)s can help you with %%(what)s") % {"who": who}
    return _("%(who)s can help %(whom)s with %%(what)s") % {"who": who, "whom": whom}


def left_words(why: str, rules: Collection[str]) -> str:
    """Why somebody is in no pair."""
    if why == Left.ALONE:
        return _("Nobody else is free.")
    if why == Left.FULL:
        return _("Has as many partners as they want.")
    if why == Left.TAKEN:
        return _("Everybody who fits has a partner now. First in line next time.")
    if rules:
        return _("Nobody is left by: %(rules)s.") % {"rules": joined([f"“{rule_words(rule)}”" for rule in rules])}
    return _("Nobody fits now.")


def rule_words(rule: str) -> str:
    """A hard rule, kept as it says itself, in the reader's language; one that names people as it is."""
    for pattern, text in RULES:
        if said := re.fullmatch(pattern, rule):
            return _(text) % {name: fact_words(value) for name, value in said.groupdict().items()}
    return rule


def fact_words(fact: str) -> str:
    """What two people may have in common: what is always known by our word, an attribute by the organization's."""
    return {"team": _("team"), "time here": _("time here")}.get(fact, fact)


def fault_words(fault: Contradiction | RulesInvalid) -> str:
    """What is wrong with rules."""
    if isinstance(fault, RulesInvalid):
        return _(fault.text) % fault.values
    one, other = map(rule_words, fault.rules)
    return _(CONTRADICTION) % {"one": one, "other": other}


def usual_agenda() -> list[dict[str, Any]]:
    """The half-hour of a check-in: progress, challenge, celebration, and the next date."""
    return [
        {
            "title": _("Progress"),
            "prompt": _("What have you tried since last time, and what came of it?"),
            "minutes": 10,
        },
        {"title": _("Challenge"), "prompt": _("What is hard just now? Ideas, or an ear?"), "minutes": 10},
        {
            "title": _("Celebration"),
            "prompt": _("What went well, even if it is small? Who should hear of it?"),
            "minutes": 5,
        },
        {"title": _("Next time"), "prompt": _("One small step each, and a day for the next check-in."), "minutes": 5},
    ]


def liking_words(kind: str, fact: str = "") -> str:
    """A preference as those who run mentoring read it."""
    found = {
        Liking.GOALS: _("One offers what the other wants"),
        Liking.DISTANCE: _("Far apart in the community"),
        Liking.HOURS: _("Free at the same hours"),
        Liking.INTERESTS: _("Liking the same things"),
        Liking.LANGUAGE: _("A language in common"),
        Liking.COMFORT: _("At ease with the same"),
        Liking.NEW: _("Not a pair before"),
        Liking.SAME: _("The same %(fact)s"),
        Liking.DIFFERENT: _("A different %(fact)s"),
    }[Liking(kind)]
    return found % {"fact": fact_words(fact)} if fact else found
