"""Our measures beside networkx and igraph, in one run: `python -m bench.measures`.

CPU seconds of one thread, the best of several repeats, the same ties for all; every library builds its own network from
the same array. The rival's figures are compared with ours before any time is believed.
"""

import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import numpy as np

from belonging.core.compiling import Whole
from network.betweenness import measure_betweenness
from network.communities import find_communities
from network.compiling import compile_kernels
from network.graph import build_graph
from network.layout import place_people
from network.measures import CoreMeasures, core_measures, measure_network

HOLME_KIM, SMALL_WORLD = "Holme-Kim", "Watts-Strogatz"


def ties_of(kind: str, size: int, each: int = 7, most: int | None = None) -> Whole:
    """Ties of a made network with a mean degree of about twice `each`, or this many of them drawn at random."""
    if kind == HOLME_KIM:
        network = nx.powerlaw_cluster_graph(size, each, 0.5, seed=1)
    else:
        network = nx.watts_strogatz_graph(size, 2 * each, 0.1, seed=1)
    ties = np.array(network.edges, dtype=np.int64)
    if most is None:
        return ties
    return np.random.default_rng(1).choice(ties, most, replace=False)


def seconds(work: Callable[[], Any], repeats: int = 5, least: float = 0.05) -> float:
    """The best CPU time of one call, each repeat calling often enough to be measured."""
    begun = time.process_time()
    work()
    once = time.process_time() - begun
    calls = max(1, int(least / max(once, 1e-7)))
    best = once
    for _ in range(repeats if once < 2 else 1):
        begun = time.process_time()
        for _ in range(calls):
            work()
        best = min(best, (time.process_time() - begun) / calls)
    return best


def ours(ties: Whole, size: int) -> CoreMeasures:
    return core_measures(build_graph(ties, people=np.arange(size)))


def by_igraph(ties: Whole, size: int) -> tuple[float, ...]:
    graph = igraph.Graph(size, ties)
    pieces = graph.connected_components().sizes()
    degree = graph.degree()
    return (
        sum(degree) / size,
        graph.transitivity_avglocal_undirected(mode="zero"),
        graph.transitivity_undirected(),
        graph.average_path_length(),
        len(pieces),
    )


def by_networkx(ties: Whole, size: int) -> tuple[float, ...]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(ties.tolist())
    total = sum(sum(row.values()) for _, row in nx.all_pairs_shortest_path_length(graph))
    pieces = [len(piece) for piece in nx.connected_components(graph)]
    return (
        sum(degree for _, degree in graph.degree) / size,
        nx.average_clustering(graph),
        nx.transitivity(graph),
        total / sum(piece * (piece - 1) for piece in pieces),
        len(pieces),
    )


def line(what: str, mine: float, rival: str, theirs: float, goal: float | None = None) -> None:
    ratio = theirs / mine
    verdict = "" if goal is None else f"   goal {goal:g}x: {'met' if ratio >= goal else 'NOT MET'}"
    print(f"{what:<46}{mine * 1e3:10.3f} ms {rival:>9}{theirs * 1e3:12.2f} ms {ratio:8.1f}x{verdict}")


def compare_core(kind: str, size: int, goals: dict[str, float]) -> None:
    ties = ties_of(kind, size, 8, 75_000) if size == 10_000 else ties_of(kind, size)
    found = ours(ties, size)
    figures = (
        found.degree_mean,
        found.clustering_mean,
        found.transitivity,
        found.path_length_mean or 0.0,
        found.components,
    )
    mine = seconds(lambda: ours(ties, size))
    for rival, work in (("igraph", by_igraph), ("networkx", by_networkx)):
        if rival in goals:
            assert np.allclose(figures, work(ties, size), rtol=1e-9), rival
            what = f"core, {kind}, {size:,} people, {len(ties):,} ties"
            line(what, mine, rival, seconds(partial(work, ties, size)), goals[rival])


