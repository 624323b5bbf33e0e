"""Everybody brought together at once: against networkx, against whole-number programs, on people who were there."""

import csv
import doctest
import itertools
import json
import os
import time
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from belonging.core import assignment, prices
from belonging.core.assignment import Alone, Assignment, assign
from tests.effort import effort

DATA = Path(os.environ.get("BELONGING_REFERENCE_DATA", Path(__file__).parents[3] / "shared" / "data"))
FRATERNITY = DATA / "newcomb_fraternity"

Pairs = dict[tuple[int, int], float]


def assigned(people: int, pairs: Pairs, **more: Any) -> Assignment:
    left, right = ([pair[side] for pair in pairs] for side in (0, 1))
    return assign(people, left, right, list(pairs.values()), **more)


def everybody(people: int, fit: float = 1.0) -> Pairs:
    return dict.fromkeys(itertools.combinations(range(people), 2), fit)


def profiles(people: int, seed: int) -> tuple[list[int], list[int], list[float]]:
    """All pairs of made-up people: some are popular with everybody, and like finds like."""
    draw = np.random.default_rng(seed)
    taste, charm = draw.normal(size=(people, 4)), draw.exponential(3, people)
    left, right = np.triu_indices(people, 1)
    fit = 6 - np.linalg.norm(taste[left] - taste[right], axis=1) + charm[left] + charm[right]
    return left.tolist(), right.tolist(), fit.tolist()


@st.composite
def allowed_pairs(draw: st.DrawFn, most: int) -> tuple[int, Pairs]:
    people = draw(st.integers(2, most))
    every = list(itertools.combinations(range(people), 2))
    share = draw(st.floats(0.02, 1.0))
    dice = np.random.default_rng(draw(st.integers(0, 2**32)))
    kept = dice.random(len(every)) < share
    fits = dice.integers(-20, draw(st.integers(-19, 1_000)), len(every))
    return people, {pair: float(fit) for pair, keep, fit in zip(every, kept, fits, strict=True) if keep}


@settings(max_examples=effort(150), deadline=None)
@given(allowed_pairs(60))
def test_pairs_are_as_many_and_as_fitting_as_networkx_finds(case: tuple[int, Pairs]) -> None:  # peers 4.2
    people, pairs = case
    rival: nx.Graph[int] = nx.Graph()
    rival.add_weighted_edges_from((a, b, fit) for (a, b), fit in pairs.items())
    best = [tuple(sorted(pair)) for pair in nx.max_weight_matching(rival, maxcardinality=True)]

    found = assigned(people, pairs, trios=False)

    assert len(found.groups) == len(best)
    assert found.fit == sum(pairs[a, b] for a, b in best)


@settings(max_examples=effort(60), deadline=None)
@given(allowed_pairs(8), st.data())
def test_several_partners_when_counted_out_by_a_whole_number_program(  # peers 4.6
    case: tuple[int, Pairs], data: st.DataObject
) -> None:
    people, pairs = case
    capacity = data.draw(st.lists(st.integers(0, 3), min_size=people, max_size=people))
    usable = [pair for pair in pairs if capacity[pair[0]] and capacity[pair[1]]]
    met = np.array([[place in pair for pair in usable] for place in range(people)], dtype=float).reshape(people, -1)
    worth = np.concatenate(([pairs[pair] for pair in usable], np.full(people, 1e4)))
    limits = [
        LinearConstraint(np.hstack((met, np.zeros((people, people)))), ub=capacity),
        LinearConstraint(np.hstack((-met, np.eye(people))), ub=0),  # who counts as met has a partner
    ]
    best = -milp(
        -worth, constraints=limits, integrality=np.ones(len(worth)), bounds=Bounds(0, 1), options={"mip_rel_gap": 0}
    ).fun

    found = assigned(people, pairs, capacity=capacity, trios=False)

    seated = {place for group in found.groups for place in group}
    assert max(sum(place in group for group in found.groups) - capacity[place] for place in range(people)) <= 0
    assert len(set(found.groups)) == len(found.groups)
    assert 1e4 * len(seated) + found.fit == pytest.approx(best)


@settings(max_examples=effort(100), deadline=None)
@given(allowed_pairs(12))
def test_groups_hold_only_allowed_people_and_nobody_vanishes(case: tuple[int, Pairs]) -> None:
    people, pairs = case

    found = assigned(people, pairs)

    seated = [place for group in found.groups for place in group]
    assert len(seated) == len(set(seated))
    assert set(seated) | found.left_out.keys() == set(range(people))
    assert not set(seated) & found.left_out.keys()
    inside = [pair for group in found.groups for pair in itertools.combinations(group, 2)]
    assert found.fit == sum(pairs[pair] for pair in inside)
    assert {len(group) for group in found.groups} <= {2, 3}


