"""Networks beyond any program, a round for a thousand people, and networkx at length: `python -m bench large`.

Each size in a process of its own, so that the memory told is what that size needs. Two threads, and two cores where
there are two. Ties are drawn with numpy alone: a ring of neighbours, a seventh of whose ties lead to well-connected
people far away.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from belonging.core.assignment import assign
from belonging.core.compiling import Whole
from network.compiling import compile_kernels
from network.graph import build_graph
from network.measures import measure_network

SIZES = {100_000: (750_000, 60, 2_000), 1_000_000: (7_500_000, 300, 6_000)}  # people: ties, seconds, megabytes aimed at
THREADS = 2


def ring_with_hubs(people: int, ties: int) -> tuple[Whole, Whole]:
    """Both ends of each tie."""
    draw = np.random.default_rng(1)
    each = -(-ties // people)
    left = np.repeat(np.arange(people), each)[:ties]
    right = (left + np.tile(np.arange(1, each + 1), people)[:ties]) % people
    moved = draw.random(ties) < 1 / 7
    right[moved] = (people * draw.random(int(moved.sum())) ** 2).astype(np.int64)
    return left, right


def weigh(people: int, ties: int) -> None:
    """One whole snapshot; run in a process of its own by `main`."""
    ends = ring_with_hubs(people, ties)
    compile_kernels()
    begun, spent = time.perf_counter(), time.process_time()
    graph = build_graph(ends, people=np.arange(people))
    found = measure_network(graph, np.arange(people) % 20, seed=1, threads=THREADS)
    told = {
        "seconds": time.perf_counter() - begun,
        "cpu": time.process_time() - spent,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "path": found.path_length_mean,
        "path_error": found.path_error,
        "betweenness_error": found.betweenness_error,
    }
    print(json.dumps(told))


def whole_snapshot(people: int) -> None:
    ties, seconds, megabytes = SIZES[people]
    script = f"from bench.large import weigh; weigh({people}, {ties})"
    folder = Path(__file__).parent.parent
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=folder)
    told = json.loads(answer.stdout.splitlines()[-1])
    is_met = told["seconds"] <= seconds and told["megabytes"] <= megabytes
    print(
        f"{people:>9,} people, {ties:,} ties: {told['seconds']:.0f} s ({told['cpu']:.0f} s CPU), "
        f"{told['megabytes']:.0f} MB   goal {seconds} s, {megabytes} MB: {'met' if is_met else 'NOT MET'}"
    )
    print(
        f"          path {told['path']:.4f} ± {1.96 * told['path_error']:.4f}, "
        f"betweenness within {1.96 * told['betweenness_error']:.4f}",
        flush=True,
    )


def round_of(people: int) -> None:
    draw = np.random.default_rng(1)
    taste, charm = draw.normal(size=(people, 4)), draw.exponential(3, people)
    left, right = np.triu_indices(people, 1)
    fit = 6 - np.linalg.norm(taste[left] - taste[right], axis=1) + charm[left] + charm[right]
    begun = time.process_time()
    found = assign(people, left, right, fit)
    spent = time.process_time() - begun
    alone = len(found.left_out)
    print(f"round for {people:,} people: {spent:.1f} s CPU (goal 5), {alone} left alone")


def against_networkx() -> None:
    """Exact degree, clustering, path and components of 10,000 people, where networkx takes minutes for them."""
    from bench.measures import HOLME_KIM, SMALL_WORLD, compare_core

    compile_kernels()
    for kind in (HOLME_KIM, SMALL_WORLD):
        compare_core(kind, 10_000, {"networkx": 3_000})


def main() -> None:
    print(f"{os.cpu_count()} cores, {THREADS} threads; figures without staff would take as long again")
    round_of(1_000)
    for people in SIZES:
        whole_snapshot(people)
    against_networkx()


if __name__ == "__main__":
    main()
