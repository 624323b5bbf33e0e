"""Where the dashboard's charts stand on the page. Numbers in, numbers out; templates do the drawing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from belonging.core.charts import Cluster, Point, arc, line, point, scale
from dashboards.kpis.crowd import Bar
from dashboards.kpis.tiles import Goal

LEFT, RIGHT, TOP, BOTTOM = 46.0, 352.0, 18.0, 180.0


@dataclass(frozen=True)
class Rung:
    """One line of the scale on the left."""

    value: float
    y: float
    text_y: float


@dataclass(frozen=True)
class Spot:
    """One month's value. Only the first and the last are written beside their dots; all stand in the table."""

    month: int
    value: float
    x: float
    y: float
    text_y: float
    is_written: bool
    is_open: bool


@dataclass(frozen=True)
class MonthMark:
    """The number of a month under a chart."""

    month: int
    x: float
    is_now: bool
    is_written: bool


@dataclass(frozen=True)
class Trend:
    """One measure over the months of a program, with its target."""

    goal: Goal
    spots: tuple[Spot, ...]
    path: str
    target_path: str
    target_text_y: float
    rungs: tuple[Rung, ...]
    months: tuple[MonthMark, ...]


def trend(goal: Goal, values: Sequence[tuple[int, float]], month_now: int, month_count: int) -> Trend:
    """Straight lines between the months that were counted; the month that is not over yet is an outline."""
    top = max([1.15 * goal.target, *(1.15 * value for _, value in values)])
    rungs = _rungs(top)
    across, up = scale(1, max(2, month_count), LEFT + 8, RIGHT - 10), scale(0, top, BOTTOM, TOP)
    ends = {values[0][0], values[-1][0]} if values else set()
    spots = tuple(
        Spot(
            month,
            value,
            across(month),
            up(value),
            _text_y(up(value), up(goal.target)),
            month in ends,
            month == month_now,
        )
        for month, value in values
    )
    return Trend(
        goal=goal,
        spots=spots,
        path=line((spot.x, spot.y) for spot in spots) if len(spots) > 1 else "",
        target_path=f"M{LEFT} {up(goal.target)}H{RIGHT}",
        target_text_y=round(up(goal.target) - 7, 2),
        rungs=tuple(Rung(rung, up(rung), round(up(rung) + 4, 2)) for rung in rungs),
        months=tuple(
            MonthMark(month, across(month), month == month_now, month % 3 == 1 or month == month_count)
            for month in range(1, month_count + 1)
        ),
    )


def _text_y(y: float, target_y: float) -> float:
    """Above its dot, unless the words would leave the drawing or stand on the line of the target."""
    above, below = y - 13, y + 26
    is_free = above > 12 and not above - 20 < target_y < y
    return round(above if is_free else below, 2)


def _rungs(top: float) -> list[float]:
    """Two or three round numbers from 0 up."""
    rough = top / 3
    power = 10 ** math.floor(math.log10(rough))
    step = next(part * power for part in (1, 2, 2.5, 5, 10) if part * power >= rough)
    return [round(k * step, 6) for k in range(int(top / step) + 1)]


@dataclass(frozen=True)
class Gauge:
    """A ring with a gap at the bottom, filled by a share, with a tick across it where the target is."""

    track: str
    fill: str
    tick: tuple[Point, Point]


def gauge(share: float, target: float) -> Gauge:
    """The ring of the deep panel; nothing is filled for a share of nothing."""
    start, end = 0.62, 1.38

    def turn(part: float) -> float:
        return start + max(0.0, min(1.0, part)) * (end - start)

    tick = point(100, 100, 68, turn(target)), point(100, 100, 96, turn(target))
    fill = arc(100, 100, 82, start, turn(share)) if share > 0 else ""
    return Gauge(arc(100, 100, 82, start, end), fill, tick)


@dataclass(frozen=True)
class Column:
    """One bar of the degree distribution."""

    bar: Bar
    x: float
    y: float
    width: float
    height: float
    middle: float
    text_y: float


def columns(bars: Sequence[Bar]) -> tuple[Column, ...]:
    """Bars from zero, side by side, as wide as the drawing allows."""
    if not bars:
        return ()
    up = scale(0, max(bar.people for bar in bars), 200, 26)
    step = 540 / len(bars)
    width = round(min(64.0, step - 10), 1)
    placed = []
    for place, bar in enumerate(bars):
        middle = round(10 + (place + 0.5) * step, 1)
        y = up(bar.people)
        placed.append(Column(bar, round(middle - width / 2, 1), y, width, round(200 - y, 2), middle, round(y - 7, 2)))
    return tuple(placed)


def seats_around(cluster: Cluster, count: int) -> list[Point]:
    """Places for people drawn by name: arcs about their segment, as full as initials allow, away from its own name."""
    places: list[Point] = []
    ring, first = cluster.radius + 22, 0.17 if cluster.label_y < cluster.y else 0.67
    while len(places) < count:
        room = max(1, int(0.66 * math.tau * ring / 40))
        taken = min(room, count - len(places))
        places += [point(cluster.x, cluster.y, ring, first + 0.66 * (step + 0.5) / taken) for step in range(taken)]
        ring += 40
    return places
