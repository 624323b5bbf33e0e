"""A signal in words: what was noticed, how much of it, and a message that may go out as it stands or changed."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from belonging.core.templatetags.ui import number
from dashboards.enums import SignalKind
from dashboards.kpis.narrowing import concerns, named
from dashboards.rules import BETWEEN_GROUPS
from dashboards.selectors.words import of_hundred

if TYPE_CHECKING:
    from dashboards.models import Signal
    from programs.selectors.programs import Segments


@dataclass(frozen=True)
class SignalWords:
    """A sentence, and a drafted message."""

    title: str
    draft: str


def concerns_groups(signal: Signal, segments: Segments) -> bool:
    """True unless a signal is about other groups only."""
    return concerns(_groups(signal), segments)


def signal_words(signal: Signal, segments: Segments) -> SignalWords:
    """The words of a signal; of groups only these by name."""
    told = copy(signal)
    if groups := _groups(signal):
        told.subject = ", ".join(dict.fromkeys(named(groups, segments, _("Others"))))
    title, draft = _WORDS[signal.kind](told)
    return SignalWords(title, draft)


def figure_words(kind: str, figure: float | None, of: float | None = None) -> str:
    """How much of it there is, as a column of the table says it."""
    if figure is None:
        return _("gone")
    if kind in _SHARES:
        return _("%(share)s of 100") % {"share": of_hundred(figure)}
    digits = 1 if kind == SignalKind.LOW_ITEM else 0
    text = number(figure, digits)
    return _("%(figure)s of %(of)s") % {"figure": text, "of": number(of)} if of else text


_SHARES = frozenset(
    {
        SignalKind.HELD_BY_STAFF.value, SignalKind.HELD_BY_ONE.value, SignalKind.CIRCLES.value,
        SignalKind.REACH.value, SignalKind.INWARD.value, SignalKind.STEP.value,
    }
)  # fmt: skip

Words = tuple[str, str]


def _groups(signal: Signal) -> list[str]:
    """The groups a signal is about: none for what is about everybody."""
    return signal.subject.split(BETWEEN_GROUPS) if signal.kind in _OF_GROUPS else []


_OF_GROUPS = frozenset({SignalKind.APART.value, SignalKind.ALL_APART.value})


def _table() -> str:
    return _(
        "We set a table for people who have not met: an hour, something to do with our hands, and somebody new beside "
        "you. Would you come?"
    )


def _pieces(signal: Signal) -> Words:
    return (
        _("The network is in %(count)s separate pieces.") % {"count": number(signal.figure)},
        _("There are people here whom nobody around you knows yet. May I introduce you to one of them?"),
    )


def _held_by_staff(signal: Signal) -> Words:
    title = _("Without those who help to run it, only %(pairs)s of every 100 pairs could reach each other.")
    return title % {"pairs": of_hundred(signal.figure)}, _(
        "You both talk with me, and not yet with each other. May I introduce you?"
    )


def _held_by_one(signal: Signal) -> Words:
    title = _("One person stands on %(ways)s of every 100 shortest ways.")
    return title % {"ways": of_hundred(signal.figure)}, _(
        "So much here goes by way of one person. May I introduce you to somebody directly?"
    )


def _apart(signal: Signal) -> Words:
    title = ngettext(
        "%(groups)s: %(count)s tie to the others.", "%(groups)s: %(count)s ties to the others.", int(signal.figure)
    )
    return title % {"groups": signal.subject, "count": number(signal.figure)}, _table()


def _circles(signal: Signal) -> Words:
    title = _("The network falls into circles; %(ties)s of every 100 ties lead from one to another.")
    return title % {"ties": of_hundred(signal.figure)}, _table()


def _isolates(signal: Signal) -> Words:
    count = int(signal.figure)
    title = ngettext("%(count)s person has no tie yet.", "%(count)s people have no tie yet.", count)
    return title % {"count": count}, _("Good that you are here. Is there somebody you would like to meet this month?")


def _reach(signal: Signal) -> Words:
    title = _("%(pairs)s of every 100 pairs can reach each other.") % {"pairs": of_hundred(signal.figure)}
    return title, _("There are people here whom nobody around you knows yet. May I introduce you to one of them?")


def _inward(signal: Signal) -> Words:
    title = _("%(ties)s of every 100 ties lead from one group to another.") % {"ties": of_hundred(signal.figure)}
    return title, _table()


def _quiet(signal: Signal) -> Words:
    count = int(signal.figure)
    title = ngettext("%(count)s person has gone quiet.", "%(count)s people have gone quiet.", count) % {"count": count}
    return title, _("I have not seen you for a while, and I miss you at the table. How are you? No answer needed.")


def _low_item(signal: Signal) -> Words:
    title = _("“%(statement)s” is at %(mean)s of 5.") % {
        "statement": signal.subject, "mean": number(signal.figure, 1)
    }  # fmt: skip
    draft = _("You told us where it is hard: “%(statement)s” What would help? Here is what we will try first: …")
    return title, draft % {"statement": signal.subject}


def _silent_pairs(signal: Signal) -> Words:
    count = int(signal.figure)
    title = ngettext(
        "%(count)s mentoring pair has not met by its own rhythm.",
        "%(count)s mentoring pairs have not met by their own rhythm.",
        count,
    )
    return title % {"count": count}, _("How is it going with the two of you? Shall I help to find a time?")


def _step(signal: Signal) -> Words:
    title = _("“%(step)s”: done by %(share)s of every 100 people it asked.") % {
        "step": signal.subject, "share": of_hundred(signal.figure)
    }  # fmt: skip
    draft = _("Many of us have not come to “%(step)s”. What stands in the way? We can make it smaller.")
    return title, draft % {"step": signal.subject}


def _no_doing(signal: Signal) -> Words:
    return _("Month %(month)s has nothing to do together yet.") % {"month": signal.subject}, _table()


def _mix_off(signal: Signal) -> Words:
    title = _("The plan’s mix is %(points)s points off in %(kind)s.") % {
        "points": number(signal.figure), "kind": signal.subject
    }  # fmt: skip
    return title, _("We would like to do more together and listen less. What shall we try?")


def _unwelcomed(signal: Signal) -> Words:
    count = int(signal.figure)
    title = ngettext(
        "%(count)s newcomer has no welcome note yet.", "%(count)s newcomers have no welcome note yet.", count
    )
    return title % {"count": count}, _("Welcome. Come and find me at the next table; I will save you a chair.")


_WORDS: dict[str, Callable[[Signal], Words]] = {
    SignalKind.PIECES: _pieces,
    SignalKind.HELD_BY_STAFF: _held_by_staff,
    SignalKind.HELD_BY_ONE: _held_by_one,
    SignalKind.ALL_APART: _apart,
    SignalKind.APART: _apart,
    SignalKind.CIRCLES: _circles,
    SignalKind.ISOLATES: _isolates,
    SignalKind.REACH: _reach,
    SignalKind.INWARD: _inward,
    SignalKind.QUIET: _quiet,
    SignalKind.LOW_ITEM: _low_item,
    SignalKind.SILENT_PAIRS: _silent_pairs,
    SignalKind.STEP: _step,
    SignalKind.NO_DOING: _no_doing,
    SignalKind.MIX_OFF: _mix_off,
    SignalKind.UNWELCOMED: _unwelcomed,
}
