"""
Where a teller places their own story: a point of a triangle, or a mark on a line between two words.

A triangle has the points of a small lattice, so that each is one radio button: a keyboard reaches it, a screen reader
says it, and no script is needed. A point is three weights that add up to STEPS, one for each corner.
"""

from collections.abc import Iterator

STEPS = 4
LINE_MARKS = 7
Point = tuple[int, int, int]


def lattice(steps: int = STEPS) -> Iterator[tuple[Point, ...]]:
    """
    The points of a triangle row by row, the top corner first; a row runs from the left corner's side to the right's.

    >>> list(lattice(1))
    [((1, 0, 0),), ((0, 1, 0), (0, 0, 1))]
    """
    for row in range(steps + 1):
        yield tuple((steps - row, row - right, right) for right in range(row + 1))


def written(point: Point) -> str:
    """
    A point as it is kept and sent.

    >>> written((2, 1, 1))
    '2-1-1'
    """
    return "-".join(str(weight) for weight in point)


def order_of(point: Point) -> tuple[tuple[int, int], ...]:
    """
    The corners that pull at a point, strongest first, each with its weight; of equals the earlier corner first.

    >>> order_of((1, 3, 0))
    ((1, 3), (0, 1))
    """
    corners = sorted(enumerate(point), key=lambda one: (-one[1], one[0]))
    return tuple((corner, weight) for corner, weight in corners if weight)
