"""The code book as a drawing: a row for each theme, a column for each month, the more texts the larger a circle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from community.selectors.themes import CodeBook, ThemeLine

WIDTH, LEFT, ROW, LARGEST, SMALLEST = 640, 190, 56, 24, 8


@dataclass(frozen=True)
class Bubble:
    """One theme in one month."""

    x: float
    radius: float
    count: int


@dataclass(frozen=True)
class Row:
    """One theme across the months."""

    name: str
    y: int
    bubbles: Sequence[Bubble]

    @property
    def text_y(self) -> int:
        """Where the line of its words stands."""
        return self.y + 5


@dataclass(frozen=True)
class Column:
    """One month at the foot."""

    x: float
    month: int


@dataclass(frozen=True)
class Bubbles:
    """The whole drawing, in its own units."""

    height: int
    rows: Sequence[Row]
    months: Sequence[Column]
    width: int = WIDTH
    left: int = LEFT

    @property
    def foot(self) -> int:
        """Where the months stand."""
        return self.height - 8


def bubbles_of(book: CodeBook) -> Bubbles:
    """The drawing of a code book; the area of a circle, not its radius, grows with the texts."""
    step = (WIDTH - LEFT) / len(book.months)
    places = [round(LEFT + (number + 0.5) * step, 1) for number in range(len(book.months))]
    most = max((count for line in book.lines for count in line.by_month), default=0)
    rows = [_row(line, number, places, most) for number, line in enumerate(book.lines)]
    columns = [Column(x, month) for x, month in zip(places, book.months, strict=True)]
    return Bubbles(ROW * len(rows) + 32, rows, columns)


def _row(line: ThemeLine, number: int, places: Sequence[float], most: int) -> Row:
    bubbles = [
        Bubble(x, max(SMALLEST, round(LARGEST * sqrt(count / most), 1)), count)
        for x, count in zip(places, line.by_month, strict=True)
        if count
    ]
    return Row(line.theme.name, ROW * number + ROW // 2, bubbles)
