"""Where to draw people: tied people near each other, strangers apart, and nobody moved far overnight."""

import numpy as np
from numpy.typing import ArrayLike

from belonging.core.compiling import Places, Real, Single, Whole, kernel
from network.graph import Graph

WIDTH, HEIGHT = 1000.0, 640.0
MARGIN = 24.0
APART = 22.0  # wished for between any two people
DRIFT = 30.0  # how far somebody may be pulled from last night's place
NUDGE = 12.0  # and pushed further to make room; together under 5 % of the width


@kernel("void(int64[::1], uint32[::1], int64[::1], float64[::1], float64[::1], float64[::1], float64[::1], float64)")
def add_forces(
    starts: Whole, neighbours: Places, groups: Whole, x: Real, y: Real, push_x: Real, push_y: Real, reach: float
) -> None:
    """Everyone pushes everyone, ties pull, groups pull a little, and the middle a very little."""
    size = len(x)
    for i in range(size):
        push_x[i] = 0.06 * (WIDTH / 2 - x[i])
        push_y[i] = 0.09 * (HEIGHT / 2 - y[i])
    for i in range(size):
        for j in range(i):
            dx, dy = x[i] - x[j], y[i] - y[j]
            square = dx * dx + dy * dy + 0.01
            force = reach * reach / square
            if groups[i] >= 0 and groups[i] == groups[j]:
                force -= 0.4 / size * np.sqrt(square) / reach
            push_x[i] += dx * force
            push_y[i] += dy * force
            push_x[j] -= dx * force
            push_y[j] -= dy * force
        for e in range(starts[i], starts[i + 1]):
            u = neighbours[e]
            dx, dy = x[u] - x[i], y[u] - y[i]
            # Softer for people with many ties, so that a hub does not pull everybody into one heap.
            busy = max(starts[i + 1] - starts[i], starts[u + np.uint32(1)] - starts[u])
            force = 2.0 * np.sqrt(dx * dx + dy * dy) / reach / np.sqrt(busy)
            push_x[i] += dx * force
            push_y[i] += dy * force


@kernel("void(float64[::1], float64[::1], float64[::1], float64[::1], float64[::1])")
def keep_near(x: Real, y: Real, home_x: Real, home_y: Real, leash: Real) -> None:
    """Back inside the box, and within the leash of home."""
    for i in range(len(x)):
        dx, dy = x[i] - home_x[i], y[i] - home_y[i]
        far = np.sqrt(dx * dx + dy * dy)
        if far > leash[i]:
            x[i] = home_x[i] + dx * leash[i] / far
            y[i] = home_y[i] + dy * leash[i] / far
        x[i] = min(max(x[i], MARGIN), WIDTH - MARGIN)
        y[i] = min(max(y[i], MARGIN), HEIGHT - MARGIN)


@kernel(
    "void(int64[::1], uint32[::1], int64[::1], float64[::1], float64[::1], float64[::1], float64[::1], float64[::1],"
    " int64, float64)"
)
def settle(
    starts: Whole,
    neighbours: Places,
    groups: Whole,
    x: Real,
    y: Real,
    home_x: Real,
    home_y: Real,
    leash: Real,
    rounds: int,
    heat: float,
) -> None:
    """Let the forces work with ever smaller steps (Fruchterman and Reingold)."""
    size = len(x)
    push_x, push_y = np.empty(size), np.empty(size)
    reach = 0.62 * np.sqrt(WIDTH * HEIGHT / size)
    for turn in range(rounds):
        add_forces(starts, neighbours, groups, x, y, push_x, push_y, reach)
        step = heat * (1.0 - turn / rounds) + 0.2
        for i in range(size):
            strength = np.sqrt(push_x[i] * push_x[i] + push_y[i] * push_y[i]) + 1e-9
            x[i] += push_x[i] / strength * min(step, 0.1 * strength)
            y[i] += push_y[i] / strength * min(step, 0.1 * strength)
        keep_near(x, y, home_x, home_y, leash)


