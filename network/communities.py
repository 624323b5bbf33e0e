"""Found communities: groups with more ties inside than chance would put there.

Louvain: people move one by one to the neighbouring community that raises modularity most, communities become people of
a smaller network, and so on. Here a queue holds only those whose surroundings changed, the smaller networks' answer is
carried back to the people and polished there, and a community that has fallen apart is split, which never lowers
modularity.
"""

import numpy as np

from belonging.core.compiling import Places, Small, Whole, kernel
from network.graph import Graph

ROUNDS = 2  # climbs from the people up: the second, from the first one's answer, gains most of what there is to gain
MOST_TRIES = 4  # a small network is cheap, so it gets several tries and the best is kept

# Unsigned, so that a place in a row needs no test for counting from the end.
NOUGHT, ONE, NOBODY = np.uint32(0), np.uint32(1), np.uint32(0xFFFFFFFF)


@kernel("void(int64[::1], int64)")
def shuffle(order: Whole, seed: int) -> None:
    """Put `order` into a random order that depends on nothing but the seed (splitmix64, Fisher-Yates)."""
    state = np.uint64(seed)
    for k in range(len(order) - 1, 0, -1):
        state += np.uint64(0x9E3779B97F4A7C15)
        z = state
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        j = np.int64((z ^ (z >> np.uint64(31))) % np.uint64(k + 1))
        order[k], order[j] = order[j], order[k]


@kernel("int64(int64[::1], uint32[::1], int32[::1], int64[::1], uint32[::1], int64)")
def move_people(starts: Whole, neighbours: Places, loads: Small, strength: Whole, community: Places, seed: int) -> int:
    """Move each person in the queue to the best community nearby; the number of moves. Changes `community`.

    Without `loads` every tie counts once.
    """
    size = len(starts) - 1
    is_plain = len(loads) == 0
    inside = np.zeros(size)
    for v in range(size):
        inside[community[v]] += strength[v]
    all_strength = inside.sum()
    order = np.arange(size)
    shuffle(order, seed)
    queue = order.astype(np.uint32)
    is_queued = np.ones(size, np.bool_)
    head, waiting, moves = np.uint32(0), size, 0
    link = np.zeros(size, np.int32)
    near = np.empty(size, np.uint32)
    while waiting > 0:
        v = queue[head]
        head = head + ONE if head + 1 < size else NOUGHT
        waiting -= 1
        is_queued[v] = False
        home = community[v]
        mine = float(strength[v])
        pull = mine / all_strength
        count = 0
        first, stop = starts[v], starts[v + ONE]
        for e in range(first, stop):
            u = neighbours[e]
            if u != v:
                c = community[u]
                if link[c] == 0:
                    near[count] = c
                    count += 1
                link[c] += 1 if is_plain else loads[e]
        best, gain = home, link[home] - pull * (inside[home] - mine) + 1e-12
        for k in range(count):
            c = near[k]
            reached = link[c] - pull * inside[c]
            link[c] = 0
            if reached > gain and c != home:
                best, gain = c, reached
        if best == home:
            continue
        inside[home] -= mine
        inside[best] += mine
        community[v] = best
        moves += 1
        for e in range(first, stop):
            u = neighbours[e]
            if not is_queued[u] and community[u] != best:
                tail = head + waiting
                queue[tail if tail < size else tail - size] = u
                is_queued[u] = True
                waiting += 1
    return moves


@kernel("int64(uint32[::1])")
def renumber(community: Places) -> int:
    """Make the labels 0, 1, 2 ... in order of appearance; the number of communities."""
    fresh = np.full(len(community), -1, np.int64)
    count = 0
    for v in range(len(community)):
        c = community[v]
        if fresh[c] < 0:
            fresh[c] = count
            count += 1
        community[v] = fresh[c]
    return count


@kernel(
    "Tuple((int64[::1], uint32[::1], int32[::1], int64[::1]))(int64[::1], uint32[::1], int32[::1], uint32[::1], int64)"
)
def merge_people(
    starts: Whole, neighbours: Places, loads: Small, community: Places, count: int
) -> tuple[Whole, Places, Small, Whole]:
    """The network whose people are the communities, and the strength of each.

    Ties inside become a tie to itself, counted in both directions.
    """
    is_plain = len(loads) == 0
    begins = np.zeros(count + 1, np.int64)
    for v in range(len(community)):
        begins[community[v] + ONE] += 1
    for c in range(count):
        begins[c + 1] += begins[c]
    members = np.empty(len(community), np.uint32)
    filled = begins[:-1].copy()
    for v in range(len(community)):
        members[filled[community[v]]] = v
        filled[community[v]] += 1
    merged, strength = np.zeros(count + 1, np.int64), np.zeros(count, np.int64)
    ends = np.empty(len(neighbours), np.uint32)
    carried = np.empty(len(neighbours), np.int32)
    link = np.zeros(count, np.int32)
    total = 0
    for c in range(count):
        first = total
        for k in range(begins[c], begins[c + 1]):
            v = members[k]
            for e in range(starts[v], starts[v + ONE]):
                d = community[neighbours[e]]
                if link[d] == 0:
                    ends[total] = d
                    total += 1
                link[d] += 1 if is_plain else loads[e]
        for k in range(first, total):
            carried[k] = link[ends[k]]
            strength[c] += carried[k]
            link[ends[k]] = 0
        merged[c + 1] = total
    return merged, ends[:total].copy(), carried[:total].copy(), strength