@pytest.mark.parametrize("people", [3, 5, 7, 33, 61, 201, 203])
def test_nobody_is_left_alone_when_the_number_is_odd(people: int) -> None:  # peers 4.5, B3
    found = assigned(people, everybody(people))

    assert found.left_out == {}
    assert sorted(len(group) for group in found.groups) == [2] * (people // 2 - 1) + [3]


def test_third_is_chosen_by_the_whole_and_not_by_who_was_left_over() -> None:  # peers 4.5
    # Leaving 4 over costs least (0-1 and 2-3 are best), but 4 fits nobody; 0 fits everybody.
    pairs = everybody(5) | {(0, 1): 10, (2, 3): 10, (1, 4): 9, (0, 4): 9}

    found = assigned(5, pairs)

    assert found.groups == ((0, 1, 4), (2, 3))
    assert found.fit == 38


def test_somebody_else_is_the_third_when_the_one_left_over_is_not_allowed_with_any_pair() -> None:
    # 6 may only meet 0, and 0 may not meet in a three with 6; so another is left over and seated.
    pairs = dict.fromkeys(itertools.combinations(range(6), 2), 5.0) | {(0, 6): -100.0}

    found = assigned(7, pairs)

    assert found.left_out == {}
    assert (0, 6) in found.groups


def test_several_left_over_are_seated_at_once() -> None:
    # Three circles of three who know nobody outside: each leaves one over, each has one pair to join.
    circles = [(0, 1, 2), (3, 4, 5), (6, 7, 8)]
    pairs = {pair: 1.0 for circle in circles for pair in itertools.combinations(circle, 2)}

    assert assigned(9, pairs).groups == tuple(circles)


def test_locked_groups_are_kept_and_use_up_room() -> None:
    pairs = everybody(5) | {(0, 1): 100.0}

    found = assigned(5, pairs, locked=[(3, 0)])

    assert found.locked == ((0, 3),)
    assert found.groups == ((1, 2, 4),)
    assert found.left_out == {}


def test_locked_pair_is_not_proposed_again_when_there_is_room() -> None:
    found = assigned(3, {(0, 1): 100.0, (0, 2): 1.0}, locked=[(0, 1)], capacity=[2, 2, 1])

    assert (found.locked, found.groups) == (((0, 1),), ((0, 2),))


def test_first_partner_for_somebody_comes_before_a_second_for_anybody() -> None:  # peers 4.6
    pairs = {(0, 1): 9.0, (0, 2): 8.0, (1, 2): 7.0, (2, 3): 1.0}

    found = assigned(4, pairs, capacity=[1, 2, 1, 1], trios=False)

    assert found.groups == ((0, 1), (2, 3))


def test_many_people_with_several_places_get_them_in_turns() -> None:  # peers 4.6
    left, right, fit = profiles(60, 3)

    found = assign(60, left, right, fit, capacity=[2] * 60)

    counts = np.bincount(np.array(found.groups).reshape(-1), minlength=60)
    assert counts.tolist() == [2] * 60
    assert len(set(found.groups)) == 60


def test_who_comes_first_is_not_left_alone_for_somebody_else() -> None:  # peers 4.5
    pairs = {(0, 1): 9.0, (0, 2): 1.0}

    assert assigned(3, pairs, first=[2]).groups == ((0, 2),)
    assert assigned(3, pairs).groups == ((0, 1),)


def test_reasons_when_somebody_is_left_out() -> None:  # peers B2
    found = assigned(5, {(0, 1): 2.0, (0, 2): 1.0, (0, 4): 3.0}, capacity=[1, 1, 1, 1, 0])

    assert found.groups == ((0, 1),)
    assert found.left_out == {2: Alone.OTHERS_TAKEN, 3: Alone.NOBODY_ALLOWED, 4: Alone.NO_ROOM}


def test_equal_fits_are_decided_by_the_seed_alone() -> None:
    pairs = everybody(30)
    turned = {(b, a): fit for (a, b), fit in reversed(pairs.items())}

    first, again, other = assigned(30, pairs, seed=4), assigned(30, turned, seed=4), assigned(30, pairs, seed=5)

    assert first == again
    assert first.groups != other.groups


@pytest.mark.parametrize(
    ("ends", "fit", "told"),
    [
        ([(0, 0)], [1.0], "themselves"),
        ([(0, 1), (1, 0)], [1.0, 2.0], "once"),
        ([(0, 9)], [1.0], "from 0 to 2"),
        ([(0, 1)], [float("nan")], "number"),
        ([(0, 1)], [], "two ends"),
    ],
)
def test_candidates_when_they_cannot_be(ends: list[tuple[int, int]], fit: list[float], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        assign(3, [a for a, _ in ends], [b for _, b in ends], fit)


def test_there_is_nobody() -> None:
    assert assign(0, [], [], []) == Assignment((), (), {}, 0.0)


@pytest.mark.parametrize("seed", range(5))
def test_thinned_by_levelled_fit_loses_less_than_a_hundredth(seed: int) -> None:
    people = profiles(200, seed)

    exact, thinned = assign(200, *people), assign(200, *people, exact_up_to=0)

    assert thinned.left_out == {}
    assert thinned.fit >= 0.99 * exact.fit


@pytest.mark.parametrize("people", [250, 251])
def test_exact_answer_when_pairs_that_cannot_matter_are_left_out(people: int, monkeypatch: pytest.MonkeyPatch) -> None:
    candidates = profiles(people, 2)

    found = assign(people, *candidates, trios=False, exact_up_to=people)

    monkeypatch.setattr(assignment, "EVERY_PAIR", len(candidates[0]))  # every pair is looked at
    assert found == assign(people, *candidates, trios=False, exact_up_to=people)


@settings(max_examples=effort(60), deadline=None)
@given(allowed_pairs(30))
def test_nobody_fits_better_than_the_answer_says_may_be(case: tuple[int, Pairs]) -> None:
    people, pairs = case
    exact = assigned(people, pairs, trios=False)

    found = assigned(people, pairs, trios=False, keep=2, exact_up_to=0)

    if found.at_most is None:  # nothing was left out
        assert found.fit == exact.fit
    elif len(found.groups) == len(exact.groups):
        assert found.fit <= exact.fit <= found.at_most + 1e-6


def test_circles_of_an_odd_number_are_opened() -> None:
    # Two circles of 41 prefer their own; across, everybody would do.
    pairs = everybody(82) | {(a, b): 9.0 for a, b in everybody(82) if (a < 41) == (b < 41)}

    found = assigned(82, pairs, trios=False, exact_up_to=0)

    assert found.left_out == {}
    assert found.fit == 40 * 9 + 1


def test_thinned_by_too_little_leaves_nobody_alone() -> None:
    # Everybody's two best are among few; candidates come back until nobody is alone.
    found = assign(80, *profiles(80, 1), keep=1, exact_up_to=0)

    assert found.left_out == {}


@pytest.mark.parametrize("people", [1_000, 1_001])
def test_a_thousand_people_take_less_than_five_seconds(people: int) -> None:  # peers 4.2, 4.8
    assign(3, *profiles(3, 0), exact_up_to=0)  # what is compiled at its first use is compiled
    candidates = profiles(people, 0)
    begun = time.process_time()

    found = assign(people, *candidates)

    assert time.process_time() - begun < 5
    assert found.left_out == {}


@pytest.mark.reference
def test_fraternity_reaches_the_smallest_sum_of_mutual_ranks_of_the_reference() -> None:
    reference = json.loads((DATA / "reference.json").read_text())["datasets"]["newcomb_fraternity"]
    expected = reference["matching_on_real_preferences"]
    sides = expected["sides"]
    with (FRATERNITY / "newcomb_rankings.csv").open() as file:
        rows = [{key: int(cell) for key, cell in row.items()} for row in csv.DictReader(file)]
    found = {}
    for week in expected["weeks"]:
        named = {(r["chooser"], r["chosen"]): r["rank"] for r in rows if r["week"] == int(week)}
        ranks = {}  # each man ranks only the men of the other side, in the order of his own ranking
        for mine, theirs in (("proposers", "reviewers"), ("reviewers", "proposers")):
            for man in sides[mine]:
                order = sorted(sides[theirs], key=lambda other: named[man, other])
                ranks |= {(man, other): k + 1 for k, other in enumerate(order)}
        pairs = {(a, b): -float(ranks[a, b] + ranks[b, a]) for a in sides["proposers"] for b in sides["reviewers"]}
        found[week] = -assigned(18, pairs, trios=False).fit

    assert found == {week: each["smallest_possible_sum_of_mutual_ranks"] for week, each in expected["weeks"].items()}
    assert len(found) == 15


def test_examples_in_the_docstrings_are_true() -> None:
    assert doctest.testmod(assignment).failed == 0
    assert doctest.testmod(prices).failed == 0