@kernel("void(float64[::1], float64[::1], float64[::1], float64[::1], float64[::1], float64, int64)")
def make_room(x: Real, y: Real, home_x: Real, home_y: Real, leash: Real, apart: float, rounds: int) -> None:
    """Push pairs that stand too close apart until none do, or the rounds are over."""
    for _ in range(rounds):
        crowded = 0
        for i in range(len(x)):
            for j in range(i):
                dx, dy = x[i] - x[j], y[i] - y[j]
                square = dx * dx + dy * dy
                if square < apart * apart:
                    crowded += 1
                    if square < 1e-6:
                        dx, dy = np.cos(i + 0.5), np.sin(i + 0.5)
                        square = 1.0
                    gap = np.sqrt(square)
                    half = 0.52 * (apart - min(gap, apart)) / gap if square != 1.0 else 0.5 * apart
                    x[i] += dx * half
                    y[i] += dy * half
                    x[j] -= dx * half
                    y[j] -= dy * half
        keep_near(x, y, home_x, home_y, leash)
        if crowded == 0:
            break


def place_people(
    graph: Graph, previous: ArrayLike | None = None, groups: ArrayLike | None = None, seed: int = 0
) -> Single:
    """A place for each person in a box of 1000 by 640.

    Parameters
    ----------
    graph : the network; isolates and separate parts stay in the box, apart from the others
    previous : last night's places, one row a person, NaN for newcomers. Who has one moves less than 5 % of the width;
        newcomers start beside those they know
    groups : one label a person, -1 for none; people of one group start together and keep a little together
    seed : for the first places; the same network, places and seed give the same answer

    Returns
    -------
    float32 array, one row (x, y) a person; two people are 20 apart or more where the box and the moves allow.

    Notes
    -----
    T. Fruchterman, E. Reingold, Graph drawing by force-directed placement (1991).

    Examples
    --------
    >>> from network.graph import build_graph
    >>> place_people(build_graph([], people=[7])).tolist()
    [[500.0, 320.0]]
    """
    size = len(graph)
    if size < 2:
        return np.full((size, 2), (WIDTH / 2, HEIGHT / 2), np.float32)
    labels = np.full(size, -1, np.int64) if groups is None else np.asarray(groups, dtype=np.int64)
    home = np.full((size, 2), np.nan) if previous is None else np.array(previous, dtype=np.float64)
    if home.shape != (size, 2) or labels.shape != (size,):
        raise ValueError(f"Places and groups need one entry for each of the {size} people.")
    is_known = np.isfinite(home).all(axis=1)
    _give_first_places(graph, home, is_known, labels, np.random.default_rng(seed))
    x, y = np.ascontiguousarray(home[:, 0]), np.ascontiguousarray(home[:, 1])
    home_x, home_y = x.copy(), y.copy()
    leash = np.where(is_known, DRIFT, 2 * WIDTH)
    rounds = int(min(max(2e8 / size**2, 20), 300))
    heat = 60.0
    if is_known.mean() > 0.5:
        rounds, heat = rounds // 3, 6.0
    settle(graph.starts, graph.neighbours, labels, x, y, home_x, home_y, leash, rounds, heat)
    apart = min(APART, 0.6 * float(np.sqrt((WIDTH - 2 * MARGIN) * (HEIGHT - 2 * MARGIN) / size)))
    make_room(x, y, home_x, home_y, leash + NUDGE * is_known, apart, rounds)
    return np.stack((x, y), axis=1).astype(np.float32)


def _give_first_places(
    graph: Graph,
    home: Real,
    is_known: np.ndarray[tuple[int], np.dtype[np.bool_]],
    labels: Whole,
    random: np.random.Generator,
) -> None:
    """Fill in the places of those without: beside the people they know, else in their group's part of the box."""
    jitter = random.normal(size=(len(graph), 2))
    parts = max(int(labels.max()) + 1, 1)
    for v in np.flatnonzero(~is_known):
        friends = graph.neighbours_of(int(v))
        friends = friends[is_known[friends]]
        if len(friends):
            home[v] = home[friends].mean(axis=0) + 30 * jitter[v]
        else:
            angle = 2 * np.pi * labels[v] / parts
            ring = 0.3 if labels[v] >= 0 and parts > 1 else 0.0
            middle = (WIDTH * (0.5 + ring * np.cos(angle)), HEIGHT * (0.5 + ring * np.sin(angle)))
            home[v] = middle + (60.0 if ring else 180.0) * jitter[v]
    np.clip(home, (MARGIN, MARGIN), (WIDTH - MARGIN, HEIGHT - MARGIN), out=home)
