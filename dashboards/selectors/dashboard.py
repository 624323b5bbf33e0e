"""How we're doing: everything the dashboard shows, from rows the nights wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from belonging.core.clock import program_month, today
from belonging.core.rows import values_of
from dashboards.kpis.crowd import degree_bars
from dashboards.kpis.drawing import Column, Gauge, columns, gauge
from dashboards.kpis.findings import Severity, findings
from dashboards.kpis.tiles import Kpi, course, kpi, network_goals
from dashboards.selectors.companions import Companion, companions
from dashboards.selectors.network import SegmentPicture, segment_picture, snapshot_facts
from dashboards.selectors.new_ties import MapMonth, NewTies, map_month, new_ties
from dashboards.selectors.tiles import (
    Tile,
    TrendChart,
    definition_words,
    earlier_count,
    month_values,
    tile,
    trend_chart,
)
from dashboards.selectors.words import Said, attribute_word, headline, lead, of_hundred, said
from network.selectors.snapshots import MonthlyCount, highest_betweenness, latest_snapshot, monthly_counts
from programs.enums import ProgramState
from programs.rules import FEWEST_PEOPLE, FEWEST_STAFF

if TYPE_CHECKING:
    from network.models import Snapshot
    from programs.models import Program


@dataclass(frozen=True)
class Counted:
    """When the figures were counted, from what, and by which rule."""

    snapshot: Snapshot
    month: int
    month_count: int
    month_now: int
    rule: str


@dataclass(frozen=True)
class Reading:
    """The page once there are figures to show."""

    counted: Counted
    headline: str
    lead: str
    reach_gauge: Gauge
    reach: int
    tiles: tuple[Tile, ...]
    trends: tuple[TrendChart, ...]
    picture: SegmentPicture
    attribute: str
    sayings: tuple[Said, ...]
    companions: tuple[Companion, ...]
    columns: tuple[Column, ...]
    new_ties: NewTies | None
    map_month: MapMonth | None

    @property
    def is_bounded(self) -> bool:
        """True when the figures are shown without those nobody has heard from, too."""
        return any(row.without_silent for row in self.companions)

    @property
    def are_staff_few(self) -> bool:
        """True when figures with and without them would tell on each of those who help to run the program."""
        return self.counted.snapshot.staff_count < FEWEST_STAFF


@dataclass(frozen=True)
class Dashboard:
    """
    The page: a snapshot to read, or why there is none. `waiting` is blank when there is one.

    `made_of` holds all that a reading depends on: whoever has drawn the same before need not read again.
    """

    snapshot: Snapshot | None
    title: str
    waiting: str
    made_of: tuple[object, ...] = ()


def dashboard_view(program: Program, now: datetime) -> Dashboard:
    """Everything the dashboard of a program shows at a moment."""
    snapshot = latest_snapshot(program)
    if snapshot is None:
        return _before_the_first(program)
    if snapshot.people < FEWEST_PEOPLE:
        text = _("Figures about fewer than %(count)s people would point at single persons. They come with more.")
        return Dashboard(None, _("Too few people to count"), text % {"count": FEWEST_PEOPLE})
    month_now = program_month(program.starts_on, today(program.time_zone, now))
    return Dashboard(snapshot, "", "", (values_of(program), values_of(snapshot), month_now))


def _before_the_first(program: Program) -> Dashboard:
    first = _("The first count comes tonight at 02:00. You can also count now.")
    if program.state == ProgramState.DRAFT:
        first = _("The first count comes in the night after the program starts. You can also count now.")
    return Dashboard(None, _("Nothing counted yet"), first)


def reading_of(program: Program, snapshot: Snapshot, now: datetime) -> Reading:
    """What a snapshot says about its program."""
    counts = monthly_counts(program)
    facts = snapshot_facts(snapshot, highest_betweenness(snapshot))
    found = findings(facts)
    sayings = [said(finding, facts, program.segment_attribute) for finding in found]
    counted = _counted(program, snapshot, now)
    earlier = earlier_count(counts, snapshot.local_date, counted.month, FEWEST_PEOPLE)
    kpis = _kpis(program, snapshot, earlier, counted, [finding.severity for finding in found])
    return Reading(
        counted=counted,
        headline=headline(course(kpis), sayings),
        lead=lead(facts, kpis[0], sayings),
        reach_gauge=gauge(snapshot.reachable_share or 0.0),
        reach=of_hundred(snapshot.reachable_share or 0.0),
        tiles=tuple(tile(one, program, snapshot, earlier, sayings) for one in kpis),
        trends=_trends(kpis, counts, counted),
        picture=segment_picture(facts.mixing, snapshot),
        attribute=attribute_word(program.segment_attribute),
        sayings=tuple(sayings),
        companions=companions(snapshot, attribute_word(program.segment_attribute)),
        columns=columns(degree_bars(snapshot.degree_counts)),
        new_ties=new_ties(program, snapshot),
        map_month=map_month(snapshot),
    )


def _counted(program: Program, snapshot: Snapshot, now: datetime) -> Counted:
    last = program.month_count
    month = min(max(1, program_month(program.starts_on, snapshot.local_date)), last)
    month_now = min(max(1, program_month(program.starts_on, today(program.time_zone, now))), last)
    return Counted(snapshot, month, last, month_now, definition_words(program))


def _kpis(
    program: Program, snapshot: Snapshot, earlier: MonthlyCount | None, counted: Counted, weights: list[Severity]
) -> tuple[Kpi, ...]:
    values = (snapshot.degree_mean, snapshot.clustering_mean, snapshot.path_length_mean)
    before = (earlier.degree_mean, earlier.clustering_mean, earlier.path_length_mean) if earlier else (None, None, None)
    months = (counted.month, counted.month_count)
    goals = network_goals(program.targets)
    return tuple(
        kpi(goal, value, then, months, weights) for goal, value, then in zip(goals, values, before, strict=True)
    )


def _trends(kpis: Sequence[Kpi], counts: Sequence[MonthlyCount], counted: Counted) -> tuple[TrendChart, ...]:
    now = (counted.month_now, counted.month_count)
    return tuple(trend_chart(one, month_values(one.goal.key, counts, FEWEST_PEOPLE), now) for one in kpis)
