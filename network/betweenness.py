"""Betweenness and closeness: who lies on the shortest ways between others, and how near everybody is.

Brandes' method walks from one source at a time and jumps about in memory. Here eight sources walk side by side, a row
of eight numbers a person (one cache line), so that one addition serves eight sources, and between two steps there are
only plain sweeps over arrays. A step either pulls (each row that still waits adds up its neighbours) or, where few rows
are under way, pushes (each of them adds itself to its neighbours).
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from belonging.core.compiling import Kernel, Places, Real, Whole, kernel
from network.graph import Graph
from network.kernels import find_components, reorder_rows

EXACT_UP_TO = 10_000
DRAWN_SOURCES = 1_024
LANES = 8
LONG_WAY = 48  # a component deeper than this is walked one source at a time; steps fit one byte below it
NO_LANE = 127  # step of a lane that has no source
WAITING = -1  # step of a lane whose source has not come by yet

Steps = NDArray[np.int8]
Add = Kernel[[Whole, Places, int, int, Whole, Real, Real, Whole], None]

# Unsigned, so that a place in a row needs no test for counting from the end.
ONE, TWO, THREE, FOUR, FIVE, SIX, SEVEN, EIGHT = (np.uint64(k) for k in range(1, 9))


class Between(NamedTuple):
    """Betweenness of each person and its largest standard error, and closeness of each person."""

    betweenness: Real
    error: float
    closeness: Real


@kernel("void(int64[::1], uint32[::1], int64, int64, int8[::1], int64, float64[::1], float64[::1])")
def pull_rows(
    starts: Whole, neighbours: Places, begin: int, end: int, steps: Steps, wanted: int, front: Real, gathered: Real
) -> None:
    """Rows with a lane at the wanted step gather the sum of their neighbours' rows; other rows keep what they had."""
    for v in range(begin, end):
        r = np.uint64(v) * EIGHT
        hits = 0
        for lane in range(LANES):
            hits += steps[r + np.uint64(lane)] == wanted
        if hits == 0:
            continue
        # Spelled out, so that the sums stay in one vector register.
        a0, a1, a2, a3, a4, a5, a6, a7 = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
        for e in range(starts[v], starts[v + 1]):
            q = np.uint64(neighbours[e]) * EIGHT
            a0 += front[q]
            a1 += front[q + ONE]
            a2 += front[q + TWO]
            a3 += front[q + THREE]
            a4 += front[q + FOUR]
            a5 += front[q + FIVE]
            a6 += front[q + SIX]
            a7 += front[q + SEVEN]
        gathered[r], gathered[r + ONE], gathered[r + TWO], gathered[r + THREE] = a0, a1, a2, a3
        gathered[r + FOUR], gathered[r + FIVE], gathered[r + SIX], gathered[r + SEVEN] = a4, a5, a6, a7


@kernel("void(int64[::1], uint32[::1], int64, int64, int8[::1], int64, float64[::1], float64[::1])")
def push_rows(
    starts: Whole, neighbours: Places, begin: int, end: int, steps: Steps, current: int, front: Real, gathered: Real
) -> None:
    """Rows with a lane at the current step add themselves to their neighbours' sums."""
    gathered[begin * LANES : end * LANES] = 0.0
    for v in range(begin, end):
        r = np.uint64(v) * EIGHT
        hits = 0
        for lane in range(LANES):
            hits += steps[r + np.uint64(lane)] == current
        if hits == 0:
            continue
        for e in range(starts[v], starts[v + 1]):
            q = np.uint64(neighbours[e]) * EIGHT
            for lane in range(LANES):
                gathered[q + np.uint64(lane)] += front[r + np.uint64(lane)]


@kernel("int64(int64, float64[::1], float64[::1], float64[::1], int8[::1])")
def meet_lanes(step: int, gathered: Real, ways: Real, front: Real, steps: Steps) -> int:
    """Lanes whose source comes by for the first time take its number of ways; how many they are."""
    met = 0
    for p in range(len(ways)):
        fresh = (steps[p] == WAITING) & (gathered[p] > 0.0)
        front[p] = gathered[p] if fresh else 0.0
        ways[p] = gathered[p] if fresh else ways[p]
        steps[p] = np.int8(step) if fresh else steps[p]
        met += fresh
    return met


@kernel("void(int64, float64[::1], float64[::1], float64[::1], float64[::1], int8[::1])")
def hand_back(step: int, gathered: Real, ways: Real, front: Real, share: Real, steps: Steps) -> None:
    """Lanes at this step take their share of what lies behind them, and offer it to those before them."""
    for p in range(len(ways)):
        here = steps[p] == step
        mine = gathered[p] * ways[p]
        share[p] = mine if here else share[p]
        front[p] = (1.0 + mine) / ways[p] if here else 0.0


