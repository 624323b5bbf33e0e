"""Reads of what the nights counted. Nothing is computed here: a page costs the same whatever the size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, IntegerField, Max, Q, QuerySet, Value, When
from django.db.models.functions import TruncWeek

from belonging.core.clock import month_begins_on
from belonging.core.prepared import Slot
from belonging.tenancy.scope import PreparedHere
from network.models import Measure, Snapshot
from programs.rules import FEWEST_IN_A_GROUP, FEWEST_PEOPLE, FEWEST_STAFF

if TYPE_CHECKING:
    from datetime import date

    from programs.models import Program

BULKY = (
    "mixing",
    "degree_counts",
    "without_staff",
    "map_changes",
    "without_silent",
    "activity",
    "pairs",
    "within_segments",
    "reach_of_few",
    "centrality",
)


def snapshots_of(program: Program) -> QuerySet[Snapshot]:
    """The snapshots of the program's present series (its rule for which ties count), newest first, without pairs."""
    rows = Snapshot.objects.filter(program=program, definition=program.definition).defer("pairs")
    return rows.order_by("-taken_at", "-id")


def _latest() -> QuerySet[Snapshot]:
    rows = Snapshot.objects.filter(program_id=Slot("program"), definition=Slot("definition"))
    return rows.select_related("carried_from").defer("pairs", "carried_from__pairs").order_by("-taken_at", "-id")


_LATEST = PreparedHere(_latest)


def latest_snapshot(program: Program) -> Snapshot | None:
    """The newest snapshot with the one it was carried forward from, or nothing before the first night."""
    return _LATEST.first(program=program.pk, definition=program.definition)


@dataclass(frozen=True)
class MonthlyCount:
    """The last count of a program month."""

    month: int
    on: date
    people: int
    degree_mean: float | None
    clustering_mean: float | None
    path_length_mean: float | None
    new_ties: dict[str, Any] | None


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
        MonthlyCount(
            row.month, row.local_date, row.people,
            row.degree_mean, row.clustering_mean, row.path_length_mean, row.new_ties,
        )
        for row in rows
    ]  # fmt: skip


ROUND_FIGURES = ("degree_mean", "clustering_mean", "path_length_mean", "reachable_share", "ei_index")


def latest_figures(program: Program) -> dict[str, float | None]:
    """The figures of the newest snapshot that a round of introductions means to change; nothing before the first."""
    newest = latest_snapshot(program)
    return {name: getattr(newest, name) for name in ROUND_FIGURES} if newest else {}


def series_of(program: Program) -> list[str]:
    """The labels of every series a program was ever counted by, the present one first."""
    labels = Snapshot.objects.filter(program=program).order_by("definition").values_list("definition", flat=True)
    return [program.definition, *(label for label in labels.distinct() if label != program.definition)]


def counts_over_time(program: Program, definition: str) -> list[Snapshot]:
    """The last count of each calendar week of a series, in order, and its newest one; without the pairs."""
    rows = Snapshot.objects.filter(program=program, definition=definition).defer("pairs")
    rows = rows.annotate(week=TruncWeek("local_date")).order_by("week", "-taken_at", "-id").distinct("week")
    return list(rows)


def highest_betweenness(snapshot: Snapshot) -> float | None:
    """The largest share of shortest ways that lead over one person, whoever that is."""
    highest: float | None = _measured(snapshot).aggregate(highest=Max("betweenness"))["highest"]
    return highest


def core_layers(snapshot: Snapshot, hub_share: float) -> list[tuple[int, int, int, float]]:
    """Core number, people, how many of them are on so many shortest ways, and the largest such share; one query."""
    busiest, hubs = Max("betweenness"), Count("pk", filter=Q(betweenness__gte=hub_share))
    rows = _measured(snapshot).order_by("core_number").values_list("core_number")
    return list(rows.annotate(people=Count("pk"), hubs=hubs, busiest=busiest))


@dataclass(frozen=True)
class Dot:
    """
    One person of a snapshot as a drawing needs them.

    `name` is blank unless they agree now to be drawn by name, and are still in the program. The row id only joins ties
    to it and never reaches a page.
    """

    participant_id: int
    name: str
    segment: str
    degree: int
    x: float | None
    y: float | None


