import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.graph import Graph, build_graph, without_people


def rows_of(graph: Graph) -> dict[int, list[int]]:
    return {int(p): graph.people[graph.neighbours_of(k)].tolist() for k, p in enumerate(graph.people)}


def test_graph_when_ties_repeat_or_loop() -> None:
    graph = build_graph(np.array([(5, 9), (9, 5), (5, 9), (9, 2), (2, 2)]))

    assert rows_of(graph) == {2: [9], 5: [9], 9: [2, 5]}
    assert graph.tie_count == 2
    assert graph.neighbours.dtype == np.uint32


def test_graph_when_people_are_given_keeps_their_order_and_isolates() -> None:
    graph = build_graph([(3, 1)], people=[3, 8, 1])

    assert rows_of(graph) == {3: [1], 8: [], 1: [3]}


def test_graph_when_two_arrays_are_given() -> None:
    graph = build_graph((np.array([1, 2]), np.array([2, 3])))

    assert rows_of(graph) == {1: [2], 2: [1, 3], 3: [2]}


@pytest.mark.parametrize("far", [0, 10**12])
def test_graph_when_a_tie_names_a_stranger(far: int) -> None:
    with pytest.raises(ValueError, match="person 7"):
        build_graph([(1, 7)], people=[1, 2 + far])


@pytest.mark.parametrize("far", [0, 10**12])
def test_graph_when_a_person_is_listed_twice(far: int) -> None:
    with pytest.raises(ValueError, match=r"Person 4 is named twice"):
        build_graph([(1, 4)], people=[4, 1 + far, 4])


def test_graph_when_there_is_nobody() -> None:
    graph = build_graph([], people=[])

    assert (len(graph), graph.tie_count, graph.starts.tolist()) == (0, 0, [0])
    with pytest.raises(ValueError, match="person 1"):
        build_graph([(1, 2)], people=[])


def test_graph_when_ties_are_not_pairs() -> None:
    with pytest.raises(ValueError, match="pairs"):
        build_graph(np.array([[1, 2, 3]]))
    with pytest.raises(ValueError, match="two ends"):
        build_graph((np.array([1]), np.array([1, 2])))


def test_graph_when_ids_reach_both_ends_of_the_range() -> None:
    low, high = -(2**63), 2**63 - 1

    graph = build_graph([(low, high)], people=[high, low, 0])

    assert rows_of(graph) == {high: [low], low: [high], 0: []}


def test_without_people_when_the_hub_goes() -> None:
    graph = build_graph([(1, 2), (1, 3), (2, 3), (1, 4)])

    rest = without_people(graph, [True, False, False, False])

    assert rows_of(rest) == {2: [3], 3: [2], 4: []}


def test_without_people_when_flags_are_missing() -> None:
    with pytest.raises(ValueError, match="2 people, 1 flags"):
        without_people(build_graph([(1, 2)]), [True])


def test_ends_when_each_tie_comes_once() -> None:
    left, right = build_graph([(1, 2), (3, 1), (2, 3)]).ends()

    assert list(zip(left.tolist(), right.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 2)]


@given(st.lists(st.tuples(st.integers(-30, 30), st.integers(-30, 30))), st.sampled_from([1, 10**10]), st.data())
def test_graph_when_random_agrees_with_plain_sets(pairs: list[tuple[int, int]], wide: int, data: st.DataObject) -> None:
    ends = [(a * wide, b * wide) for a, b in pairs]
    people = data.draw(st.permutations(sorted({p for pair in ends for p in pair} | {77})))
    gone = np.array([p % 3 == 0 for p in people])

    graph = build_graph(ends, people=people)
    rest = without_people(graph, gone)

    known = {p: {b if a == p else a for a, b in ends if p in (a, b) and a != b} for p in people}
    assert {p: set(row) for p, row in rows_of(graph).items()} == known
    assert graph.tie_count == len({frozenset(pair) for pair in ends if pair[0] != pair[1]})
    assert all((np.diff(graph.neighbours_of(k).astype(int)) > 0).all() for k in range(len(graph)))
    stay = {p for p in people if p % 3}
    assert {p: set(row) for p, row in rows_of(rest).items()} == {p: known[p] & stay for p in people if p in stay}


def test_rooms_when_imported_do_not_load_numba() -> None:
    script = "import sys, network.measures, network.layout, network.edge_files; print('numba' in sys.modules)"

    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "False"