@kernel("int64(int64[::1], uint32[::1], int64, int64, float64[::1], float64[::1], float64[::1], int8[::1], int64[::1])")
def walk_out(
    starts: Whole,
    neighbours: Places,
    begin: int,
    end: int,
    ways: Real,
    front: Real,
    gathered: Real,
    steps: Steps,
    met: Whole,
) -> int:
    """Walk from the sources until nobody new is met; the last step that met somebody, with counts in `met`."""
    low, high = begin * LANES, end * LANES
    step = 0
    while met[step] > 0:
        if 4 * met[step] < end - begin:
            push_rows(starts, neighbours, begin, end, steps, step, front, gathered)
        else:
            pull_rows(starts, neighbours, begin, end, steps, WAITING, front, gathered)
        step += 1
        met[step] = meet_lanes(step, gathered[low:high], ways[low:high], front[low:high], steps[low:high])
    return step - 1


@kernel("void(int64[::1], uint32[::1], int64, int64, int64[::1], float64[::1], float64[::1], int64[::1])")
def add_dependencies(
    starts: Whole, neighbours: Places, begin: int, end: int, sources: Whole, total: Real, squares: Real, far: Whole
) -> None:
    """Add each source's dependencies on everybody in the component, their squares, and the steps to it, to the sums."""
    places = (len(starts) - 1) * LANES
    ways, share, front, gathered = np.zeros(places), np.zeros(places), np.zeros(places), np.zeros(places)
    steps = np.empty(places, np.int8)
    met = np.zeros(NO_LANE, np.int64)
    low, high = begin * LANES, end * LANES
    for b in range(0, len(sources), LANES):
        lanes = min(LANES, len(sources) - b)
        ways[low:high], share[low:high], front[low:high], gathered[low:high] = 0.0, 0.0, 0.0, 0.0
        for p in range(low, high):
            steps[p] = WAITING if p % LANES < lanes else NO_LANE
        for lane in range(lanes):
            p = sources[b + lane] * LANES + lane
            ways[p], front[p], steps[p] = 1.0, 1.0, 0
        met[0] = lanes
        last = walk_out(starts, neighbours, begin, end, ways, front, gathered, steps, met)
        gathered[low:high] = 0.0
        hand_back(last, gathered[low:high], ways[low:high], front[low:high], share[low:high], steps[low:high])
        for step in range(last, 1, -1):
            if 4 * met[step] < end - begin:
                push_rows(starts, neighbours, begin, end, steps, step, front, gathered)
            else:
                pull_rows(starts, neighbours, begin, end, steps, step - 1, front, gathered)
            hand_back(step - 1, gathered[low:high], ways[low:high], front[low:high], share[low:high], steps[low:high])
        for v in range(begin, end):
            for p in range(v * LANES, (v + 1) * LANES):
                total[v] += share[p]
                squares[v] += share[p] * share[p]
        for v in range(begin, end):
            walked = -NO_LANE * (LANES - lanes)  # what lanes without a source hold
            for lane in range(LANES):
                walked += steps[v * LANES + lane]
            far[v] += walked


@kernel("void(int64[::1], uint32[::1], int64, int64, int64[::1], float64[::1], float64[::1], int64[::1])")
def add_far_dependencies(
    starts: Whole, neighbours: Places, begin: int, end: int, sources: Whole, total: Real, squares: Real, far: Whole
) -> None:
    """The same one source at a time, for long chains: Brandes' method as published."""
    size = len(starts) - 1
    ways, share = np.zeros(size), np.zeros(size)
    distance = np.empty(size, np.int64)
    queue = np.empty(end - begin, np.uint32)
    for source in sources:
        distance[begin:end] = -1
        ways[begin:end], share[begin:end] = 0.0, 0.0
        distance[source], ways[source] = 0, 1.0
        queue[0] = source
        head, tail = 0, 1
        while head < tail:
            v = queue[head]
            head += 1
            for e in range(starts[v], starts[v + np.uint32(1)]):
                u = neighbours[e]
                if distance[u] < 0:
                    distance[u] = distance[v] + 1
                    queue[tail] = u
                    tail += 1
                if distance[u] == distance[v] + 1:
                    ways[u] += ways[v]
        for k in range(tail - 1, 0, -1):
            u = queue[k]
            for e in range(starts[u], starts[u + np.uint32(1)]):
                v = neighbours[e]
                if distance[v] == distance[u] - 1:
                    share[v] += ways[v] / ways[u] * (1.0 + share[u])
            total[u] += share[u]
            squares[u] += share[u] * share[u]
            far[u] += distance[u]


