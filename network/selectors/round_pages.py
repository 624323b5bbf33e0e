"""The pages of rounds: lines, figures side by side, what the rules leave out, what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.enums import IntroductionState, RoundState
from network.models import Introduction, Round
from network.rules import PLAN_LASTS
from network.selectors.introductions import (
    ENDED,
    Line,
    RoundReport,
    lines_of,
    planned_round,
    round_report,
    rounds_of,
)
from network.selectors.snapshots import latest_figures
from programs.rules import FEWEST_PEOPLE
from programs.selectors.programs import people_in

if TYPE_CHECKING:
    from programs.models import Program

MOST_SHOWN = 20


@dataclass(frozen=True)
class FigureLine:
    """One figure before, as previewed, and as it then was; nothing where it is not known."""

    label: str
    before: float | None
    half: float | None
    all: float | None
    after: float | None

    @property
    def values(self) -> tuple[float | None, float | None, float | None]:
        """What was known before the round was offered."""
        return self.before, self.half, self.all


@dataclass(frozen=True)
class RoundPage:
    """A round as those who run the program see it."""

    round: Round
    lines: list[Line]
    count: int
    figures: list[FigureLine]
    told: list[str]  # before a round is offered: whom the rules leave nobody, and what they rule out
    mix: str
    report: RoundReport
    is_stale: bool


@dataclass(frozen=True)
class RoundLine:
    """A round in the list."""

    round: Round
    report: RoundReport


@dataclass(frozen=True)
class KeyResults:
    """What invitations and introductions have come to in a program so far."""

    people: int
    introduced: int  # introductions to which everybody said yes
    met: int


@dataclass(frozen=True)
class RoundsPage:
    """The plan that may be offered, rounds, newest first, and what all of them came to."""

    so_far: KeyResults
    plan: Round | None
    plan_count: int
    running: RoundLine | None
    earlier: list[RoundLine]


def rounds_page(program: Program, now: datetime) -> RoundsPage:
    """Where introductions stand."""
    plan = planned_round(program, now - PLAN_LASTS)
    lines = [RoundLine(one, round_report(one)) for one in rounds_of(program)[:MOST_SHOWN]]
    return RoundsPage(
        so_far=key_results(program),
        plan=plan,
        plan_count=plan.introductions.count() if plan else 0,
        running=next((line for line in lines if line.round.state == RoundState.OPEN), None),
        earlier=[line for line in lines if line.round.state == RoundState.CLOSED],
    )


def key_results(program: Program) -> KeyResults:
    """Who came in, was introduced and met, counted from the rows themselves: nobody reports a key result."""
    told = Introduction.objects.filter(program=program, state__in=(IntroductionState.NAMED, *ENDED))
    counts = told.aggregate(introduced=Count("pk"), met=Count("pk", filter=Q(state=IntroductionState.MET)))
    return KeyResults(people=people_in(program).count(), **counts)


def round_page(found: Round, now: datetime) -> RoundPage:
    """One round: its plan while nobody was asked, and what became of it after."""
    is_plan = found.state == RoundState.PLANNED
    return RoundPage(
        round=found,
        lines=lines_of(found) if is_plan else [],
        count=found.introductions.count(),
        figures=_figures(found),
        told=_told(found),
        mix=_mix(found.bridge_share),
        report=round_report(found),
        is_stale=is_plan and found.planned_at < now - PLAN_LASTS,
    )


def _figures(found: Round) -> list[FigureLine]:
    """Of a network large enough to be shown at all; beside the preview what is counted now, or was at the end."""
    if found.figures.get("people", 0) < FEWEST_PEOPLE:
        return []
    after = found.figures.get("after")
    if after is None:
        after = latest_figures(found.program) if found.started_at else {}
    labels = {
        "degree_mean": _("People each of us knows"),
        "clustering_mean": _("Friends of friends meet"),
        "path_length_mean": _("Steps between two people"),
        "reachable_share": _("Who can reach whom"),
        "ei_index": _("Inside or across (−1 to 1)"),
    }
    before, half, every = (found.figures[when] for when in ("before", "half", "all"))
    return [FigureLine(label, before[key], half[key], every[key], after.get(key)) for key, label in labels.items()]


def _told(found: Round) -> list[str]:
    """Starvation and rules in words. Who keeps whom out is among those who have met, so that nobody can tell."""
    starved, ruled_out = found.told.get("starved", {}), found.told.get("ruled_out", {})
    words = [_starved(rule, count) for rule, count in starved.items()]
    names = {
        "met": _("have met"),
        "same_team": _("share %(name)s") % {"name": found.apart},
        "lately": _("were offered each other in the last twelve weeks"),
    }
    words += [
        ngettext("%(count)s pair is out: they %(why)s.", "%(count)s pairs are out: they %(why)s.", count)
        % {"count": count, "why": names[rule]}
        for rule, count in ruled_out.items()
    ]
    return words


def _starved(rule: str, count: int) -> str:
    ends = {
        "met": _("they have met everybody who is open now"),
        "same_team": _("everybody left shares what you keep apart"),
        "lately": _("everybody left was offered to them in the last twelve weeks"),
    }
    text = ngettext(
        "%(count)s person cannot be introduced in this round: %(why)s.",
        "%(count)s people cannot be introduced in this round: %(why)s.",
        count,
    )
    return text % {"count": count, "why": ends[rule]}


def _mix(share: float) -> str:
    if share > 0.65:
        return _("Mostly bridges: ways between people are long, or segments keep to themselves.")
    if share < 0.35:
        return _("Mostly contacts of contacts: friends of friends have yet to meet.")
    return _("Bridges and contacts of contacts alike.")
