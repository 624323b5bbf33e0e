"""The few who together reach the most: each next one is whoever adds most to those already reached."""

import numpy as np

from belonging.core.compiling import Whole


def widest_few(people: int, left: Whole, right: Whole, most: int) -> tuple[list[int], list[int]]:
    """Places of the few in order, and how many are reached after each: themselves, and whoever is tied to one of them.

    Parameters
    ----------
    people : how many there are; a person is a place from 0
    left, right : the two ends of each tie
    most : so many are looked for; fewer where nobody is left to reach

    Notes
    -----
    No few of the same number reach more than 1.6 times as many (G. Nemhauser, L. Wolsey, M. Fisher, An analysis of
    approximations for maximizing submodular set functions, 1978). Of equals the smaller place is taken.

    Examples
    --------
    >>> widest_few(6, np.array([0, 0, 3]), np.array([1, 2, 4]), 3)
    ([0, 3, 5], [3, 5, 6])
    """
    waits = np.ones(people)
    few: list[int] = []
    reached: list[int] = []
    while len(few) < most and waits.any():
        gain = waits + np.bincount(left, waits[right], people) + np.bincount(right, waits[left], people)
        one = int(gain.argmax())
        waits[right[left == one]] = waits[left[right == one]] = waits[one] = 0
        few.append(one)
        reached.append(people - int(waits.sum()))
    return few, reached
