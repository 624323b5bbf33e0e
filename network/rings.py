"""
The geometry of a person's own map: themself in the middle, five rings, a sector for each segment.

Rings say how close somebody feels, sectors say where they belong. Coordinates grow to the right and downwards, angles
are in turns with 0 at the top, as in `belonging.core.charts`. Numbers in, numbers out.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

SIZE = 900
MIDDLE = SIZE / 2
EDGES = (410, 340, 270, 200, 130)  # radius of the outer edge of rings 1 to 5
INNER = 62
DOT = 24
LABEL = 426  # radius of the curved names

Point = tuple[float, float]


@dataclass(frozen=True)
class Seat:
    """Somebody to be drawn: a key, the place of their sector, and the ring, 1 outside to 5 inside."""

    key: str
    sector: int
    ring: int


@dataclass(frozen=True)
class Sector:
    """A slice: where its edge line runs, and the arc its name is written along."""

    x0: float
    y0: float
    x1: float
    y1: float
    arc: str


def at(radius: float, turn: float) -> Point:
    """Where a hand of this length points.

    >>> at(100, 0.25)
    (550.0, 450.0)
    """
    angle = turn * math.tau
    return round(MIDDLE + radius * math.sin(angle), 1), round(MIDDLE - radius * math.cos(angle), 1)


def ring_of(x: float, y: float) -> int:
    """The ring a point lies in; beyond the outermost is the outermost.

    >>> ring_of(450, 450), ring_of(450, 100), ring_of(0, 0)
    (5, 1, 1)
    """
    away = math.hypot(x - MIDDLE, y - MIDDLE)
    return next((ring for ring in range(5, 1, -1) if away <= EDGES[ring - 1]), 1)


def places(seats: Sequence[Seat], sector_count: int) -> dict[str, Point]:
    """
    Where each is drawn: in the middle of their ring, spread over their sector in the given order.

    Rings of a sector are turned a little against each other, so that nobody hides the name of the next one in. Where a
    ring is full, every second one steps inwards.

    >>> spots = places([Seat("a", 0, 5), Seat("b", 0, 1), Seat("c", 1, 1)], 2)
    >>> [ring_of(*spots[key]) for key in "abc"]
    [5, 1, 1]
    >>> spots["b"][0] > 450 > spots["c"][0]
    True
    """
    cells: dict[tuple[int, int], list[str]] = {}
    for seat in seats:
        cells.setdefault((seat.sector, seat.ring), []).append(seat.key)
    spots: dict[str, Point] = {}
    for (sector, ring), keys in cells.items():
        spots |= _in_cell(keys, sector, ring, sector_count)
    return spots


def _in_cell(keys: Sequence[str], sector: int, ring: int, sector_count: int) -> dict[str, Point]:
    width = 1 / sector_count
    outer = EDGES[ring - 1]
    inner = EDGES[ring] if ring < 5 else INNER
    middle = (outer + inner) / 2 - 6  # a name stands under each
    margin = min(0.12, 0.04 + 0.4 * DOT / middle / math.tau / width)
    usable = width * (1 - 2 * margin)
    is_full = len(keys) * 2.1 * DOT > usable * math.tau * middle
    tilt = (ring % 2 - 0.5) * 0.18 if len(keys) == 1 else 0
    found = {}
    for place, key in enumerate(keys):
        share = (place + 0.5) / len(keys) + tilt
        radius = middle + (16 if place % 2 else -16) * is_full
        found[key] = at(radius, sector * width + width * margin + usable * share)
    return found


def sectors(count: int) -> list[Sector]:
    """The slices in clockwise order, the first beginning at the top; names below the middle are written upright.

    >>> len(sectors(5)), sectors(1)[0].x0
    (5, 450.0)
    """
    width = 1 / count
    found = []
    for number in range(count):
        start, end = number * width, (number + 1) * width
        (x0, y0), (x1, y1) = at(INNER, start), at(EDGES[0], start)
        found.append(Sector(x0, y0, x1, y1, _label_arc(start, end)))
    return found


def _label_arc(start: float, end: float) -> str:
    half = (start + end) / 2
    is_below = 0.25 < half % 1 < 0.75
    radius = LABEL + (15 if is_below else 0)
    (x0, y0), (x1, y1) = at(radius, start), at(radius, end - 0.0005 if end - start >= 1 else end)
    wide = 1 if end - start > 0.5 else 0
    if is_below:
        return f"M{x1} {y1}A{radius} {radius} 0 {wide} 0 {x0} {y0}"
    return f"M{x0} {y0}A{radius} {radius} 0 {wide} 1 {x1} {y1}"


def curve(one: Point, other: Point) -> str:
    """A line between two people, bent a little towards the middle.

    >>> curve((0.0, 0.0), (100.0, 0.0))
    'M0 0Q130 90 100 0'
    """
    x, y = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
    bend_x, bend_y = x + (MIDDLE - x) * 0.2, y + (MIDDLE - y) * 0.2
    return f"M{one[0]:.0f} {one[1]:.0f}Q{bend_x:.0f} {bend_y:.0f} {other[0]:.0f} {other[1]:.0f}"
