"""A plain layout of what builds on what: columns by the longest chain, crossings reduced. Numbers in, numbers out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a node stands: its column, its place in the column, and its middle on the picture."""

    layer: int
    place: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    """The places of all nodes, in the order given, and how large the picture is."""

    spots: tuple[Spot, ...]
    width: float
    height: float


def layers(count: int, links: Iterable[tuple[int, int]]) -> list[int]:
    """
    The column of each node: one more than the furthest it builds on, 0 for those that build on nothing.

    `links` are pairs (node, what it builds on) of numbers below `count`. Raises ValueError for a circle.

    >>> layers(4, [(1, 0), (2, 1), (3, 0), (3, 2)])
    [0, 1, 2, 3]
    """
    before: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    after: list[list[int]] = [[] for _ in range(count)]
    for node, other in links:
        before[node].append(other)
        after[other].append(node)
        waiting[node] += 1
    found = [0] * count
    ready = [node for node in range(count) if not waiting[node]]
    for node in ready:  # grows while it is read: every node enters once, after all it builds on
        found[node] = max((found[other] + 1 for other in before[node]), default=0)
        for later in after[node]:
            waiting[later] -= 1
            if not waiting[later]:
                ready.append(later)
    if len(ready) < count:
        raise ValueError("What builds on what goes round in a circle.")
    return found


def crossings(columns: Sequence[Sequence[int]], links: Iterable[tuple[int, int]]) -> int:
    """
    How many pairs of links between the same two columns cross.

    >>> crossings([[0, 1], [2, 3]], [(2, 1), (3, 0)]), crossings([[0, 1], [3, 2]], [(2, 1), (3, 0)])
    (1, 0)
    """
    spot = {node: (layer, place) for layer, column in enumerate(columns) for place, node in enumerate(column)}
    between: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for node, other in links:
        (right, lower), (left, upper) = spot[node], spot[other]
        between.setdefault((left, right), []).append((upper, lower))
    return sum(
        (one[0] - two[0]) * (one[1] - two[1]) < 0
        for pairs in between.values()
        for number, one in enumerate(pairs)
        for two in pairs[:number]
    )


def columns_of(count: int, links: Sequence[tuple[int, int]]) -> list[list[int]]:
    """
    The nodes of each column from top to bottom: swept forth and back by the mean place of neighbours, best order kept.

    >>> columns_of(4, [(2, 1), (3, 0)])
    [[0, 1], [3, 2]]
    """
    layer_of = layers(count, links)
    columns: list[list[int]] = [[] for _ in range(max(layer_of, default=-1) + 1)]
    for node in range(count):
        columns[layer_of[node]].append(node)
    near: list[list[int]] = [[] for _ in range(count)]
    for node, other in links:
        near[node].append(other)
        near[other].append(node)
    best, fewest = [list(column) for column in columns], crossings(columns, links)
    for sweep in range(SWEEPS if fewest else 0):
        is_forth = sweep % 2 == 0
        for number in range(1, len(columns)) if is_forth else range(len(columns) - 2, -1, -1):
            _order(columns, number, near, layer_of, is_forth=is_forth)
        if (now := crossings(columns, links)) < fewest:
            best, fewest = [list(column) for column in columns], now
    return best


def _order(
    columns: list[list[int]], number: int, near: list[list[int]], layer_of: list[int], *, is_forth: bool
) -> None:
    """Sorts one column by where its neighbours on the side just swept stand, as a share of their columns."""
    share = {node: (place + 0.5) / len(column) for column in columns for place, node in enumerate(column)}

    def mean(node: int) -> float:
        found = [share[one] for one in near[node] if (layer_of[one] < number) == is_forth]
        return sum(found) / len(found) if found else share[node]

    columns[number].sort(key=mean)  # stable: equals keep their order, so the same plan gives the same picture


def place_nodes(
    count: int, links: Sequence[tuple[int, int]], *, across: float, down: float, margin: float = 0
) -> Picture:
    """
    A place for each node: columns `across` apart, nodes of a column `down` apart and in the middle of the height.

    >>> place_nodes(2, [(1, 0)], across=200, down=60).spots[1]
    Spot(layer=1, place=0, x=300.0, y=30.0)
    """
    columns = columns_of(count, links)
    tallest = max((len(column) for column in columns), default=0)
    spots: dict[int, Spot] = {}
    for layer, column in enumerate(columns):
        top = margin + (tallest - len(column)) * down / 2
        for place, node in enumerate(column):
            spots[node] = Spot(layer, place, margin + (layer + 0.5) * across, top + (place + 0.5) * down)
    size = (len(columns) * across + 2 * margin, tallest * down + 2 * margin)
    return Picture(tuple(spots[node] for node in range(count)), *size)
