"""What may be published: small cohorts by hand, and two thousand drawn ones against a search of its own."""

import doctest
import math
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from surveys import disclosure, row_space
from surveys.disclosure import (
    kept_slices,
    least_for,
    may_show_change,
    may_show_words,
    shown_cells,
    shown_mean,
    shown_share,
    shown_spread,
    tightened,
)

COHORTS = 2000
SEARCHED = 30  # people in a cohort that is searched set by set
tried = {"cohorts": 0, "searched": 0, "sets": 0, "cells": 0, "found": 0}


@pytest.mark.parametrize("module", [disclosure, row_space])
def test_examples_in_the_documentation_run(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def one_slice(*sizes: int) -> disclosure.Codes:
    return np.repeat(np.arange(len(sizes)), sizes)[:, None]


def everyone(people: int, items: int = 1) -> disclosure.Flags:
    return np.ones((people, items), dtype=bool)


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ((5, 6), [0, 1]),
        ((4, 6), []),  # the six are everybody but the four
        ((4, 1, 6), [2]),  # five are hidden together
        ((4, 6, 7), [2]),  # four alone may not be hidden: the six join them
        ((4,), []),
    ],
)
def test_hidden_groups_are_enough_people_together(sizes: tuple[int, ...], shown: list[int]) -> None:  # peers 2.1, 2.2
    codes = one_slice(*sizes)

    assert shown_cells(codes, everyone(len(codes)), 5) == [shown]


def test_group_must_hold_for_every_item() -> None:
    known = everyone(12, 2)
    known[:2, 1] = False  # two of the first six skipped the second item

    assert shown_cells(one_slice(6, 6), known, 5) == [[]]
    assert shown_cells(one_slice(6, 6), everyone(12, 2), 5) == [[0, 1]]


def test_people_without_a_value_are_hidden_people() -> None:
    codes = np.array([[0]] * 6 + [[1]] * 6 + [[-1]] * 2)

    assert shown_cells(codes, everyone(14), 5) == [[1]]  # with the first group, the two would be the rest


def test_two_slices_that_differ_by_one_person_are_not_both_shown() -> None:
    # Each slice alone is fine; the first groups differ by one person, who would be the difference of two sums.
    codes = np.array([[0, 0]] * 6 + [[1, 0]] + [[1, 1]] * 8)

    assert shown_cells(codes, everyone(15), 5) == [[], [0, 1]]


def test_viewer_who_answered_counts_out() -> None:  # security 2.3 row 13
    least = least_for(5, viewer_answered=True)

    assert shown_cells(one_slice(5, 7), everyone(12), least) == [[]]
    assert shown_cells(one_slice(5, 7), everyone(12), least_for(5, viewer_answered=False)) == [[0, 1]]


def recoverable(rows: disclosure.NDArray[np.float64], least: int, extra: int | None) -> list[tuple[int, ...]]:
    """Every set of fewer than `least` people whose sum follows from the rows, set by set, by projection."""
    people = rows.shape[1]
    if extra is not None:  # somebody who knows their own answer
        rows = np.vstack([rows, np.eye(people)[extra]])
    others = np.array([k for k in range(people) if k != extra], dtype=np.int64)
    onto = (np.linalg.pinv(rows) @ rows)[np.ix_(others, others)]
    found = []
    for size in range(1, min(least, 5, len(others) + 1)):
        sets = sets_of(size, len(others))
        tried["sets"] += sets.shape[1]
        held = sum(onto[one, one] for one in sets) + 2 * sum(onto[a, b] for a, b in combinations(sets, 2))
        found += [tuple(int(k) for k in others[sets[:, place]]) for place in np.flatnonzero(held > size - 1e-6)]
    return found


@cache
def sets_of(size: int, people: int) -> disclosure.NDArray[np.int64]:
    """Every set of so many people, one a column."""
    return np.array(list(combinations(range(people), size)), dtype=np.int64).T


def single_people(rows: disclosure.NDArray[np.float64], extra: int | None) -> list[int]:
    """People whose own answer follows from the rows; quick for any number of people."""
    if extra is not None:
        rows = np.vstack([rows, np.eye(rows.shape[1])[extra]])
    _, values, basis = np.linalg.svd(rows, full_matrices=False)
    held = (basis[values > 1e-9 * values.max()] ** 2).sum(axis=0)
    return [int(k) for k in np.flatnonzero(held > 1 - 1e-9) if k != extra]


@st.composite
def cohorts(draw: st.DrawFn) -> tuple[disclosure.Codes, disclosure.Flags, int | None]:
    """People with one to six uneven attributes, who answered as they liked; perhaps one of them looks on."""
    people = draw(st.sampled_from([*range(3, SEARCHED + 1)] * 8 + [*range(31, 201)]))
    chance = np.random.default_rng(draw(st.integers(0, 2**32)))
    slices = draw(st.integers(1, 6))
    codes = np.column_stack(
        [
            chance.choice(values, people, p=chance.dirichlet(np.full(values, 1.5))) - (chance.random(people) < 0.03)
            for values in chance.integers(2, 9, slices)
        ]
    )
    known = chance.random((people, draw(st.integers(1, 3)))) < draw(st.sampled_from([1.0, 1.0, 0.95, 0.7]))
    viewer = draw(st.one_of(st.none(), st.integers(0, people - 1)))
    return codes, known, viewer