def latest_drawing(program: Program) -> Snapshot | None:
    """The newest count of the present series that people were drawn from; later ones may have no drawing."""
    return snapshots_of(program).filter(pairs__isnull=False).first()


def last_drawn(program: Program) -> int | None:
    """Row id of the newest count of whatever series that people were drawn from, or nothing."""
    rows = Snapshot.objects.filter(program=program, pairs__isnull=False).order_by("-taken_at", "-id")
    return rows.values_list("pk", flat=True).first()


def measures_of(snapshot: Snapshot) -> QuerySet[Measure]:
    """The per-person rows of a snapshot, in the order of the people; a carried snapshot shares those it stands on."""
    return _measured(snapshot).order_by("participant_id", "id")


def drawn_places(counted_in: int) -> list[tuple[int, float, float]]:
    """Row id of a participant and their place in a measured snapshot's drawing, for everybody who has one."""
    rows = Measure.objects.filter(snapshot=counted_in).order_by("participant_id")
    places = rows.values_list("participant_id", "x", "y")
    return [(person, x, y) for person, x, y in places if x is not None and y is not None]


def dots_of(snapshot: Snapshot) -> list[Dot]:
    """Everybody of a snapshot with their place in the drawing; only their word on their name is today's."""
    rows = measures_of(snapshot).select_related("participant__membership")
    return [
        Dot(
            participant_id=row.participant_id,
            name=row.participant.name if row.participant.named_on and row.participant.in_network else "",
            segment=row.segment,
            degree=row.degree,
            x=row.x,
            y=row.y,
        )
        for row in rows
    ]


def pairs_of(snapshot: Snapshot) -> list[tuple[int, int]] | None:
    """
    Row ids of both people of each tie that a snapshot counted, or nothing when they were not kept.

    Never today's ties: whoever reloads the drawing must not see which two people have just met.
    """
    kept = Snapshot.objects.filter(pk=_measured_in(snapshot)).values_list("pairs", flat=True).first()
    return None if kept is None else list(zip(kept["low"], kept["high"], strict=True))


def snapshots_with_pairs_before(snapshot: Snapshot) -> QuerySet[Snapshot]:
    """The older snapshots of a snapshot's program, of whatever series, that still keep their pairs."""
    is_older = Q(taken_at__lt=snapshot.taken_at) | Q(taken_at=snapshot.taken_at, pk__lt=snapshot.pk)
    return Snapshot.objects.filter(is_older, program=snapshot.program_id, pairs__isnull=False)


def figures_without_staff(snapshot: Snapshot) -> dict[str, Any] | None:
    """
    A snapshot's figures without those who help to run the program, as far as they may be shown; nothing if not at all.

    With few of them, everybody's ties less the others' would be how many people a named person knows. Then only who
    reaches whom, and how far it is, is left, and rounded.
    """
    figures = snapshot.without_staff
    if figures is None or figures["people"] < FEWEST_PEOPLE:
        return None
    if snapshot.staff_count >= FEWEST_STAFF:
        return dict(figures)
    share, path = figures["reachable_share"], figures["path_length_mean"]
    return {
        "people": figures["people"],
        "components": figures["components"],
        # All is said of all alone, and nobody of nobody.
        "reachable_share": share if share in {None, 0, 1} else min(0.99, max(0.01, round(share, 2))),
        "path_length_mean": None if path is None else round(path, 2),
    }


def figures_without_silent(snapshot: Snapshot) -> dict[str, Any] | None:
    """
    A snapshot's figures among those who were heard from, as far as they may be shown; nothing if not at all.

    Fewer than five silent people would each be told by the difference, and a network needs a crowd.
    """
    figures = snapshot.without_silent
    if figures is None or figures["people"] < FEWEST_PEOPLE or figures["silent"] < FEWEST_IN_A_GROUP:
        return None
    return dict(figures)


def _measured(snapshot: Snapshot) -> QuerySet[Measure]:
    return Measure.objects.filter(snapshot=_measured_in(snapshot))


def _measured_in(snapshot: Snapshot) -> int:
    # A night on which nothing had changed stores no rows of its own.
    return snapshot.carried_from_id or snapshot.pk
