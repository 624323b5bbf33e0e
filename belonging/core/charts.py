"""Geometry for charts drawn on the server as SVG. Numbers in, numbers out; templates do the drawing.

Angles are in turns: 0 is at the top and a quarter is at three o'clock. Coordinates grow to the right and downwards.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

MARKS = ("circle", "square", "triangle", "diamond", "hexagon", "pentagon")
OTHERS_MARK = "cross"
SMALLEST_SEGMENT = 5
SEATED_MARKS = 300
GOLDEN_TURN = 0.381966
THIN = 1.2  # ties out of every hundred possible: below it two segments hardly know each other

# Corners, angle of the first corner in turns, and reach: each outline covers about the ground of the circle.
_POLYGONS = {
    "square": (4, 0.125, 1.18),
    "triangle": (3, 0.0, 1.32),
    "diamond": (4, 0.0, 1.24),
    "hexagon": (6, 0.25, 1.12),
    "pentagon": (5, 0.0, 1.16),
}
_CROSS = ((-0.4, -1), (0.4, -1), (0.4, -0.4), (1, -0.4), (1, 0.4), (0.4, 0.4))
_CROSS_BACK = ((0.4, 1), (-0.4, 1), (-0.4, 0.4), (-1, 0.4), (-1, -0.4), (-0.4, -0.4))

Point = tuple[float, float]


def point(cx: float, cy: float, radius: float, turn: float) -> Point:
    """Where a hand of length `radius` points.

    >>> point(100, 100, 50, 0.25)
    (150.0, 100.0)
    """
    angle = turn * math.tau
    return round(cx + radius * math.sin(angle), 2), round(cy - radius * math.cos(angle), 2)


def scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """A ruler from the numbers `low` to `high` onto the pixels `start` to `end`.

    >>> scale(0, 10, 0, 100)(2.5)
    25.0
    """

    def place(value: float) -> float:
        return round(start + (value - low) / (high - low) * (end - start), 2)

    return place


def line(points: Iterable[Point]) -> str:
    """A path of straight lines; never smoothed, since a curve would draw what nobody measured.

    >>> line([(0, 0), (10, 5.25)])
    'M0 0L10 5.2'
    """
    return "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in points)


def arc(cx: float, cy: float, radius: float, start: float, end: float) -> str:
    """A path along a circle, clockwise from turn `start` to turn `end`."""
    (x0, y0), (x1, y1) = point(cx, cy, radius, start), point(cx, cy, radius, end)
    wide = 1 if end - start > 0.5 else 0
    return f"M{x0:.2f} {y0:.2f}A{_short(radius)} {_short(radius)} 0 {wide} 1 {x1:.2f} {y1:.2f}"


def mark_path(kind: str, x: float, y: float, radius: float) -> str:
    """One outline per segment, so that a chart never leans on colour alone."""
    if kind == "circle":
        r, across = _short(radius), _short(2 * radius)
        return f"M{_short(x - radius)} {_short(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0Z"
    if kind == OTHERS_MARK:
        return line((x + dx * radius, y + dy * radius) for dx, dy in _CROSS + _CROSS_BACK) + "Z"
    corners, first, reach = _POLYGONS[kind]
    return line(point(x, y, radius * reach, first + step / corners) for step in range(corners)) + "Z"


def colour_of(place: int | None) -> int:
    """The colour of a segment, 1 to 6, by its place in the list, 0 first; 0 is the grey of "others"."""
    return place + 1 if place is not None and 0 <= place < len(MARKS) else 0


def mark_of(place: int | None) -> str:
    """The outline of a segment by its place in the list."""
    colour = colour_of(place)
    return MARKS[colour - 1] if colour else OTHERS_MARK


@dataclass(frozen=True)
class Bullet:
    """A track, how far we are, and where the target stands; in pixels."""

    width: float
    fill: float
    tick: float


def bullet(value: float, target: float, low: float, high: float, width: float = 160) -> Bullet:
    """Places a value and its target on one track; both stay inside it, and a zero still shows a stub."""
    place = scale(low, high, 0, width)
    return Bullet(width, max(4.0, min(width, place(value))), max(0.0, min(width, place(target))))


@dataclass(frozen=True)
class Seat:
    """One month on the year ring."""

    month: int
    state: str
    path: str
    label_x: float
    label_y: float


def year_ring(month: int, size: float = 300, radius: float = 118, gap: float = 0.016) -> tuple[Seat, ...]:
    """Twelve seats round a table, one a month: months before `month` are done, that one is now, the rest are next."""
    centre, seats = size / 2, []
    for number in range(1, 13):
        start, end = (number - 1) / 12 + gap / 2, number / 12 - gap / 2
        is_now = number == month
        x, y = point(centre, centre, (radius + 24) * (1.06 if is_now else 1), (start + end) / 2)
        state = "now" if is_now else "done" if number < month else "next"
        seats.append(Seat(number, state, arc(centre, centre, radius, start, end), round(x, 1), round(y + 4, 1)))
    return tuple(seats)


@dataclass(frozen=True)
class Cell:
    """Ties between two segments out of all that could be."""

    words: str
    step: int


def heat_cell(ties: int, possible: int, *, is_within: bool = False) -> Cell:
    """How dark a cell of the heat table is (0 to 4) and what it says: ties out of every hundred possible.

    Between segments 0 marks hardly any (below THIN); 1 to 3 grow at 3.5 and 6. Within a segment it is 4, the
    diagonal. Without a single possible pair the cell is empty, not zero.
    """
    if possible == 0:
        return Cell("–", 1)
    share = 100 * ties / possible
    words = f"{share:.0f}" if share >= 1 else "<1" if ties else "0"
    step = 4 if is_within else 0 if share < THIN else 1 if share < 3.5 else 2 if share < 6 else 3
    return Cell(words, step)


def segment_places(sizes: Mapping[str, int]) -> dict[str, int | None]:
    """Which place each segment has for its colour and mark, 0 to 5 in the order given; None joins "others".

    A segment of fewer than five people joins "others", as do people without a label (a blank name), and beyond six
    segments the smallest do. Others of fewer than five people would still point at them, so the smallest segment then
    joins as well.
    """
    ranked = sorted(filter(None, sizes), key=lambda name: (-sizes[name], name))
    kept = [name for name in ranked if sizes[name] >= SMALLEST_SEGMENT][: len(MARKS)]
    hidden = sum(sizes.values()) - sum(sizes[name] for name in kept)
    if kept and 0 < hidden < SMALLEST_SEGMENT:
        kept.pop()
    shown = [name for name in sizes if name in kept]
    return {name: shown.index(name) if name in kept else None for name in sizes}


@dataclass(frozen=True)
class Cluster:
    """One segment at the table: its halo, one mark per person (or per few), and where its name stands."""

    name: str
    colour: int
    mark: str
    people: int
    x: float
    y: float
    radius: float
    marks: tuple[str, ...]
    label_y: float
    count_y: float


@dataclass(frozen=True)
class Ribbon:
    """The ties between two segments, as a line as wide as they are dense."""

    names: tuple[str, str]
    ties: int
    is_thin: bool
    width: float
    x0: float
    y0: float
    x1: float
    y1: float
    label_x: float
    label_y: float
    box_x: float
    box_y: float
    box_width: int
    text_y: float


@dataclass(frozen=True)
class SegmentTable:
    """Segments seated round a table. `people_per_mark` is 1 until the marks would no longer fit."""

    view_box: str
    clusters: tuple[Cluster, ...]
    ribbons: tuple[Ribbon, ...]
    people_per_mark: int
    others: tuple[str, ...]


Matrix = Sequence[Sequence[int]]


def table_of_segments(sizes: Mapping[str, int], ties: Matrix, others_name: str) -> SegmentTable:
    """Seats segments round a table so that strong ties sit side by side; ribbons carry the count of ties.

    `ties[i][j]` counts ties between the i-th and the j-th segment of `sizes` and is symmetric. Positions depend on
    the numbers alone, so the same numbers always draw the same picture.
    """
    names, people, counts, colours, others = _merged(sizes, ties, others_name)
    per_mark = max(1, math.ceil(sum(people) / SEATED_MARKS))
    mark_counts = [-(-count // per_mark) for count in people]
    seats = _seats(counts)
    spread = _spread(seats, mark_counts)
    clusters = [_cluster(names[i], colours[i], people[i], seats[i], mark_counts[i], spread) for i in range(len(names))]
    return SegmentTable(_view_box(clusters), tuple(clusters), _ribbons(clusters, counts), per_mark, others)


def _merged(
    sizes: Mapping[str, int], ties: Matrix, others_name: str
) -> tuple[list[str], list[int], list[list[int]], list[int], tuple[str, ...]]:
    """Folds small segments into one named "others" at the end of the list."""
    places = segment_places(sizes)
    shown = [name for name in sizes if places[name] is not None]
    others = tuple(name for name in sizes if places[name] is None and sizes[name])
    names = shown + ([others_name] if others else [])
    place = {name: shown.index(name) if name in shown else len(shown) for name in sizes}
    people, counts = [0] * len(names), [[0] * len(names) for _ in names]
    for i, first in enumerate(sizes):
        if not sizes[first]:
            continue
        people[place[first]] += sizes[first]
        for j, second in enumerate(sizes):
            # Ties between two folded segments stay inside "others" and are drawn nowhere.
            if place[first] != place[second] and sizes[second]:
                counts[place[first]][place[second]] += ties[i][j]
    colours = [*range(1, len(shown) + 1), *([0] if others else [])]
    return names, people, counts, colours, others


def _seat(index: int, count: int) -> Point:
    """The middle of a seat on the oval table; a single cluster sits in the middle."""
    if count == 1:
        return 500.0, 320.0
    angle = math.tau * index / count
    return 500 + 335 * math.sin(angle), 300 - 205 * math.cos(angle)


def _seats(counts: Matrix) -> list[Point]:
    """Where each segment sits, with the least ribbon in all; at most seven sit, so all 720 ways are tried."""
    count = len(counts)
    spots = [_seat(index, count) for index in range(count)]

    def ribbon(order: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
        return round(
            sum(counts[a][b] * math.dist(spots[order[a]], spots[order[b]]) for a in range(count) for b in range(a))
        ), order

    best = min(((0, *rest) for rest in permutations(range(1, count))), key=ribbon) if count else ()
    return [spots[place] for place in best]


def _spread(seats: Sequence[Point], mark_counts: Sequence[int]) -> float:
    """How far apart marks stand: roomy, unless the largest cluster would touch its neighbour."""
    nearest = min((math.dist(a, b) for i, a in enumerate(seats) for b in seats[:i]), default=400.0)
    room = min(96.0, 0.42 * nearest) - 15
    return min(14.5, room / math.sqrt(max([1, *mark_counts])))


def _cluster(name: str, colour: int, people: int, seat: Point, mark_count: int, spread: float) -> Cluster:
    x, y = round(seat[0], 1), round(seat[1], 1)
    radius = round(spread * math.sqrt(mark_count) + 15, 1)
    above = y < 300
    label_y, count_y = (y - radius - 32, y - radius - 11) if above else (y + radius + 24, y + radius + 45)
    kind = MARKS[colour - 1] if colour else OTHERS_MARK
    marks = _seated_marks(kind, x, y, mark_count, spread)
    return Cluster(name, colour, kind, people, x, y, radius, marks, round(label_y, 1), round(count_y, 1))


def _seated_marks(kind: str, x: float, y: float, count: int, spread: float) -> tuple[str, ...]:
    """Marks laid out like the seeds of a sunflower: even, round, and in no order that could point at somebody."""
    size = min(7.0, spread * 0.48)
    spots = (point(x, y, spread * math.sqrt(index + 0.6), index * GOLDEN_TURN) for index in range(count))
    return tuple(mark_path(kind, *spot, size) for spot in spots)


def _view_box(clusters: Sequence[Cluster]) -> str:
    """The frame round all halos and names, never narrower than the table itself, so letters keep their size."""
    reach = [(cluster, max(cluster.radius, 7.0 * len(cluster.name)) + 12) for cluster in clusters]
    left = min([60.0, *(cluster.x - wide for cluster, wide in reach)])
    right = max([940.0, *(cluster.x + wide for cluster, wide in reach)])
    top = min([0.0, *(min(cluster.y - cluster.radius, cluster.label_y - 24) for cluster in clusters)])
    bottom = max([560.0, *(max(cluster.y + cluster.radius, cluster.count_y + 12) for cluster in clusters)])
    return f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}"


def _ribbons(clusters: Sequence[Cluster], counts: Matrix) -> tuple[Ribbon, ...]:
    """Lines from halo to halo, with the count where it covers no other count."""
    ribbons: list[Ribbon] = []
    for i, first in enumerate(clusters):
        for j, second in enumerate(clusters[:i]):
            if counts[i][j]:
                bystanders = [other for other in clusters if other not in (first, second)]
                taken = [(spot.label_x, spot.label_y, 60.0) for spot in ribbons]
                taken += [(other.x, other.y, other.radius + 22) for other in bystanders]
                ribbons.append(_ribbon(first, second, counts[i][j], taken))
    return tuple(ribbons)


def _ribbon(first: Cluster, second: Cluster, ties: int, taken: Sequence[tuple[float, float, float]]) -> Ribbon:
    """One ribbon; its count keeps clear of the places already taken: (x, y, distance to keep)."""
    distance = math.dist((first.x, first.y), (second.x, second.y))
    ux, uy = (second.x - first.x) / distance, (second.y - first.y) / distance
    x0, y0 = first.x + ux * first.radius, first.y + uy * first.radius
    x1, y1 = second.x - ux * second.radius, second.y - uy * second.radius
    density = 100 * ties / (first.people * second.people)
    spots = [(x0 + (x1 - x0) * part, y0 + (y1 - y0) * part) for part in (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)]
    # The first spot with room wins, so counts stand in the middle unless two would overlap.
    free = [spot for spot in spots if all(math.dist(spot, (x, y)) > away for x, y, away in taken)]
    label = free[0] if free else spots[0]
    box_width = max(44, 22 + 11 * len(str(ties)))  # the count sits in a pill 32 high
    return Ribbon(
        names=(first.name, second.name),
        ties=ties,
        is_thin=density < THIN,
        width=round(min(24.0, max(2.0, density * 3.2)), 1),
        x0=round(x0, 1),
        y0=round(y0, 1),
        x1=round(x1, 1),
        y1=round(y1, 1),
        label_x=round(label[0], 1),
        label_y=round(label[1], 1),
        box_x=round(label[0] - box_width / 2, 1),
        box_y=round(label[1] - 16, 1),
        box_width=box_width,
        text_y=round(label[1] + 6.5, 1),
    )


def _short(value: float) -> str:
    """One decimal, without a trailing zero: pages stay small."""
    return f"{value:.1f}".removesuffix(".0") if abs(value) >= 0.05 else "0"