def compare_betweenness(kind: str, size: int) -> None:
    ties = ties_of(kind, size)
    graph, rival = build_graph(ties, people=np.arange(size)), igraph.Graph(size, ties)
    begun = time.process_time()
    theirs = np.array(rival.betweenness()) / ((size - 1) * (size - 2) / 2)
    their_time = time.process_time() - begun
    assert np.allclose(measure_betweenness(graph)[0], theirs, rtol=1e-9)
    line(
        f"betweenness, {kind}, {size:,} people", seconds(lambda: measure_betweenness(graph), 3), "igraph", their_time, 2
    )


def compare_communities(kind: str, size: int) -> None:
    ties = ties_of(kind, size)
    graph, rival = build_graph(ties, people=np.arange(size)), igraph.Graph(size, ties)
    mine = [rival.modularity(find_communities(graph, seed).tolist()) for seed in range(5)]
    theirs = [rival.community_multilevel().modularity for _ in range(5)]
    line(
        f"communities, {kind}, {size:,} people",
        seconds(lambda: find_communities(graph)),
        "igraph",
        seconds(rival.community_multilevel),
        5,
    )
    print(f"    modularity, mean of 5: ours {np.mean(mine):.4f}, igraph {np.mean(theirs):.4f}")


def peak_memory(size: int, each: int) -> dict[str, float]:
    """Resident megabytes of a fresh process that measures everything core, and the seconds it took."""
    script = f"from bench.measures import weigh; weigh({size}, {each})"
    folder = Path(__file__).parent.parent
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=folder)
    return dict(json.loads(answer.stdout))


def weigh(size: int, each: int) -> None:
    """Run in its own process by `peak_memory`; ties are drawn with numpy alone."""
    draw = np.random.default_rng(1)
    ties = draw.integers(0, size, (size * each, 2))
    begun = time.process_time()
    ours(ties, size)
    took = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"megabytes": peak, "seconds": took, "ties": len(ties)}))


def main() -> None:
    cores = Path("/proc/cpuinfo")
    names = {text.split(":")[1].strip() for text in cores.read_text().splitlines() if "model name" in text}
    print(f"{platform.system()} {platform.machine()}, {', '.join(sorted(names))}, Python {platform.python_version()}")
    print(", ".join(f"{name} {version(name)}" for name in ("numpy", "numba", "networkx", "igraph")))
    begun = time.process_time()
    print(
        f"{compile_kernels()} kernels ready in {time.process_time() - begun:.2f} s CPU (from the cache after the first)"
    )
    print("\ncore = arrays, degree, clustering, transitivity, exact path length, components; beside each, the rival")
    for kind in (HOLME_KIM, SMALL_WORLD):
        compare_core(kind, 100, {"networkx": 50, "igraph": 1})
        compare_core(kind, 2_000, {"networkx": 300, "igraph": 40})
        compare_core(kind, 10_000, {"igraph": 100})
    for kind in (HOLME_KIM, SMALL_WORLD):
        for size in (2_000, 10_000):
            compare_betweenness(kind, size)
            compare_communities(kind, size)
    weight = peak_memory(10_000, 8)
    print(
        f"\npeak memory, 10,000 people: {weight['megabytes']:.0f} MB (goal under 600), core measured from cold included"
    )
    for size, goal in ((80, 50), (600, 10_000)):
        network = build_graph(ties_of(HOLME_KIM, size), people=np.arange(size))
        spent = seconds(partial(place_people, network)) * 1e3
        print(f"positions of {size} people: {spent:.1f} ms   goal {goal:,} ms: {'met' if spent <= goal else 'NOT MET'}")
    for size in (100, 2_000):
        graph = build_graph(ties_of(HOLME_KIM, size), people=np.arange(size))
        segments, staff = np.arange(size) % 6, np.arange(size) < size // 20
        spent = seconds(partial(measure_network, graph, segments, staff))
        print(f"everything of one night, with and without staff, {size:,} people: {spent * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
