"""Where those who lead think the network stands, turn by turn: what to begin with, and what to put more in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from belonging.core.clock import program_month
from surveys.enums import AssessmentTurn, Dimension, ItemKind
from surveys.models import Assessment, Item
from surveys.rules import LAST_MONTHS, SCALE
from surveys.selectors.results import WEAK, Figure

if TYPE_CHECKING:
    from uuid import UUID

    from belonging.tenancy.models import Membership
    from programs.models import Program


@dataclass(frozen=True)
class Statement:
    """One statement with the mean of those who answered it, and how far apart they are."""

    key: str
    is_sponsors: bool
    dimension: str
    figure: Figure
    lowest: int
    highest: int

    @property
    def is_weak(self) -> bool:
        """True when something may help."""
        return self.figure.value is not None and self.figure.value < WEAK


@dataclass(frozen=True)
class Standing:
    """A turn of a program: who said something, the figures, and what they lead to."""

    turn: AssessmentTurn
    rows: Sequence[Assessment]
    statements: Sequence[Statement]
    scales: Sequence[Figure]

    @property
    def to_start_with(self) -> list[Statement]:
        """What the ground still lacks, the lowest first."""
        return [one for one in self._weak() if one.dimension == Dimension.READINESS]

    @property
    def to_invest_in(self) -> list[Statement]:
        """What to put more in, the lowest first."""
        return [one for one in self._weak() if one.dimension != Dimension.READINESS]

    def _weak(self) -> list[Statement]:
        return sorted((one for one in self.statements if one.is_weak), key=lambda one: one.figure.value or 0)


def turn_on(program: Program, on: date) -> AssessmentTurn:
    """The turn that a day falls in: the last months are asked about again."""
    is_late = program_month(program.starts_on, on) > program.month_count - LAST_MONTHS
    return AssessmentTurn.AGAIN if is_late else AssessmentTurn.FIRST


def assessments_of(program: Program) -> QuerySet[Assessment]:
    """Everything that was filled in for a program, the first turn first."""
    rows = Assessment.objects.filter(program=program).select_related("membership", "instrument", "program")
    return rows.order_by("-turn", "said_on", "id")


def assessed_by(program: Program, membership: Membership) -> QuerySet[Assessment]:
    """What one person filled in, for themselves and for sponsors."""
    return assessments_of(program).filter(membership=membership)


def assessment_by_public_id(program: Program, public_id: UUID) -> Assessment | None:
    """One view of the network, or nothing."""
    return assessments_of(program).filter(public_id=public_id).first()


def standing_of(program: Program, turn: AssessmentTurn) -> Standing:
    """Where those who lead see the network in a turn; beside it what they said in the first one."""
    rows = list(assessments_of(program))
    now, first = ([row for row in rows if row.turn == one] for one in (turn, AssessmentTurn.FIRST))
    before = _means(first) if turn == AssessmentTurn.AGAIN else {}
    items = Item.objects.filter(instrument__in={row.instrument_id for row in now}, kind=ItemKind.SCALE)
    said = _said(now)
    statements = [
        _statement(item, said[item.pk], before.get((item.instrument.key, item.key)))
        for item in items.select_related("instrument").order_by("instrument__key", "place", "id")
        if item.pk in said
    ]
    return Standing(turn, now, statements, _scales(statements))


def _statement(item: Item, values: list[int], before: float | None) -> Statement:
    mean = round(fmean(values), 1)
    figure = Figure(item.text, mean, count=len(values), fix=item.fix if mean < WEAK else "", before=before)
    is_sponsors = item.instrument.key.endswith("-sponsor")
    return Statement(item.key, is_sponsors, item.dimension, figure, min(values), max(values))


def _said(rows: Iterable[Assessment]) -> dict[int, list[int]]:
    """By question what was answered, turned round where agreeing is the less good answer."""
    rows = list(rows)
    items = Item.objects.filter(instrument__in={row.instrument_id for row in rows}).order_by("id")
    found: dict[int, list[int]] = {}
    for item in items:
        given = [
            row.answers[item.key] for row in rows if row.instrument_id == item.instrument_id and item.key in row.answers
        ]
        if given:
            found[item.pk] = [sum(SCALE) - value if item.is_reverse else value for value in given]
    return found


def _means(rows: Iterable[Assessment]) -> dict[tuple[str, str], float]:
    said = _said(rows)
    items = Item.objects.filter(pk__in=said).select_related("instrument").order_by("id")
    return {(item.instrument.key, item.key): round(fmean(said[item.pk]), 1) for item in items}


def _scales(statements: Sequence[Statement]) -> list[Figure]:
    """The mean of the statements of each kind, in the order in which they are asked."""
    found: dict[str, list[float]] = {}
    for one in statements:
        found.setdefault(one.dimension, []).append(one.figure.value or 0)
    return [Figure(str(Dimension(key).label), round(fmean(values), 1)) for key, values in found.items()]
