"""
The belonging score for other floors: the newest one, the row of them, and the path to the target.

Everything here was let through by disclosure when its wave closed; nothing is worked out from answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from belonging.core.clock import program_month
from belonging.core.prepared import Slot
from belonging.tenancy.scope import PreparedHere
from programs.enums import MeasureKey
from surveys.enums import ON_THE_PATH, WaveKind, WaveState
from surveys.milestones import QUARTERS, Plan, Reached, plan_milestones
from surveys.models import Result

if TYPE_CHECKING:
    from programs.models import Program


@dataclass(frozen=True)
class BelongingScore:
    """One closed wave's score, 1 to 5. `bound` is "more" or "less" where it is only known to be beyond the value."""

    wave: UUID
    kind: str
    opened_on: date
    closed_on: date
    month: int  # of the program, when it was asked
    value: float
    bound: str
    low: float | None
    high: float | None
    alpha: float | None
    answered: int
    asked: int

    @property
    def rate(self) -> float:
        """Who answered among those who were asked."""
        return self.answered / self.asked if self.asked else 0.0


@dataclass(frozen=True)
class BelongingPath:
    """The row of scores against the milestones. Without a first score there is no plan."""

    scores: tuple[BelongingScore, ...]
    target: float
    plan: Plan | None


def _on_the_path() -> QuerySet[Result]:
    rows = Result.objects.filter(wave__program_id=Slot("program"), wave__kind__in=ON_THE_PATH)
    return rows.filter(wave__state=WaveState.CLOSED).select_related("wave").order_by("wave__opens_on", "id")


_ON_THE_PATH = PreparedHere(_on_the_path)


def belonging_series(program: Program) -> tuple[BelongingScore, ...]:
    """Every published score of a program's first survey, pulses and annual survey, oldest first."""
    found = []
    for row in _ON_THE_PATH.rows(program=program.pk):
        headline, wave = row.figures["headline"], row.wave
        # What those who answered may not see is shown to nobody outside the wave's own page.
        if headline is not None and row.figures["is_for_everybody"]:
            found.append(
                BelongingScore(
                    wave.public_id, wave.kind, wave.opens_on, wave.closes_on,
                    program_month(program.starts_on, wave.opens_on), headline["value"], headline["bound"],
                    headline["low"], headline["high"], headline["alpha"], row.figures["answered"], row.figures["asked"],
                )
            )  # fmt: skip
    return tuple(found)


def latest_belonging(program: Program) -> BelongingScore | None:
    """The newest published score, or nothing."""
    return next(reversed(belonging_series(program)), None)


def belonging_path(program: Program) -> BelongingPath:
    """The scores so far, the program's target and, from the first survey on, the milestones with what was reached."""
    scores = belonging_series(program)
    target = float(program.targets.get(MeasureKey.BELONGING, 4.5))
    first = next((one for one in scores if one.kind == WaveKind.BASELINE), None)
    if first is None:
        return BelongingPath(scores, target, None)
    reached = tuple(
        Reached(quarter, one.value, one.low, one.high)
        for one in scores
        if one is not first and (quarter := min(QUARTERS, max(1, round(one.month / 3))))
    )
    return BelongingPath(scores, target, plan_milestones(first.value, target, reached))
