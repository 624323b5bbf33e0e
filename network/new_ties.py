"""
New meaningful ties: who has enough ties that were not there at the start, with people met more than once.

Rows in, numbers out; people are row ids.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pair = tuple[int, int]


@dataclass(frozen=True)
class NewTieRule:
    """So many new ties, each with somebody met on so many days that lie at most so many days apart."""

    ties: int
    meetings: int
    within: int

    @property
    def label(self) -> str:
        """The label of the series: another rule starts another one."""
        return f"{self.ties}/{self.meetings}/{self.within}"


def pairs_met_often(
    low: NDArray[np.int64], high: NDArray[np.int64], day: NDArray[np.int64], rule: NewTieRule
) -> list[Pair]:
    """
    The pairs who met on enough days close together, in ascending order.

    Parameters
    ----------
    low, high : both people of each meeting, the smaller id first
    day : the day of each meeting, as a number

    Examples
    --------
    >>> rule = NewTieRule(ties=5, meetings=2, within=60)
    >>> ends = np.array([1, 1, 1, 1, 2, 2]), np.array([2, 2, 3, 3, 3, 3])
    >>> pairs_met_often(*ends, np.array([0, 60, 0, 61, 9, 9]), rule)
    [(1, 2)]
    """
    if not len(low):
        return []
    rows = np.unique(np.stack([low, high, day], axis=1), axis=0)  # two times on one day are one day
    last = rule.meetings - 1
    if len(rows) <= last:
        return []
    begin, end = rows[: len(rows) - last], rows[last:]
    is_same_pair = (begin[:, 0] == end[:, 0]) & (begin[:, 1] == end[:, 1])
    found = np.unique(begin[is_same_pair & (end[:, 2] - begin[:, 2] <= rule.within)][:, :2], axis=0)
    return [(int(one), int(other)) for one, other in found.tolist()]


def new_tie_counts(people: Iterable[int], met: Iterable[Pair], known: Iterable[Pair]) -> dict[int, int]:
    """
    How many new ties each person has.

    `known` holds (person, other) for those whom a person knew before; it need not go both ways.

    >>> new_tie_counts([1, 2, 3], [(1, 2), (1, 3)], [(1, 3)])
    {1: 1, 2: 1, 3: 1}
    """
    before = set(known)
    counts = dict.fromkeys(people, 0)
    for one, other in met:
        for person, partner in ((one, other), (other, one)):
            if person in counts and partner in counts and (person, partner) not in before:
                counts[person] += 1
    return counts