@settings(
    max_examples=COHORTS,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(cohorts())
def search(cohort: tuple[disclosure.Codes, disclosure.Flags, int | None]) -> None:
    codes, known, viewer = cohort
    codes = codes[:, : disclosure.MOST_SLICES]
    least = least_for(5, viewer_answered=viewer is not None)
    shown = shown_cells(codes, known, least)
    tried["cohorts"] += 1
    tried["cells"] += sum(len(cells) for cells in shown)
    if known.sum(axis=0).min() < least:
        assert shown == [[] for _ in shown]
        return
    for answered in np.unique(known, axis=1).T:
        cells = [codes[answered, place] == code for place, found in enumerate(shown) for code in found]
        rows = np.array([np.ones(int(answered.sum())), *cells], dtype=float)
        here = np.flatnonzero(answered)
        me = int(np.flatnonzero(here == viewer)[0]) if viewer is not None and viewer in here else None
        if rows.shape[1] <= SEARCHED:
            tried["searched"] += 1
            tried["found"] += len(recoverable(rows, 5, me))
        else:
            tried["found"] += len(single_people(rows, me))
    assert tried["found"] == 0


def test_nothing_about_few_people_follows_from_what_is_shown() -> None:  # security S7
    search()

    print(
        f"S7: {tried['cohorts']} cohorts, {tried['cells']} groups shown, {tried['searched']} answer patterns searched "
        f"over {tried['sets']} sets, {tried['found']} people or small sets recovered"
    )
    assert tried["cohorts"] >= COHORTS
    assert tried["searched"] > COHORTS // 2
    assert tried["cells"] > COHORTS
    assert tried["found"] == 0


def test_the_search_finds_what_the_minimum_alone_lets_through() -> None:
    """The search has teeth: without complementary suppression and audit it finds people in most small cohorts."""
    chance, exposed = np.random.default_rng(7), 0
    for _cohort in range(60):
        codes = np.column_stack([chance.choice(n, 15, p=chance.dirichlet(np.full(n, 2.0))) for n in (4, 3, 3, 2)])
        cells = [codes[:, k] == code for k in range(4) for code in range(4) if (codes[:, k] == code).sum() >= 5]
        exposed += bool(recoverable(np.array([np.ones(15), *cells], dtype=float), 5, None))

    assert exposed > 30


def test_too_few_answers_show_nothing_at_all() -> None:
    assert shown_cells(one_slice(4), everyone(4), 5) == [[]]
    assert shown_cells(np.empty((9, 0), dtype=np.int64), everyone(9), 5) == []


def change_rows(only_before: int, both: int, only_after: int) -> tuple[disclosure.NDArray[np.float64], ...]:
    """Two waves' sums and the change of those in both, over their answers."""
    before, after = np.ones(only_before + both), np.ones(both + only_after)
    zeros = np.zeros_like
    rows = np.array([[*before, *zeros(after)], [*zeros(before), *after]])
    change = np.array([[*np.zeros(only_before), *-np.ones(both), *np.ones(both), *np.zeros(only_after)]])
    return rows, change


@pytest.mark.parametrize(
    ("only_before", "both", "only_after", "may"),
    [
        (0, 8, 0, True),
        (0, 7, 0, False),  # too few pairs
        (1, 20, 0, False),  # the one who left would be what the change leaves over
        (2, 20, 2, False),
        (3, 20, 2, True),
    ],
)
def test_change_of_pairs_leaves_nobody_over(only_before: int, both: int, only_after: int, may: bool) -> None:
    rows, change = change_rows(only_before, both, only_after)

    assert may_show_change(rows, change, both, 5) is may


@given(st.floats(1, 5), st.integers(5, 500))
def test_means_are_rounded_and_capped(mean: float, count: int) -> None:  # security S10
    shown = shown_mean(mean, count, 1, 5)

    assert shown.value == round(shown.value, 1)
    assert 1.1 <= shown.value <= 4.9
    if count < 20:
        assert 1.4 <= shown.value <= 4.6
    assert (shown.bound == "") == (shown.value not in ({1.4, 4.6} if count < 20 else {1.1, 4.9}))
    assert shown.bound or abs(shown.value - mean) <= 0.05 + 1e-9


@given(st.integers(0, 300), st.integers(0, 300))
def test_shares_are_rounded_and_capped(part: int, whole: int) -> None:  # security S10
    part = min(part, whole)
    shown = shown_share(part, whole)

    if whole < 10:
        assert shown is None
        return
    assert shown is not None
    assert 10 <= shown.value <= 90
    assert shown.value % (5 if whole < 20 else 1) == 0
    assert (shown.bound == "") == (10 < shown.value < 90)


@given(st.floats(0, 5), st.integers(0, 200))
def test_spread_is_never_told_of_fewer_than_ten(value: float, count: int) -> None:  # security S10
    shown = shown_spread(value, count)

    assert (shown is None) == (count < 10)
    assert shown is None or math.isclose(shown, value, abs_tol=0.0501)


def test_words_need_ten_and_settings_only_raise_it() -> None:  # peers 2.4
    assert [may_show_words(count) for count in (9, 10)] == [False, True]
    assert [may_show_words(12, least=15), may_show_words(9, least=5)] == [False, False]


def test_settings_are_only_tightened() -> None:  # security S17
    assert tightened(7, 6) == 7
    assert kept_slices(["A", "B"], ["B", "C", "A"]) == ["A", "B"]
