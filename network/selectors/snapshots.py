"""Reads of what the nights counted. Nothing is computed here: a page costs the same whatever the size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Case, IntegerField, Max, QuerySet, Value, When

from belonging.core.clock import month_begins_on
from network.enums import Occasion
from network.models import Measure, Snapshot
from network.selectors.ties import counted_ties, network_people
from programs.enums import IN_THE_NETWORK

if TYPE_CHECKING:
    from datetime import date

    from programs.models import Program

BULKY = ("mixing", "degree_counts", "without_staff")


def snapshots_of(program: Program) -> QuerySet[Snapshot]:
    """The snapshots of the program's present series (its rule for which ties count), newest first."""
    return Snapshot.objects.filter(program=program, definition=program.definition).order_by("-taken_at", "-id")


def latest_snapshot(program: Program) -> Snapshot | None:
    """The newest snapshot with the one it was carried forward from, or nothing before the first night."""
    return snapshots_of(program).select_related("carried_from").first()


def snapshot_of_night(program: Program, on: date) -> Snapshot | None:
    """The snapshot of a program's local night, or nothing when it has not been taken."""
    return Snapshot.objects.filter(program=program, local_date=on, occasion=Occasion.NIGHT).first()


def snapshot_of_job(job: UUID) -> Snapshot | None:
    """The snapshot that a job asked for, or nothing when it has not been taken."""
    return Snapshot.objects.filter(job=job).first()


@dataclass(frozen=True)
class MonthlyCount:
    """The last count of a program month."""

    month: int
    on: date
    people: int
    degree_mean: float | None
    clustering_mean: float | None
    path_length_mean: float | None


def monthly_counts(program: Program) -> list[MonthlyCount]:
    """The last snapshot of each program month, in order; counts after the last month belong to it."""
    latest_first = range(program.month_count, 0, -1)
    begins = [When(local_date__gte=month_begins_on(program.starts_on, month), then=month) for month in latest_first]
    rows = (
        Snapshot.objects.filter(program=program, definition=program.definition, local_date__gte=program.starts_on)
        .defer(*BULKY)
        .annotate(month=Case(*begins, default=Value(1), output_field=IntegerField()))
        .order_by("month", "-taken_at", "-id")
        .distinct("month")
    )
    return [
        MonthlyCount(row.month, row.local_date, row.people, row.degree_mean, row.clustering_mean, row.path_length_mean)
        for row in rows
    ]


def highest_betweenness(snapshot: Snapshot) -> float | None:
    """The largest share of shortest ways that lead over one person, whoever that is."""
    highest: float | None = _measured(snapshot).aggregate(highest=Max("betweenness"))["highest"]
    return highest


@dataclass(frozen=True)
class Dot:
    """
    One person of a snapshot as a drawing needs them; `name` is blank unless they agreed to be drawn by name.

    The row id only joins ties to it and never reaches a page.
    """

    participant_id: int
    name: str
    segment: str
    degree: int
    x: float | None
    y: float | None


def measures_of(snapshot: Snapshot) -> QuerySet[Measure]:
    """The per-person rows of a snapshot, in the order of the people; a carried snapshot shares those it stands on."""
    return _measured(snapshot).order_by("participant_id", "id")


def drawn_places(snapshot: Snapshot) -> list[tuple[int, float, float]]:
    """Row id of a participant and their place in the drawing, for everybody who has one."""
    rows = measures_of(snapshot).values_list("participant_id", "x", "y")
    return [(person, x, y) for person, x, y in rows if x is not None and y is not None]


def dots_of(snapshot: Snapshot) -> list[Dot]:
    """Everybody of a snapshot who is still in the program, with their place in the drawing."""
    rows = measures_of(snapshot).select_related("participant__membership")
    return [
        Dot(
            participant_id=row.participant_id,
            name=row.participant.name if row.participant.named_on else "",
            segment=row.segment,
            degree=row.degree,
            x=row.x,
            y=row.y,
        )
        for row in rows.filter(participant__state__in=IN_THE_NETWORK)
    ]


def pairs_of(program: Program, snapshot: Snapshot) -> list[tuple[int, int]]:
    """Row ids of both people of each tie that counted on the snapshot's day, as far as today's ties remember it."""
    ends = counted_ties(program, snapshot.local_date, network_people(program, snapshot.local_date))
    return list(zip(ends.low.tolist(), ends.high.tolist(), strict=True))


def _measured(snapshot: Snapshot) -> QuerySet[Measure]:
    # A night on which nothing had changed stores no rows of its own.
    return Measure.objects.filter(snapshot=snapshot.carried_from_id or snapshot.pk)
