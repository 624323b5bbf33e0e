"""Where tellers placed their stories, in words and in counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from community.enums import LINES, TRIANGLES, Triangle
from community.models import Story
from community.placing import LINE_MARKS, Point, lattice, order_of, written


@dataclass(frozen=True)
class Spot:
    """One point of a triangle or mark of a line: what is sent for it, what it means, how many stories are there."""

    value: str
    words: str
    count: int = 0

    @property
    def shade(self) -> int:
        """0 to 4: how strongly it is drawn."""
        return min(self.count, 4)


@dataclass(frozen=True)
class TrianglePattern:
    """A triangle with its spots row by row."""

    key: str
    question: str
    corners: tuple[str, str, str]
    rows: tuple[tuple[Spot, ...], ...]


@dataclass(frozen=True)
class LinePattern:
    """A line between two words with its spots from low to high."""

    key: str
    question: str
    low: str
    high: str
    spots: tuple[Spot, ...]


def point_words(triangle: Triangle, point: Point) -> str:
    """What a point of a triangle means, to be read aloud: "mostly trust, a little chance"."""
    order = order_of(point)
    names = [str(triangle.corners[corner]) for corner, _weight in order]
    weights = [weight for _corner, weight in order]
    if len(names) == 1:
        return names[0]
    words = {"first": names[0], "second": names[1], "third": names[-1]}
    if len(names) == 3:
        return _("first of all %(first)s, also %(second)s and %(third)s") % words
    if weights[0] == weights[1]:
        return _("%(first)s and %(second)s alike") % words
    return _("mostly %(first)s, a little %(second)s") % words


def triangle_patterns(stories: Iterable[Story] = ()) -> list[TrianglePattern]:
    """Every triangle with how many of these stories are at each point."""
    counts = _counts(stories)
    return [
        TrianglePattern(
            key=one.key,
            question=str(one.question),
            corners=(str(one.corners[0]), str(one.corners[1]), str(one.corners[2])),
            rows=tuple(
                tuple(
                    Spot(written(point), point_words(one, point), counts[one.key, written(point)]) for point in row
                )
                for row in lattice()
            ),
        )
        for one in TRIANGLES
    ]  # fmt: skip


def line_patterns(stories: Iterable[Story] = ()) -> list[LinePattern]:
    """Every line with how many of these stories are at each mark."""
    counts = _counts(stories)
    return [
        LinePattern(
            key=one.key,
            question=str(one.question),
            low=str(one.low),
            high=str(one.high),
            spots=tuple(
                Spot(str(mark), _mark_words(mark, str(one.low), str(one.high)), counts[one.key, str(mark)])
                for mark in range(1, LINE_MARKS + 1)
            ),
        )
        for one in LINES
    ]


def _mark_words(mark: int, low: str, high: str) -> str:
    words = {"mark": mark, "most": LINE_MARKS, "low": low, "high": high}
    return _("%(mark)s of %(most)s, from “%(low)s” to “%(high)s”") % words


def _counts(stories: Iterable[Story]) -> Counter[tuple[str, str]]:
    return Counter((key, str(value)) for story in stories for key, value in story.placings.items())
