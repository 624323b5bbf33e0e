"""My network, ready to draw: the rings with everybody on them, the same as a list, and the card of one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from belonging.core.charts import MARKS, colour_of, segment_places
from belonging.core.names import first_name, initials
from network.enums import Strength
from network.models import Map, MapEntry
from network.rings import DOT, EDGES, MIDDLE, Point, Seat, Sector, curve, places, sectors
from network.rules import FEWEST_ON_A_MAP
from network.selectors.maps import Together, entries_on, last_times, pairs_on
from programs.selectors.programs import segment_sizes

if TYPE_CHECKING:
    from programs.models import Participant, Program


@dataclass(frozen=True)
class Placed:
    """Somebody on the rings and on the list beside them."""

    entry: MapEntry
    name: str
    short: str
    initials: str
    segment: str
    segment_index: int | None
    colour: int
    ring_name: str
    x: float
    y: float
    last: str
    is_new: bool

    @property
    def text_y(self) -> float:
        """The line of the initials."""
        return round(self.y + 6, 1)

    @property
    def name_y(self) -> float:
        """The line of the name."""
        return round(self.y + DOT + 17, 1)


@dataclass(frozen=True)
class Slice:
    """A sector with its name and how many of its people are on the map."""

    sector: Sector
    name: str
    note: str
    is_empty: bool


@dataclass(frozen=True)
class RingLine:
    """One ring: its number, its radius, its name and where that stands."""

    ring: int
    radius: int
    name: str
    label_y: float


@dataclass(frozen=True)
class Link:
    """Two people on the map who know each other, by the ids of their entries."""

    first: UUID
    second: UUID
    path: str


@dataclass(frozen=True)
class MapPage:
    """The page of a map."""

    own: Map
    people: list[Placed]
    slices: list[Slice]
    rings: list[RingLine]
    links: list[Link]
    chosen: Placed | None

    @property
    def in_order(self) -> list[Placed]:
        """Everybody as they are drawn: the chosen one last, so that nobody covers them."""
        return sorted(self.people, key=lambda one: one is self.chosen)

    @property
    def left_to_five(self) -> int:
        """How many more people a starting map begins with."""
        return max(0, FEWEST_ON_A_MAP - len(self.people))

    @property
    def empty_slices(self) -> list[Slice]:
        """The segments nobody on the map belongs to."""
        return [one for one in self.slices if one.is_empty]


def map_page(program: Program, participant: Participant, own: Map, today: date, entry_id: str = "") -> MapPage:
    """A person's own map, with the card of the entry that was asked for, else of the closest person."""
    rows = list(entries_on(own))
    sizes = {name: count for name, count in segment_sizes(program).items() if name}
    names = _sector_names(sizes, rows)
    seats = [Seat(str(row.public_id), names.index(_sector(row, names)), row.strength) for row in rows]
    spots = places(seats, len(names))
    times, order = last_times(participant), segment_places(segment_sizes(program))
    people = [_placed(row, spots[str(row.public_id)], times, order, today) for row in rows]
    chosen = next((one for one in people if str(one.entry.public_id) == entry_id), people[0] if people else None)
    return MapPage(own, people, _slices(names, sizes, rows, participant), _ring_lines(), _links(own, spots), chosen)


def _sector_names(sizes: dict[str, int], rows: list[MapEntry]) -> list[str]:
    """The six largest segments by name, and one more for everybody else where there is anybody else."""
    largest = sorted(sizes, key=lambda name: (-sizes[name], name))[: len(MARKS)]
    others = any((row.person.segment if row.person else row.segment) not in largest for row in rows)
    return [*sorted(largest), ""] if others or not largest else sorted(largest)


def _sector(row: MapEntry, names: list[str]) -> str:
    segment = row.person.segment if row.person else row.segment
    return segment if segment in names else ""


def _placed(
    row: MapEntry, spot: Point, times: dict[int, Together], order: dict[str, int | None], today: date
) -> Placed:
    person = row.person
    name = person.name if person else row.outside_name
    segment = person.segment if person else row.segment
    together = times.get(row.person_id or 0)
    return Placed(
        entry=row,
        name=name,
        short=first_name(name) if person else initials(name),
        initials=initials(name),
        segment=segment or ("" if person else _("Outside the program")),
        segment_index=order.get(segment),
        colour=colour_of(order.get(segment)) if segment else 0,
        ring_name=str(Strength(row.strength).label),
        x=spot[0],
        y=spot[1],
        last=date_format(together.last_on, "MONTH_DAY_FORMAT") if together else "",
        is_new=not row.is_baseline and row.map.frozen_at is not None and (today - row.added_on).days <= 31,
    )


def _slices(names: list[str], sizes: dict[str, int], rows: list[MapEntry], me: Participant) -> list[Slice]:
    drawn = sectors(len(names))
    here = [_sector(row, names) for row in rows]
    inside = [_sector(row, names) for row in rows if row.person_id]
    found = []
    for sector, name in zip(drawn, names, strict=True):
        whole = sizes.get(name, 0) - (name == me.segment)
        note = _("%(here)s of %(all)s") % {"here": inside.count(name), "all": whole} if name else ""
        is_empty = bool(name) and name not in here and whole > 0
        found.append(Slice(sector, name or _("Elsewhere"), _("nobody yet") if is_empty else note, is_empty))
    return found


def _ring_lines() -> list[RingLine]:
    return [
        RingLine(step.value, EDGES[step - 1], str(step.label), round(MIDDLE - EDGES[step - 1] + 17, 1))
        for step in Strength
    ]


def _links(own: Map, spots: dict[str, Point]) -> list[Link]:
    found = []
    for pair in pairs_on(own).filter(do_know=True):
        one, other = spots.get(str(pair.low.public_id)), spots.get(str(pair.high.public_id))
        if one and other:
            found.append(Link(pair.low.public_id, pair.high.public_id, curve(one, other)))
    return found
