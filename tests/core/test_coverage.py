"""The few who reach most, against trying every few."""

import doctest
from itertools import combinations

import numpy as np
import pytest

from belonging.core import coverage
from belonging.core.coverage import widest_few


@pytest.mark.parametrize("seed", range(12))
def test_few_reach_nearly_what_the_best_few_reach(seed: int) -> None:  # peers 3.17
    ends = np.random.default_rng(seed).integers(0, 14, (20, 2))
    ends = np.unique(np.sort(ends[ends[:, 0] != ends[:, 1]], axis=1), axis=0)
    circle = {one: {one} for one in range(14)}
    for a, b in ends.tolist():
        circle[a].add(b)
        circle[b].add(a)

    few, reached = widest_few(14, ends[:, 0], ends[:, 1], 3)

    best = max(len(set().union(*(circle[one] for one in chosen))) for chosen in combinations(range(14), 3))
    assert reached == [len(set().union(*(circle[one] for one in few[: k + 1]))) for k in range(len(few))]
    assert best * (1 - 1 / np.e) <= reached[-1] <= best


def test_nobody_and_everybody() -> None:
    none = np.zeros(0, np.int64)

    assert widest_few(0, none, none, 3) == ([], [])
    assert widest_few(2, none, none, 3) == ([0, 1], [1, 2])


def test_examples_run() -> None:
    assert doctest.testmod(coverage).failed == 0