@kernel("int64(int64[::1], uint32[::1], uint32[::1])")
def split_apart(starts: Whole, neighbours: Places, community: Places) -> int:
    """Give each connected part of a community its own label; the number of labels."""
    size = len(starts) - 1
    part = np.full(size, NOBODY, np.uint32)
    stack = np.empty(size, np.uint32)
    count = 0
    for first in range(size):
        if part[first] != NOBODY:
            continue
        part[first] = count
        stack[0], height = first, 1
        while height > 0:
            height -= 1
            v = stack[height]
            for e in range(starts[v], starts[v + ONE]):
                u = neighbours[e]
                if part[u] == NOBODY and community[u] == community[v]:
                    part[u] = count
                    stack[height] = u
                    height += 1
        count += 1
    community[:] = part
    return count


@kernel("float64(int64[::1], uint32[::1], int64[::1])")
def modularity_of(starts: Whole, neighbours: Places, community: Whole) -> float:
    """Newman modularity of labels 0 and up; people labelled -1 and their ties do not count; 0.0 without ties."""
    labels = 0
    for v in range(len(community)):
        labels = max(labels, community[v] + 1)
    inside, around = np.zeros(labels), np.zeros(labels)
    both = 0.0
    for v in range(len(community)):
        c = community[v]
        if c < 0:
            continue
        for e in range(starts[v], starts[v + 1]):
            d = community[neighbours[e]]
            if d >= 0:
                both += 1.0
                around[c] += 1.0
                if c == d:
                    inside[c] += 1.0
    result = 0.0
    for c in range(labels):
        if both > 0.0:
            result += inside[c] / both - (around[c] / both) * (around[c] / both)
    return result


def find_communities(graph: Graph, seed: int = 0) -> Small:
    """The community of each person: 0 is the largest, equal sizes by their first person.

    Somebody without ties is a community of one. The same network and seed give the same answer on any machine.

    Notes
    -----
    V. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre, Fast unfolding of communities in large networks (2008);
    the queue: N. Ozaki, H. Tezuka, M. Inaba, A simple acceleration method for the Louvain algorithm (2016).

    Examples
    --------
    >>> from network.graph import build_graph
    >>> two_triangles = build_graph([(1, 2), (2, 3), (1, 3), (3, 4), (4, 5), (5, 6), (4, 6)])
    >>> find_communities(two_triangles).tolist()
    [0, 0, 0, 1, 1, 1]
    """
    best, best_modularity = np.arange(len(graph), dtype=np.uint32), -1.0
    if not graph.tie_count:
        return by_size(best)
    tries = min(MOST_TRIES, max(1, 2_000 // len(graph)))
    for k in range(tries):
        community = np.arange(len(graph), dtype=np.uint32)
        for climb in range(ROUNDS):
            _climb(graph, community, seed + 1_000_003 * k + 1_009 * climb)
        reached = modularity_of(graph.starts, graph.neighbours, community.astype(np.int64)) if tries > 1 else 0.0
        if reached > best_modularity + 1e-12:
            best, best_modularity = community, reached
    split_apart(graph.starts, graph.neighbours, best)
    return by_size(best)


def by_size(labels: Places) -> Small:
    """The labels renumbered by falling size, equal sizes by first appearance."""
    labels = labels.copy()
    count = renumber(labels)
    order = np.argsort(-np.bincount(labels, minlength=count), kind="stable")
    fresh = np.empty(count, np.int32)
    fresh[order] = np.arange(count, dtype=np.int32)
    return fresh[labels]


def _climb(graph: Graph, community: Places, seed: int) -> None:
    """Improve the communities from the people up, one smaller network after the other."""
    starts, neighbours, loads = graph.starts, graph.neighbours, np.empty(0, np.int32)
    strength = starts[1:] - starts[:-1]
    current = community
    while True:
        moves = move_people(starts, neighbours, loads, strength, current, seed)
        count = renumber(current)
        if current is not community:
            community[:] = current[community]
            if not moves:
                return
        if count == len(current):
            return
        starts, neighbours, loads, strength = merge_people(starts, neighbours, loads, current, count)
        current = np.arange(count, dtype=np.uint32)
