"""Figures need a crowd: no bar for fewer than five people, and no dots for fewer than thirty."""

from collections.abc import Sequence
from dataclasses import dataclass

SMALLEST_BAR = 5
FEW_BARS = 9
SMALLEST_DOTS = 30
MOST_DOTS = 600
MOST_LINES = 4000


@dataclass(frozen=True)
class Bar:
    """People whose number of ties lies between two numbers, both included."""

    low: int
    high: int
    people: int

    @property
    def label(self) -> str:
        """The numbers as words."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"


def degree_bars(counts: Sequence[int]) -> tuple[Bar, ...]:
    """
    How many people have how many ties, in bars of even width, joined until each holds five people or more.

    `counts[d]` is the number of people with d ties.

    >>> [(bar.label, bar.people) for bar in degree_bars([1, 2, 6, 7, 4])]
    [('0–2', 9), ('3–4', 11)]
    """
    if sum(counts) < SMALLEST_BAR:
        return ()
    width = _width(len(counts))
    bars: list[Bar] = []
    low = people = 0
    for high in range(len(counts)):
        people += counts[high]
        if (high + 1) % width == 0 and people >= SMALLEST_BAR:
            bars.append(Bar(low, high, people))
            low, people = high + 1, 0
    if people:
        # What is left is too few to stand alone, unless it is not: the last bar takes it in.
        tail = Bar(low, len(counts) - 1, people)
        last = None if people >= SMALLEST_BAR or not bars else bars.pop()
        bars.append(Bar(last.low, tail.high, last.people + people) if last else tail)
    return tuple(bars)


def _width(length: int) -> int:
    """The smallest round width that needs few bars."""
    widths = (step * power for power in (1, 10, 100, 1_000, 10_000) for step in (1, 2, 5))
    return next(width for width in widths if length <= width * FEW_BARS)
