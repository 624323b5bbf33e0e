"""A network as compact arrays: who knows whom, in one fixed order of people."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from belonging.core.compiling import Places, Whole
from network.kernels import fill_rows, reorder_rows


@dataclass(frozen=True, eq=False)
class Graph:
    """An undirected simple network in compact symmetric rows.

    `people` holds the ids in a fixed order; everywhere else a person is their place in it. The places tied to place
    `v` are `neighbours[starts[v]:starts[v + 1]]`, ascending. Each tie stands in two rows.
    """

    people: Whole
    starts: Whole
    neighbours: Places

    def __len__(self) -> int:
        return len(self.people)

    @property
    def tie_count(self) -> int:
        return len(self.neighbours) // 2

    def neighbours_of(self, place: int) -> Places:
        return self.neighbours[self.starts[place] : self.starts[place + 1]]

    def ends(self) -> tuple[Whole, Whole]:
        """Both ends of every tie as places, each tie once, the smaller place first."""
        left = np.repeat(np.arange(len(self), dtype=np.int64), np.diff(self.starts))
        right = self.neighbours.astype(np.int64)
        once = left < right
        return left[once], right[once]


def build_graph(ends: ArrayLike | tuple[ArrayLike, ArrayLike], people: ArrayLike | None = None) -> Graph:
    """The network of these ties: self-ties dropped, repeats in either direction merged.

    Parameters
    ----------
    ends : an (m, 2) array of ids, or a pair of arrays of ids, one row or place a tie
    people : ids of everybody, in the order wanted; people without a tie are kept. Without it, the people are those
        named in `ends`, in ascending order (somebody named only in a tie to themselves has no tie but is there).

    Raises
    ------
    ValueError
        When `people` names somebody twice, or `ends` names somebody not in `people`.

    Examples
    --------
    >>> graph = build_graph([(10, 20), (20, 10), (20, 30), (30, 30)], people=[10, 20, 30, 40])
    >>> len(graph), graph.tie_count
    (4, 2)
    >>> graph.people[graph.neighbours_of(1)].tolist()
    [10, 30]
    """
    left, right = _two_columns(ends)
    if people is None:
        known, places = np.unique(np.concatenate((left, right)), return_inverse=True)
        left_places, right_places = places[: len(left)].astype(np.int64), places[len(left) :].astype(np.int64)
    else:
        known = np.ascontiguousarray(people, dtype=np.int64)
        left_places, right_places = places_of(known, left, right)
    starts, neighbours = fill_rows(left_places, right_places, len(known))
    return Graph(known, starts, neighbours)


def places_of(people: Whole, *wanted: Whole) -> list[Whole]:
    """The place in `people` of each id, for each array of ids.

    A table finds a place in one look where the ids lie close together; ids spread widely are searched by halves.

    Raises
    ------
    ValueError
        When `people` names somebody twice, or an id is not in `people`.
    """
    if not len(people):
        _refuse_strangers(people, wanted)
        return [np.zeros(0, np.int64) for _ in wanted]
    low, high = int(people.min()), int(people.max())
    if high - low < 8 * len(people) + 4096:
        return _places_by_table(people, wanted, low, high)
    return _places_by_halves(people, wanted)


def without_people(graph: Graph, gone: NDArray[np.bool_] | Sequence[bool]) -> Graph:
    """The network of everybody not marked in `gone` (one flag a person, in the order of `graph.people`).

    Examples
    --------
    >>> star = build_graph([(1, 2), (1, 3), (1, 4)])
    >>> rest = without_people(star, [True, False, False, False])
    >>> rest.people.tolist(), rest.tie_count
    ([2, 3, 4], 0)
    """
    marked = np.asarray(gone, dtype=np.bool_)
    if marked.shape != (len(graph),):
        raise ValueError(f"One flag a person is needed: {len(graph)} people, {marked.size} flags.")
    stay = np.flatnonzero(~marked)
    starts, neighbours = reorder_rows(graph.starts, graph.neighbours, stay.astype(np.uint32))
    return Graph(graph.people[stay], starts, neighbours)


def _two_columns(ends: ArrayLike | tuple[ArrayLike, ArrayLike]) -> tuple[Whole, Whole]:
    if isinstance(ends, tuple) and len(ends) == 2 and isinstance(ends[0], np.ndarray):
        left, right = (np.ascontiguousarray(side, dtype=np.int64) for side in ends)
    else:
        table = np.asarray(ends, dtype=np.int64)
        if table.size == 0:
            table = table.reshape(0, 2)
        if table.ndim != 2 or table.shape[1] != 2:
            raise ValueError(f"Ties are pairs of ids; this array has the shape {table.shape}.")
        left, right = np.ascontiguousarray(table[:, 0]), np.ascontiguousarray(table[:, 1])
    if left.shape != right.shape or left.ndim != 1:
        raise ValueError(f"Ties need two ends each: {left.size} first ends, {right.size} second ends.")
    return left, right


def _places_by_table(people: Whole, wanted: tuple[Whole, ...], low: int, high: int) -> list[Whole]:
    table = np.full(high - low + 1, -1, np.int64)
    offsets = people - low
    table[offsets] = np.arange(len(people))
    if not np.array_equal(table[offsets], np.arange(len(people))):
        _refuse_repeat(people)
    found = []
    for ids in wanted:
        if len(ids) and (ids.min() < low or ids.max() > high):
            _refuse_strangers(people, wanted)
        places = table[ids - low]
        if len(places) and places.min() < 0:
            _refuse_strangers(people, wanted)
        found.append(places)
    return found


def _places_by_halves(people: Whole, wanted: tuple[Whole, ...]) -> list[Whole]:
    order = np.argsort(people, kind="stable")
    ascending = people[order]
    if (ascending[1:] == ascending[:-1]).any():
        _refuse_repeat(people)
    found = []
    for ids in wanted:
        at = np.minimum(np.searchsorted(ascending, ids), len(people) - 1)
        if not np.array_equal(ascending[at], ids):
            _refuse_strangers(people, wanted)
        found.append(order[at].astype(np.int64))
    return found


def _refuse_repeat(people: Whole) -> None:
    ids, counts = np.unique(people, return_counts=True)
    raise ValueError(f"Person {ids[counts > 1][0]} is named twice in the list of people.")


def _refuse_strangers(people: Whole, wanted: tuple[Whole, ...]) -> None:
    for ids in wanted:
        strangers = ids[~np.isin(ids, people)]
        if len(strangers):
            raise ValueError(f"A tie names person {strangers[0]}, who is not in the list of people.")
