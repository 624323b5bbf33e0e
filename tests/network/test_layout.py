import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray

from network.graph import Graph, build_graph
from network.layout import HEIGHT, WIDTH, place_people


def graph_of(network: "nx.Graph[int]") -> Graph:
    return build_graph(np.array(list(network.edges)).reshape(-1, 2), people=range(len(network)))


def closest(places: NDArray[np.float32]) -> float:
    gaps = np.linalg.norm(places[:, None] - places[None, :], axis=2)
    return float(gaps[np.triu_indices(len(places), 1)].min())


def moved(before: NDArray[np.float32], after: NDArray[np.float32]) -> float:
    return float(np.linalg.norm(before - after, axis=1).max())


SHAPES = {
    "small world": nx.watts_strogatz_graph(80, 10, 0.1, seed=1),
    "caveman": nx.connected_caveman_graph(8, 10),
    "four groups": nx.random_partition_graph([20, 25, 15, 20], 0.4, 0.02, seed=1),
    "separate": nx.disjoint_union_all([nx.complete_graph(30), nx.path_graph(20), nx.star_graph(20), nx.empty_graph(9)]),
    "complete": nx.complete_graph(80),
    "star": nx.star_graph(79),
    "nobody met": nx.empty_graph(80),
}


@pytest.mark.parametrize("name", SHAPES)
def test_places_when_80_people_keep_apart_inside_the_box(name: str) -> None:
    places = place_people(graph_of(SHAPES[name]), seed=3)

    assert places.dtype == np.float32
    assert (places >= 20).all()
    assert (places <= (WIDTH - 20, HEIGHT - 20)).all()
    assert closest(places) > 20


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("seed", [0, 5])
def test_places_when_one_tie_changes_move_less_than_a_twentieth(name: str, seed: int) -> None:
    network = SHAPES[name].copy()
    before = place_people(graph_of(network), seed=seed)
    if network.has_edge(0, 1):
        network.remove_edge(0, 1)
    else:
        network.add_edge(0, 1)

    after = place_people(graph_of(network), previous=before, seed=seed + 1)

    assert moved(before, after) < 0.05 * WIDTH
    assert closest(after) > 18


def test_places_when_tied_are_nearer_than_strangers() -> None:
    network = SHAPES["four groups"]
    places = place_people(graph_of(network))

    gaps = np.linalg.norm(places[:, None] - places[None, :], axis=2)
    tied = nx.to_numpy_array(network) > 0

    assert gaps[tied].mean() < 0.6 * gaps[~tied].mean()


def test_places_when_seeded_alike_are_the_same() -> None:
    graph = graph_of(SHAPES["caveman"])

    assert place_people(graph, seed=1).tolist() == place_people(graph, seed=1).tolist()
    assert place_people(graph, seed=1).tolist() != place_people(graph, seed=2).tolist()


def test_places_when_somebody_is_new_start_beside_their_friends() -> None:
    network = SHAPES["caveman"].copy()
    before = place_people(graph_of(network))
    network.add_edges_from([(80, 0), (80, 1), (80, 2)])

    after = place_people(graph_of(network), previous=np.vstack((before, [np.nan, np.nan])))

    assert moved(before, after[:80]) < 0.05 * WIDTH
    assert np.linalg.norm(after[80] - after[:3].mean(axis=0)) < 150


def test_places_when_groups_are_given_stand_together() -> None:
    groups = np.repeat([0, 1, 2, 3], 20)

    places = place_people(graph_of(nx.empty_graph(80)), groups=groups)

    middles = np.array([places[groups == g].mean(axis=0) for g in range(4)])
    within = np.mean([np.linalg.norm(places[groups == g] - middles[g], axis=1).mean() for g in range(4)])
    assert within < np.linalg.norm(places - places.mean(axis=0), axis=1).mean()


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_places_when_few(size: int) -> None:
    places = place_people(graph_of(nx.complete_graph(size)))

    assert places.shape == (size, 2)
    assert np.isfinite(places).all()
    assert size < 2 or closest(places) > 20


def test_places_when_all_stood_on_one_spot() -> None:
    places = place_people(graph_of(nx.cycle_graph(12)), previous=np.full((12, 2), 500.0))

    assert closest(places) > 0
    assert moved(np.full((12, 2), 500, np.float32), places) < 0.05 * WIDTH


def test_places_when_shapes_differ() -> None:
    with pytest.raises(ValueError, match="each of the 2 people"):
        place_people(build_graph([(1, 2)]), previous=[[1.0, 2.0]])