def measure_betweenness(
    graph: Graph, exact_up_to: int = EXACT_UP_TO, sources: int = DRAWN_SOURCES, seed: int = 0, threads: int = 1
) -> Between:
    """Normalised betweenness of each person with its largest standard error (0.0 when exact), and closeness.

    The betweenness of a person is the sum over pairs of others of the share of the pair's shortest ways that pass
    through them, divided by the number of such pairs, (n - 1)(n - 2) / 2. Ties have no weight. Somebody without ties,
    and everybody in a network of fewer than three, has 0.

    The closeness of a person is the share of the others they can reach, divided by the mean shortest way to those:
    1 for somebody tied to everybody, 0 for somebody without ties.

    Parameters
    ----------
    graph : the network
    exact_up_to : with at most this many people every one of them is a source
    sources : beyond, so many are drawn without repeat
    seed : for the draw
    threads : kernels release the interpreter lock, so parts of the sources may walk side by side

    Notes
    -----
    U. Brandes, A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25 (2001); the draw:
    U. Brandes and C. Pich, Centrality estimation in large networks (2007). The error is that of a mean of a simple
    random sample without repeat; it is of the person it is largest for. Closeness over several components: S. Wasserman
    and K. Faust, Social Network Analysis (1994). Where people are drawn, it is estimated from the steps to those drawn;
    in a component of at most `sources` people it is exact all the same.

    Examples
    --------
    >>> from network.graph import build_graph
    >>> found = measure_betweenness(build_graph([(1, 2), (2, 3)]))
    >>> found.betweenness.tolist(), found.closeness.round(3).tolist()
    ([0.0, 1.0, 0.0], [0.667, 1.0, 0.667])
    """
    size = len(graph)
    if size < 2:
        return Between(np.zeros(size), 0.0, np.zeros(size))
    _, order, bounds, depths = find_components(graph.starts, graph.neighbours)
    starts, neighbours = reorder_rows(graph.starts, graph.neighbours, order)
    total, squares, closeness = np.zeros(size), np.zeros(size), np.zeros(size)
    drawn = size if size <= exact_up_to else min(size, sources)
    chosen = np.arange(size)
    if drawn < size:
        chosen = np.sort(np.random.default_rng(seed).choice(size, drawn, replace=False))
    for k in range(len(depths)):
        begin, end = int(bounds[k]), int(bounds[k + 1])
        if end - begin < 2:
            break  # components come largest first
        add = add_dependencies if depths[k] < LONG_WAY else add_far_dependencies
        # A network of its own: what a walk needs room for is this component, not everybody.
        rows = starts[begin : end + 1] - starts[begin]
        beside = neighbours[starts[begin] : starts[end]] - np.uint32(begin)
        mine = chosen[(chosen >= begin) & (chosen < end)] - begin
        walked = _side_by_side(add, rows, beside, mine, threads)
        total[begin:end] = sum(part for part, _, _ in walked)
        squares[begin:end] = sum(part for _, part, _ in walked)
        if len(mine) < end - begin <= sources:
            mine = np.arange(end - begin)
            walked = _side_by_side(add, rows, beside, mine, threads)
        closeness[begin:end] = _closeness(np.sum([far for _, _, far in walked], axis=0), mine, size)
    fresh, near = np.empty(size), np.empty(size)
    scale = size / drawn / max(1, (size - 1) * (size - 2))
    fresh[order], near[order] = total * scale, closeness
    return Between(fresh, _error(total, squares, drawn) * scale, near)


def _closeness(far: Whole, sources: Whole, size: int) -> Real:
    """Closeness in one component of `size` people in all, from everybody's sum of steps to some or all of it."""
    others = len(far) - 1
    walks = np.full(len(far), len(sources), np.int64)
    walks[sources] -= 1  # nobody is on the way to themselves
    return others * walks / np.maximum(far, 1) / (size - 1)


def _error(total: Real, squares: Real, drawn: int) -> float:
    size = len(total)
    if drawn == size:
        return 0.0
    spread = np.maximum(squares - total * total / drawn, 0.0) / max(drawn - 1, 1)
    return float(np.sqrt(spread * drawn * (1 - drawn / size)).max())


def _side_by_side(
    add: Add, starts: Whole, neighbours: Places, sources: Whole, threads: int
) -> list[tuple[Real, Real, Whole]]:
    """The sums of the sources of one component, in parts that walk side by side, each with sums of its own."""
    size = len(starts) - 1

    def walk(part: Whole) -> tuple[Real, Real, Whole]:
        total, squares, far = np.zeros(size), np.zeros(size), np.zeros(size, np.int64)
        add(starts, neighbours, 0, size, part, total, squares, far)
        return total, squares, far

    parts = [part for part in np.array_split(sources, threads) if len(part)]
    if len(parts) <= 1:
        return [walk(sources)]
    add.compiled()  # before the threads, so that they do not compile side by side
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(walk, parts))
