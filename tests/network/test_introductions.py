"""Rounds of introductions on made networks: what a round does, what the rules forbid, who comes first."""

import doctest
import itertools
import time
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.core.assignment import Alone
from belonging.core.compiling import Whole
from network import introductions
from network.graph import Graph, build_graph
from network.introductions import Field, Plan, Rule, bridge_share, figures_of, plan_round, preview
from network.kernels import count_triangles
from network.nearness import compare_pairs
from tests.effort import effort

NOBODY = np.zeros((0, 2), np.int64)


def graph_of(network: Any) -> Graph:
    return build_graph(np.array(network.edges, dtype=np.int64).reshape(-1, 2), people=range(len(network)))


def field_of(network: Any, segments: Any = None, **more: Any) -> Field:
    size = len(network)
    usual: dict[str, Any] = {
        "segments": np.zeros(size, np.int32) if segments is None else np.asarray(segments, np.int32),
        "room": np.ones(size, np.int64),
        "waited": np.zeros(size, np.bool_),
        "teams": np.full(size, -1, np.int32),
        "barred": NOBODY,
        "lately": NOBODY,
    }
    return Field(graph_of(network), **usual | more)


def groups_of(plan: Plan) -> list[tuple[int, ...]]:
    return [proposal.people for proposal in plan.proposals]


def sealed_circles() -> tuple[Any, Whole]:
    """Six circles of ten, each knowing itself, in a ring with one tie between neighbours."""
    return nx.connected_caveman_graph(6, 10), np.repeat(np.arange(6), 10)


def test_bridge_round_raises_mixing_and_lowers_path() -> None:  # peers C3, 4.21
    network, segments = sealed_circles()
    field = field_of(network, segments)

    plan = plan_round(field, 1.0)

    before = figures_of(field.graph, field.segments)
    after = preview(field.graph, field.segments, groups_of(plan))
    assert before.ei_index is not None
    assert after.ei_index is not None
    assert after.ei_index > before.ei_index + 0.1
    assert before.path_length_mean is not None
    assert after.path_length_mean is not None
    assert after.path_length_mean < before.path_length_mean - 1
    assert {proposal.is_across for proposal in plan.proposals} == {True}
    assert min(proposal.steps or 99 for proposal in plan.proposals) > 2  # people far apart


def test_triangle_round_raises_clustering() -> None:  # peers C3
    field = field_of(nx.gnp_random_graph(60, 0.08, seed=3))

    plan = plan_round(field, 0.0)

    before = figures_of(field.graph, field.segments)
    after = preview(field.graph, field.segments, groups_of(plan))
    assert after.clustering_mean > before.clustering_mean + 0.02
    assert sum(proposal.common > 0 for proposal in plan.proposals) > 0.9 * len(plan.proposals)


def test_mix_goes_by_what_is_short() -> None:  # peers C3
    circles, segments = sealed_circles()
    loose = nx.gnp_random_graph(60, 0.2, seed=1)

    sealed = bridge_share(graph_of(circles), segments.astype(np.int32), 0.5, 3)
    open_but_loose = bridge_share(graph_of(loose), np.zeros(60, np.int32), 0.5, 3)

    assert sealed > 0.95
    assert open_but_loose == 0.0


def test_gain_of_a_tie_when_clustering_is_counted_by_networkx() -> None:
    network = nx.powerlaw_cluster_graph(40, 3, 0.5, seed=2)
    graph = graph_of(network)
    strangers = np.array(sorted(nx.non_edges(network)), dtype=np.int64)
    strangers = strangers[np.lexsort((strangers[:, 1], strangers[:, 0]))]
    left, right = np.ascontiguousarray(strangers[:, 0]), np.ascontiguousarray(strangers[:, 1])

    triangles = count_triangles(graph.starts, graph.neighbours)
    steps, common, gain = compare_pairs(graph.starts, graph.neighbours, triangles, left, right)

    before = sum(nx.clustering(network).values())
    for k, (a, b) in enumerate(strangers.tolist()):
        network.add_edge(a, b)
        assert gain[k] == pytest.approx(sum(nx.clustering(network).values()) - before)
        network.remove_edge(a, b)
        assert steps[k] == nx.shortest_path_length(network, a, b)
        assert common[k] == len(list(nx.common_neighbors(network, a, b)))


