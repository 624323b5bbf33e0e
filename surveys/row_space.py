"""
What can be worked out from published sums: the row-space audit.

Every published figure is a sum over some people. Whoever knows who belongs to which group can add and subtract these
sums as they like; what they can reach is the row space of the figures. It is safe when nothing in it, other than
nothing, is about fewer than `least` people: no person, no small set, no weighted difference of two people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
CLOSE = 1e-9
MOST_STEPS = 20_000  # of a search; what is not settled by then counts as a leak
AT_ONCE = 512


@dataclass(frozen=True)
class _Space:
    """The row space by an orthonormal basis, people with equal columns taken together."""

    basis: Numbers  # rank x groups, columns scaled by the root of their size
    sizes: Places

    def reach(self, groups: Places) -> Numbers:
        """How strongly these groups' people hang together with everybody's: rows of the projection, by person."""
        found: Numbers = np.abs(self.basis[:, groups].T @ self.basis)
        found /= np.sqrt(self.sizes[groups])[:, None]
        found /= np.sqrt(self.sizes)[None, :]
        return found

    def holds_within(self, groups: list[int]) -> bool:
        """True when something in the space is about people of these groups only."""
        part = self.basis[:, groups]
        return bool(np.linalg.eigvalsh(part.T @ part)[-1] >= 1 - CLOSE)


def small_leak(columns: Numbers, sizes: Places, least: int) -> int | None:
    """
    A group among fewer than `least` people about whom the rows, freely added and subtracted, tell something.

    `columns` has one row for each published sum and one column for each group of people whose columns would be equal;
    `sizes` counts them. Nothing means that the rows are safe. Sound in one direction: what cannot be settled in time
    is taken for a leak.

    >>> everybody, men = [1.0, 1.0], [1.0, 0.0]
    >>> small_leak(np.array([everybody, men]), np.array([9, 1]), 5)
    1
    >>> small_leak(np.array([everybody, men]), np.array([9, 5]), 5) is None
    True
    """
    there = np.flatnonzero((sizes > 0) & (np.abs(columns).max(axis=0, initial=0.0) > 0))
    columns, sizes = columns[:, there], sizes[there]
    small = np.flatnonzero(sizes < least)
    if not small.size:
        return None
    space = _Space(_basis(columns * np.sqrt(sizes)), sizes)
    weight = (space.basis[:, small] ** 2).sum(axis=0) / sizes[small]
    # Cauchy and Schwarz: the few are never tied to each other more strongly than to themselves.
    if (least - 1) * weight.max() < 1 - CLOSE:
        return None
    for begin in range(0, small.size, AT_ONCE):
        part = small[begin : begin + AT_ONCE]
        reach = space.reach(part)
        for row, group in enumerate(part):
            if _may_reach(reach[row], int(group), space.sizes, small, least) and _search(
                space, reach[row], int(group), small, least
            ):
                return int(there[group])
    return None


def grouped(rows: Numbers) -> tuple[Numbers, Places]:
    """
    Columns of single people taken together where they are equal, and how many each stands for.

    >>> grouped(np.array([[1.0, 0.0, 1.0]]))[1].tolist()
    [1, 2]
    """
    columns, sizes = np.unique(rows, axis=1, return_counts=True)
    return columns, sizes


def _basis(rows: Numbers) -> Numbers:
    """An orthonormal basis of the row space: few rows and many columns, so by the products of the rows."""
    values, vectors = np.linalg.eigh(rows @ rows.T)
    kept = values > values.max(initial=0.0) * CLOSE
    basis: Numbers = (vectors[:, kept] / np.sqrt(values[kept])).T @ rows
    return basis


def _may_reach(reach: Numbers, group: int, sizes: Places, small: Places, least: int) -> bool:
    """
    False when no set of fewer than `least` people around this group can hold anything.

    In a vector of the space, take the person whose entry is largest: it is the sum of the entries of its set, each
    times its row of the projection, so these must come to 1 at the least.
    """
    left = least - 1 - sizes[group]
    others = small[small != group]
    return bool(sizes[group] * reach[group] + _best(reach[others], sizes[others], int(left)) >= 1 - CLOSE)


def _best(reach: Numbers, sizes: Places, left: int) -> float:
    """The most that people with these reaches can add, `left` of them, parts of groups allowed."""
    if left <= 0 or not reach.size:
        return 0.0
    order = np.argsort(-reach)
    taken = np.minimum(sizes[order], np.maximum(0, left - (np.cumsum(sizes[order]) - sizes[order])))
    return float((taken * reach[order]).sum())


def _search(space: _Space, reach: Numbers, group: int, small: Places, least: int) -> bool:
    """True when a set around this group holds something, or when it cannot be settled."""
    others = [int(one) for one in small[np.argsort(-reach[small])] if one != group]
    strength = reach[others] * space.sizes[others]
    steps = 0
    waiting = [([group], 0, least - 1 - int(space.sizes[group]), float(reach[group] * space.sizes[group]))]
    while waiting:
        held, begin, left, total = waiting.pop()
        steps += 1
        if steps > MOST_STEPS or (total >= 1 - CLOSE and space.holds_within(held)):
            return True
        for place in range(begin, len(others)):
            # Ordered by reach, so what follows adds no more than this for each person.
            if total + left * reach[others[place]] < 1 - CLOSE:
                break
            size = int(space.sizes[others[place]])
            if size <= left:
                waiting.append(([*held, others[place]], place + 1, left - size, total + float(strength[place])))
    return False
