"""Introductions in plain words: why two people, and what to ask first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

if TYPE_CHECKING:
    from network.models import Introduction

QUESTIONS = (
    gettext_lazy("What are you working on that nobody outside your circle knows about?"),
    gettext_lazy("Whom did you learn the most from here, and what was it?"),
    gettext_lazy("What would you like help with this month?"),
    gettext_lazy("What brought you here, and what made you stay?"),
    gettext_lazy("What do people come to you for?"),
)


def reason_for(introduction: Introduction, segments: Sequence[str], attribute: str, count: int) -> str:
    """Why somebody is worth meeting, without saying who; `segments` are those of the others that may be named."""
    where = _("%(count)s people") % {"count": count} if count > 1 else _("Somebody")
    if introduction.is_across and segments:
        where = _("%(who)s from %(segments)s") % {"who": where, "segments": " · ".join(dict.fromkeys(segments))}
    elif introduction.is_across:
        where = _("%(who)s from another %(attribute)s") % {"who": where, "attribute": attribute.lower()}
    return f"{where}. {_why(introduction)}"


def _why(introduction: Introduction) -> str:
    if introduction.common:
        text = ngettext(
            "You both know the same person, and have not met.",
            "You both know the same %(count)s people, and have not met.",
            introduction.common,
        )
        return text % {"count": introduction.common}
    if introduction.steps is None:
        return _("Nobody you know leads to them yet.")
    text = ngettext(
        "There is %(count)s step between you.", "There are %(count)s steps between you.", introduction.steps
    )
    return text % {"count": introduction.steps} + " " + _("Hardly anybody bridges that way.")


def first_question(number: int) -> str:
    """A question to begin with, the same for everybody in an introduction."""
    return str(QUESTIONS[number % len(QUESTIONS)])