@settings(max_examples=effort(60), deadline=None)
@given(st.integers(2, 24), st.floats(0, 0.4), st.integers(0, 2**20), st.floats(0, 1))
def test_rules_hold_whatever_the_weights(size: int, density: float, seed: int, share: float) -> None:  # peers 4.3, I8
    network = nx.gnp_random_graph(size, density, seed=seed)
    draw = np.random.default_rng(seed)
    every = np.array(list(itertools.combinations(range(size), 2)), dtype=np.int64)
    blocked, lately = (every[draw.random(len(every)) < 0.2] for _ in range(2))
    teams, room = draw.integers(-1, 3, size).astype(np.int32), draw.integers(0, 3, size)
    field = field_of(network, teams, barred=blocked, lately=lately, teams=teams, room=room)

    plan = plan_round(field, share, seed)

    forbidden = {tuple(sorted(pair)) for pair in [*network.edges, *blocked.tolist(), *lately.tolist()]}
    inside = [pair for group in groups_of(plan) for pair in itertools.combinations(group, 2)]
    assert not forbidden & set(inside)
    assert not [pair for pair in inside if teams[pair[0]] >= 0 and teams[pair[0]] == teams[pair[1]]]
    counts = np.bincount([place for group in groups_of(plan) for place in group] or [0], minlength=size)
    assert (counts <= np.maximum(room, 0)).all() or not plan.proposals
    assert all(room[place] for place in plan.left_out)


def test_nobody_is_skipped_two_rounds_running() -> None:  # peers 4.5
    # Everybody knows everybody but 0, whom only one of three may meet at a time.
    network = nx.complete_graph(4)
    network.remove_edges_from([(0, 1), (0, 2), (0, 3)])
    field = field_of(network)

    skipped = plan_round(field, 0.5).left_out
    waited = np.isin(np.arange(4), list(skipped))
    again = plan_round(field_of(network, waited=waited), 0.5, seed=9)

    assert len(skipped) == 2
    assert set(skipped.values()) == {Alone.OTHERS_TAKEN}
    assert len(again.left_out.keys() & skipped.keys()) == 1  # one of the two; both cannot meet the only one free
    assert sorted(again.left_out) != sorted(skipped)


def test_odd_number_makes_a_three_and_tells_nobody_is_left() -> None:  # peers 4.5, B3
    plan = plan_round(field_of(nx.empty_graph(7)), 0.5)

    assert sorted(len(group) for group in groups_of(plan)) == [2, 2, 3]
    assert plan.left_out == {}


def test_cooldown_that_leaves_somebody_nobody_is_told_before() -> None:  # peers 4.4, B1
    # 0 has met 1 and 2; 3 was proposed to them lately.
    network = nx.Graph([(0, 1), (0, 2)])
    network.add_node(3)
    lately = np.array([(0, 3)])

    plan = plan_round(field_of(network, lately=lately), 0.5)

    assert plan.starved == {Rule.LATELY: 1}
    assert plan.ruled_out == {Rule.MET: 2, Rule.LATELY: 1}
    assert groups_of(plan) == [(1, 2, 3)]
    assert plan.left_out == {0: Alone.NOBODY_ALLOWED}


def test_who_is_away_is_in_no_round_and_not_left_out() -> None:  # peers 4.10
    room = np.array([1, 1, 0, 1, 1])

    plan = plan_round(field_of(nx.empty_graph(5), room=room), 0.5)

    assert not any(2 in group for group in groups_of(plan))
    assert 2 not in plan.left_out


def test_popular_person_is_proposed_to_one_only() -> None:  # peers 4.8
    plan = plan_round(field_of(nx.star_graph(30), room=np.ones(31, np.int64)), 1.0)

    counts = np.bincount([place for group in groups_of(plan) for place in group])
    assert counts.max() == 1


@pytest.mark.parametrize("size", [1_000, 3_000])
def test_large_program_is_planned_in_seconds(size: int) -> None:
    network = nx.powerlaw_cluster_graph(size, 5, 0.3, seed=1)
    field = field_of(network, np.arange(size) % 7)
    plan_round(field_of(nx.empty_graph(3)), 0.5)  # kernels compiled
    begun = time.process_time()

    plan = plan_round(field, 0.6)

    assert time.process_time() - begun < 5 * size / 1_000
    assert plan.left_out == {}


def test_examples_in_the_docstrings_are_true() -> None:
    assert doctest.testmod(introductions).failed == 0
