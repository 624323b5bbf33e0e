"""The goal chart of a quarter: three goals, their key results linked to live figures, and how each stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from belonging.core.clock import month_begins_on, program_month, today
from community.rules import MONTHS_IN_A_QUARTER, quarter_of
from dashboards.kpis.aims import Aim, Standing, standing
from dashboards.kpis.together import value_of
from dashboards.models import CommunityGoal, KeyResult, Look
from dashboards.rules import FIGURE_LASTS, GOALS_A_QUARTER, LOWER_IS_BETTER, RESULTS_A_GOAL
from dashboards.selectors.parts import Parts, chart_parts
from dashboards.selectors.words import DIGITS, figure_words

if TYPE_CHECKING:
    from programs.models import Program

TONES = {Standing.REACHED: "good", Standing.THERE: "good", Standing.BEHIND: "care", Standing.MISSED: "care"}


@dataclass(frozen=True)
class ResultLine:
    """A key result: what it asks for, what the figure is, and the day that figure is of."""

    result: KeyResult
    asked: str
    value: str
    read_on: date | None
    words: str
    tone: str


@dataclass(frozen=True)
class GoalPlace:
    """One of the three places of a quarter, with its goal if somebody wrote one."""

    place: int
    goal: CommunityGoal | None
    results: tuple[ResultLine, ...]

    @property
    def has_room(self) -> bool:
        """True while one more key result may be linked."""
        return len(self.results) < RESULTS_A_GOAL


@dataclass(frozen=True)
class GoalChart:
    """A quarter's chart."""

    quarter: int
    quarters: range
    first_day: date
    last_day: date
    places: tuple[GoalPlace, ...]


def quarters_of(program: Program) -> range:
    """The quarters of a program, from 1."""
    return range(1, quarter_of(program.month_count) + 1)


def quarter_now(program: Program, on: date) -> int:
    """The quarter a day lies in: the first before the program, the last after it."""
    return min(quarter_of(program_month(program.starts_on, on)), quarters_of(program)[-1])


def days_of_quarter(program: Program, quarter: int) -> tuple[date, date]:
    """Its first and its last day."""
    first = MONTHS_IN_A_QUARTER * (quarter - 1) + 1
    ends = month_begins_on(program.starts_on, min(first + MONTHS_IN_A_QUARTER, program.month_count + 1))
    return month_begins_on(program.starts_on, first), ends - timedelta(days=1)


def goal_by_public_id(program: Program, public_id: UUID) -> CommunityGoal | None:
    """A goal of a program, or nothing."""
    return CommunityGoal.objects.filter(program=program, public_id=public_id).select_related("program").first()


def locked_goal(pk: int) -> CommunityGoal:
    """A goal held until the transaction ends: how many key results it has is counted under it."""
    held: CommunityGoal = CommunityGoal.objects.select_for_update().get(pk=pk)
    return held


def result_by_public_id(program: Program, public_id: UUID) -> KeyResult | None:
    """A key result of a program, or nothing."""
    return KeyResult.objects.filter(goal__program=program, public_id=public_id).first()


def goal_chart(program: Program, quarter: int, now: datetime) -> GoalChart:
    """A quarter with its goals; a figure is of now until its day, and then of that day for good."""
    on = today(program.time_zone, now)
    goals = CommunityGoal.objects.filter(program=program, quarter=quarter).order_by("place", "id")
    written = {goal.place: goal for goal in goals}
    rows = list(KeyResult.objects.filter(goal__in=written.values()).order_by("due_on", "id"))
    live = chart_parts(program, now) if any(row.due_on >= on for row in rows) else {}
    looks = _looks_at(program, [row.due_on for row in rows if row.due_on < on])
    lines = {row.pk: _line(row, on, live, looks) for row in rows}
    first, last = days_of_quarter(program, quarter)
    return GoalChart(
        quarter=quarter,
        quarters=quarters_of(program),
        first_day=first,
        last_day=last,
        places=tuple(
            GoalPlace(place, goal, tuple(lines[row.pk] for row in rows if goal and row.goal_id == goal.pk))
            for place in range(1, GOALS_A_QUARTER + 1)
            for goal in (written.get(place),)
        ),
    )


def _looks_at(program: Program, days: Sequence[date]) -> list[Look]:
    """The looks that stood on these days or in the week before them, newest first; one query."""
    if not days:
        return []
    between = (min(days) - FIGURE_LASTS, max(days))
    return list(Look.objects.filter(program=program, local_date__range=between).order_by("-local_date", "-id"))


def _line(row: KeyResult, on: date, live: Parts, looks: Sequence[Look]) -> ResultLine:
    parts, read_on = live, on
    if row.due_on < on:
        held = [one for one in looks if row.due_on - FIGURE_LASTS < one.local_date <= row.due_on]
        parts, read_on = (held[0].parts, held[0].local_date) if held else ({}, on)
    value, is_most = value_of(row.measure, parts), row.measure in LOWER_IS_BETTER
    told = None if value is None else round(value, DIGITS[row.measure])
    how = standing(Aim(row.target, is_most, row.begun_on, row.due_on, row.before), told, on)
    words = _("at most %(target)s") if is_most else _("at least %(target)s")
    return ResultLine(
        result=row,
        asked=words % {"target": figure_words(row.measure, row.target)},
        value=figure_words(row.measure, told),
        read_on=None if told is None else read_on,
        words=standing_words(how),
        tone=TONES.get(how, "note" if how == Standing.WAY else ""),
    )


def standing_words(how: Standing) -> str:
    """How a key result stands, as people read it."""
    return {
        Standing.REACHED: _("Reached"),
        Standing.THERE: _("There so far"),
        Standing.WAY: _("On the way"),
        Standing.BEHIND: _("Behind"),
        Standing.MISSED: _("Not reached"),
        Standing.UNKNOWN: _("No figure yet"),
    }[how]


def title_at(program: Program, quarter: int, place: int) -> str:
    """The goal in one of a quarter's places as it is worded now, or nothing."""
    found = CommunityGoal.objects.filter(program=program, quarter=quarter, place=place).order_by("id")
    return found.values_list("title", flat=True).first() or ""
