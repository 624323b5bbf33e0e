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
from dashboards.kpis.drawing import Column, columns
from dashboards.kpis.findings import Facts, Finding, Severity, findings
from dashboards.kpis.narrowing import narrowed
from dashboards.kpis.tiles import Kpi, course, kpi, network_goals
from dashboards.selectors.belonging import Belonging, belonging_panel
from dashboards.selectors.companions import Companion, companions
from dashboards.selectors.maps import MapMonth, map_month
from dashboards.selectors.network import SegmentPicture, segment_picture, snapshot_facts, snapshot_mixing
from dashboards.selectors.people_tiles import Measured, activity_measured, dropout_measured, new_ties_measured
from dashboards.selectors.stage import StageWords, network_stage
from dashboards.selectors.tiles import (
    Tile,
    TrendChart,
    definition_words,
    earlier_count,
    month_values,
    tile,
    trend_chart,
)
from dashboards.selectors.words import Said, attribute_word, headline, lead, of_hundred, said, said_of_others
from network.selectors.snapshots import MonthlyCount, highest_betweenness, latest_snapshot, monthly_counts
from programs.enums import ProgramState
from programs.rules import FEWEST_PEOPLE, FEWEST_STAFF
from programs.selectors.leaving import LeftByMonth, leaving_by_month
from surveys.selectors.belonging import BelongingPath, belonging_path
from surveys.selectors.positions import Positions, belonging_by_position

if TYPE_CHECKING:
    from network.models import Snapshot
    from programs.models import Program
    from programs.selectors.programs import Segments


@dataclass(frozen=True)
class Counted:
    """When the figures were counted, from what, and by which rule."""

    snapshot: Snapshot
    month: int
    month_count: int
    month_now: int
    rule: str

    @property
    def months(self) -> tuple[int, int]:
        """The month we are in, and how many there are."""
        return self.month_now, self.month_count


@dataclass(frozen=True)
class Reading:
    """The page once there are figures to show."""

    counted: Counted
    headline: str
    lead: str
    belonging: Belonging
    stage: StageWords
    positions: Positions | None
    reach: int
    tiles: tuple[Tile, ...]  # of the network
    people_tiles: tuple[Tile, ...]
    trends: tuple[TrendChart, ...]
    picture: SegmentPicture
    attribute: str
    sayings: tuple[Said, ...]
    companions: tuple[Companion, ...]
    columns: tuple[Column, ...]
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
class Beside:
    """What the scorecard shows beside the network: published scores, by position too, and who left."""

    path: BelongingPath
    leaving: tuple[LeftByMonth, ...]
    positions: Positions | None


@dataclass(frozen=True)
class Dashboard:
    """
    The page: a snapshot to read, or why there is none. `waiting` is blank when there is one.

    `made_of` holds all that a reading depends on: whoever has drawn the same before need not read again.
    """

    snapshot: Snapshot | None
    title: str
    waiting: str
    beside: Beside | None = None
    made_of: tuple[object, ...] = ()


def beside_of(program: Program, now: datetime) -> Beside:
    """The rows of the other apps, in four queries at most."""
    leaving = leaving_by_month(program, today(program.time_zone, now))
    return Beside(belonging_path(program), leaving, belonging_by_position(program))


def dashboard_view(program: Program, now: datetime) -> Dashboard:
    """Everything the dashboard of a program shows at a moment."""
    snapshot = latest_snapshot(program)
    if snapshot is None:
        return _before_the_first(program)
    if snapshot.people < FEWEST_PEOPLE:
        text = _("Figures about fewer than %(count)s people would point at single persons. They come with more.")
        return Dashboard(None, _("Too few people to count"), text % {"count": FEWEST_PEOPLE})
    month_now = program_month(program.starts_on, today(program.time_zone, now))
    beside = beside_of(program, now)
    return Dashboard(snapshot, "", "", beside, (values_of(program), values_of(snapshot), month_now, beside))


def _before_the_first(program: Program) -> Dashboard:
    first = _("The first count comes tonight at 02:00. You can also count now.")
    if program.state == ProgramState.DRAFT:
        first = _("The first count comes in the night after the program starts. You can also count now.")
    return Dashboard(None, _("Nothing counted yet"), first)


def reading_of(program: Program, snapshot: Snapshot, beside: Beside, now: datetime, segments: Segments) -> Reading:
    """What a snapshot, and what stands beside it, says about its program; of its groups only these by name."""
    counts = monthly_counts(program)
    facts = snapshot_facts(snapshot, highest_betweenness(snapshot))
    found = findings(facts)
    sayings = _told(found, facts, program.segment_attribute, segments)
    counted = _counted(program, snapshot, now)
    earlier = earlier_count(counts, snapshot.local_date, counted.month, FEWEST_PEOPLE)
    kpis = _kpis(program, snapshot, earlier, counted, [finding.severity for finding in found])
    belonging = belonging_panel(beside.path, counted.months)
    people = _people(program, snapshot, counts, counted, beside)
    network = headline(course(kpis), sayings)
    words = [*([network] if belonging.headline else []), lead(facts, kpis[0], sayings)]
    return Reading(
        counted=counted,
        headline=belonging.headline or network,
        lead=" ".join(words),
        belonging=belonging,
        stage=network_stage(snapshot),
        positions=beside.positions,
        reach=of_hundred(snapshot.reachable_share or 0.0),
        tiles=tuple(tile(one, program, snapshot, earlier, sayings) for one in kpis),
        people_tiles=tuple(one.tile for one in people),
        trends=(*(one.chart for one in people), *_trends(kpis, counts, counted)),
        picture=segment_picture(snapshot_mixing(snapshot, segments), snapshot),
        attribute=attribute_word(program.segment_attribute),
        sayings=tuple(sayings),
        companions=companions(snapshot, attribute_word(program.segment_attribute)),
        columns=columns(degree_bars(snapshot.degree_counts)),
        map_month=map_month(snapshot),
    )


def _told(found: list[Finding], facts: Facts, attribute: str, segments: Segments) -> list[Said]:
    """The findings in words; where all grave ones are about other people's groups, that there is one at all."""
    told = narrowed(found, segments, _("Others"))
    sayings = [said(finding, facts, attribute) for finding in told]
    if any(one.is_grave for one in found) and not any(one.is_grave for one in told):
        sayings.insert(0, said_of_others())  # a target that is met but in doubt is so for everybody
    return sayings


def _people(
    program: Program, snapshot: Snapshot, counts: Sequence[MonthlyCount], counted: Counted, beside: Beside
) -> tuple[Measured, ...]:
    return (
        activity_measured(program, snapshot, counted.months),
        new_ties_measured(program, snapshot, counts, counted.months),
        dropout_measured(program, beside.leaving, counted.months),
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
    return tuple(
        trend_chart(one.goal, month_values(one.goal.key, counts, FEWEST_PEOPLE), counted.months) for one in kpis
    )
