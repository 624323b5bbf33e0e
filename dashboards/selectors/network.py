"""The network as both pages show it: the table of segments, the heat table, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from belonging.core.charts import SMALLEST_SEGMENT, Cell, SegmentTable, colour_of, heat_cell, mark_of, table_of_segments
from dashboards.kpis.findings import Facts, Reach
from dashboards.kpis.segments import Group, Mixing, folded_mixing
from network.selectors.snapshots import figures_without_staff

if TYPE_CHECKING:
    from network.models import Snapshot
    from programs.selectors.programs import Segments


@dataclass(frozen=True)
class HeatColumn:
    """A segment's mark above its column."""

    name: str
    mark: str
    colour: int


@dataclass(frozen=True)
class HeatRow:
    """One segment: its name, its people, how dense its ties are, and how many."""

    name: str
    people: int
    cells: tuple[Cell, ...]
    ties: tuple[int | None, ...]


@dataclass(frozen=True)
class SegmentPicture:
    """
    The table of segments with its numbers. `ties` in a row leave out what is inside the segment: it is not drawn.

    `unplaced` people are not in the picture: older counts left out those without a label, who are among the others now.
    """

    table: SegmentTable
    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]
    people: int
    ties: int
    across: int
    unplaced: int
    label: str

    @property
    def is_mixed(self) -> bool:
        """True when there are at least two segments to compare."""
        return len(self.columns) > 1


def snapshot_facts(snapshot: Snapshot, betweenness_highest: float | None) -> Facts:
    """What a snapshot's row says about the shape of the network, small segments folded."""
    without = snapshot.without_staff if figures_without_staff(snapshot) else None
    return Facts(
        people=snapshot.people,
        ties=snapshot.ties,
        largest_component=snapshot.largest_component,
        reach=Reach(snapshot.components, snapshot.isolates, snapshot.reachable_share),
        mixing=snapshot_mixing(snapshot, segments=None),
        communities=snapshot.communities,
        communities_modularity=snapshot.communities_modularity,
        betweenness_highest=betweenness_highest,
        staff_count=snapshot.staff_count,
        reach_without_staff=_reach(without) if without else None,
    )


def _reach(figures: dict[str, Any]) -> Reach:
    return Reach(figures["components"], figures["isolates"], figures["reachable_share"])


def snapshot_mixing(snapshot: Snapshot, segments: Segments) -> Mixing:
    """Who is tied to whom, by segment of these, small ones folded; without any label everybody is one group."""
    mixing = snapshot.mixing
    unplaced = snapshot.people - sum(mixing.get("sizes", []))
    # Older counts left people without a label out of the table: of a few, all ties less the table's would be told.
    if unplaced == snapshot.people or 0 < unplaced < SMALLEST_SEGMENT:
        return folded_mixing({"": snapshot.people}, [[snapshot.ties]])
    return folded_mixing(dict(zip(mixing["segments"], mixing["sizes"], strict=True)), mixing["ties"], segments)


def segment_picture(mixing: Mixing, snapshot: Snapshot) -> SegmentPicture:
    """The drawing of the table of segments and the heat table beside it."""
    others = _("Others")
    sizes = {group.name or others: group.people for group in mixing.groups}
    columns = tuple(
        HeatColumn(group.name or others, mark_of(group.place), colour_of(group.place)) for group in mixing.groups
    )
    table = _table(mixing, sizes, others)
    return SegmentPicture(
        table=table,
        columns=columns,
        rows=tuple(_row(mixing, i, group, others) for i, group in enumerate(mixing.groups)),
        people=snapshot.people,
        ties=snapshot.ties,
        across=mixing.across,
        unplaced=snapshot.people - mixing.people,
        label=_label(table),
    )


def _table(mixing: Mixing, sizes: dict[str, int], others: str) -> SegmentTable:
    # A blank name is what the drawing knows as others, so that it takes their grey and their mark.
    blank = {group.name: group.people for group in mixing.groups}
    return table_of_segments(blank if "" in blank else sizes, mixing.ties, others)


def _label(table: SegmentTable) -> str:
    """The drawing in a sentence, with every number in it."""
    people = ", ".join(f"{cluster.name} {cluster.people}" for cluster in table.clusters)
    ties = ", ".join(f"{ribbon.names[0]} – {ribbon.names[1]} {ribbon.ties}" for ribbon in table.ribbons)
    first = _("People in groups round a table: %(people)s.") % {"people": people}
    second = _("Ties between groups: %(ties)s.") % {"ties": ties} if ties else _("No ties between groups.")
    return f"{first} {second}"


def _row(mixing: Mixing, i: int, group: Group, others: str) -> HeatRow:
    across = range(len(mixing.groups))
    return HeatRow(
        name=group.name or others,
        people=group.people,
        cells=tuple(heat_cell(mixing.ties[i][j], mixing.possible(i, j), is_within=i == j) for j in across),
        ties=tuple(None if i == j else mixing.ties[i][j] for j in across),
    )
