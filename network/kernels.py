"""The inner loops over a network: rows, components, distances, triangles, cores.

A network comes as compact symmetric rows: the people tied to person `v` stand in
`neighbours[starts[v]:starts[v + 1]]`, ascending. See `network.graph` for how rows are built and
`network.measures` for what the figures mean.
"""

import numpy as np

from belonging.core.compiling import Bits, Places, Real, Small, Whole, kernel

SOURCES = 512  # a row of sources is eight 64-bit words: one cache line

# Unsigned, so that a place in a row needs no test for counting from the end.
ONE, TWO, THREE, FOUR, FIVE, SIX, SEVEN = (np.uint64(k) for k in range(1, 8))


@kernel("Tuple((int64[::1], uint32[::1]))(int64[::1], int64[::1], int64)")
def fill_rows(left: Whole, right: Whole, size: int) -> tuple[Whole, Places]:
    """Symmetric rows from tie ends, self-ties and repeats dropped: two counting passes, nothing is sorted.

    The first pass throws both directions of each tie into rows. The second walks the rows in order and hands
    each person to the rows of those they know, so every row fills in ascending order and a repeat is the last entry.
    """
    starts = np.zeros(size + 1, np.int64)
    for k in range(len(left)):
        if left[k] != right[k]:
            starts[left[k] + 1] += 1
            starts[right[k] + 1] += 1
    for v in range(size):
        starts[v + 1] += starts[v]
    thrown = np.empty(starts[size], np.uint32)
    place = starts[:size].copy()
    for k in range(len(left)):
        if left[k] != right[k]:
            thrown[place[left[k]]] = right[k]
            place[left[k]] += 1
            thrown[place[right[k]]] = left[k]
            place[right[k]] += 1
    rows = np.empty(starts[size], np.uint32)
    place[:] = starts[:size]
    for v in range(size):
        for e in range(starts[v], starts[v + 1]):
            u = thrown[e]
            if place[u] == starts[u] or rows[place[u] - 1] != v:
                rows[place[u]] = v
                place[u] += 1
    filled = np.zeros(size + 1, np.int64)
    total = 0
    for v in range(size):
        for e in range(starts[v], place[v]):
            rows[total] = rows[e]
            total += 1
        filled[v + 1] = total
    return filled, rows[:total].copy()


@kernel("Tuple((int64[::1], uint32[::1]))(int64[::1], uint32[::1], uint32[::1])")
def reorder_rows(starts: Whole, neighbours: Places, order: Places) -> tuple[Whole, Places]:
    """The rows of the people in `order`, renumbered in that order; people not in it are left out."""
    gone = np.uint32(0xFFFFFFFF)
    place = np.full(len(starts) - 1, gone, np.uint32)
    for k in range(len(order)):
        place[order[k]] = k
    fresh = np.zeros(len(order) + 1, np.int64)
    for v in range(len(order)):
        old = order[v]
        count = 0
        for e in range(starts[old], starts[old + np.uint32(1)]):
            if place[neighbours[e]] != gone:
                count += 1
        fresh[v + 1] = fresh[v] + count
    rows = np.empty(fresh[len(order)], np.uint32)
    filled = fresh[:-1].copy()
    # Walking in the new order and writing into the neighbours' rows leaves every row ascending.
    for v in range(len(order)):
        old = order[v]
        for e in range(starts[old], starts[old + np.uint32(1)]):
            u = place[neighbours[e]]
            if u != gone:
                rows[filled[u]] = v
                filled[u] += 1
    return fresh, rows


@kernel("Tuple((int32[::1], uint32[::1], int64[::1], int64[::1]))(int64[::1], uint32[::1])")
def find_components(starts: Whole, neighbours: Places) -> tuple[Small, Places, Whole, Whole]:
    """Labels by size (largest 0), people component by component in breadth-first order, bounds, and depths.

    The depth of a component is the distance from its first person to the farthest: its diameter is at most twice that.
    """
    size = len(starts) - 1
    found = np.full(size, -1, np.int32)
    queue = np.empty(size, np.uint32)
    begins = np.empty(size + 1, np.int64)
    depths = np.zeros(size, np.int64)
    count = 0
    end = 0
    for first in range(size):
        if found[first] >= 0:
            continue
        begins[count] = end
        found[first] = count
        queue[end] = first
        head = end
        end += 1
        level_end = end
        while head < end:
            if head == level_end:
                depths[count] += 1
                level_end = end
            v = queue[head]
            head += 1
            for e in range(starts[v], starts[v + np.uint32(1)]):
                u = neighbours[e]
                if found[u] < 0:
                    found[u] = count
                    queue[end] = u
                    end += 1
        count += 1
    begins[count] = end
    rank = np.argsort(begins[:count] - begins[1 : count + 1], kind="mergesort")
    label = np.empty(count, np.int32)
    bounds = np.zeros(count + 1, np.int64)
    order = np.empty(size, np.uint32)
    for k in range(count):
        c = rank[k]
        label[c] = k
        bounds[k + 1] = bounds[k] + begins[c + 1] - begins[c]
        order[bounds[k] : bounds[k + 1]] = queue[begins[c] : begins[c + 1]]
    for v in range(size):
        found[v] = label[found[v]]
    return found, order, bounds, depths[rank]


@kernel(
    "Tuple((int64, int64))(int64[::1], uint32[::1], int64, uint64[::1], uint64[::1], uint64[::1], int64[::1], int64)"
)
def step_sources(
    starts: Whole, neighbours: Places, begin: int, wanted: Bits, seen: Bits, after: Bits, rows: Whole, open_count: int
) -> tuple[int, np.int64]:
    """One step of every open row: what the person or anyone they know has seen; rows still open, bits in them.

    The eight words are spelled out so that they stay in one vector register. In breadth-first order well-connected
    neighbours come first, so looking at every fourth neighbour whether the row is full saves half the work.
    """
    w0, w1, w2, w3, w4, w5, w6, w7 = (
        wanted[0],
        wanted[1],
        wanted[2],
        wanted[3],
        wanted[4],
        wanted[5],
        wanted[6],
        wanted[7],
    )
    kept = 0
    reached = np.int64(0)
    for k in range(open_count):
        v = rows[k]
        r = np.uint64(v - begin) * np.uint64(8)
        a0, a1, a2, a3 = seen[r], seen[r + ONE], seen[r + TWO], seen[r + THREE]
        a4, a5, a6, a7 = seen[r + FOUR], seen[r + FIVE], seen[r + SIX], seen[r + SEVEN]
        missing = (a0 ^ w0) | (a1 ^ w1) | (a2 ^ w2) | (a3 ^ w3) | (a4 ^ w4) | (a5 ^ w5) | (a6 ^ w6) | (a7 ^ w7)
        is_open = missing != 0
        e = starts[v]
        stop = starts[v + 1]
        while missing != 0 and e < stop:
            q = np.uint64(neighbours[e] - begin) * np.uint64(8)
            a0 |= seen[q]
            a1 |= seen[q + ONE]
            a2 |= seen[q + TWO]
            a3 |= seen[q + THREE]
            a4 |= seen[q + FOUR]
            a5 |= seen[q + FIVE]
            a6 |= seen[q + SIX]
            a7 |= seen[q + SEVEN]
            e += 1
            if (e & 3) == 0:
                missing = (a0 ^ w0) | (a1 ^ w1) | (a2 ^ w2) | (a3 ^ w3)
                missing |= (a4 ^ w4) | (a5 ^ w5) | (a6 ^ w6) | (a7 ^ w7)
        after[r], after[r + ONE], after[r + TWO], after[r + THREE] = a0, a1, a2, a3
        after[r + FOUR], after[r + FIVE], after[r + SIX], after[r + SEVEN] = a4, a5, a6, a7
        if is_open:
            rows[kept] = v
            kept += 1
            bits = np.uint64(0)
            # LLVM knows this sum and turns it into the processor's own bit count.
            for w in range(8):
                x = after[r + np.uint64(w)]
                x = x - ((x >> ONE) & np.uint64(0x5555555555555555))
                x = (x & np.uint64(0x3333333333333333)) + ((x >> TWO) & np.uint64(0x3333333333333333))
                x = (x + (x >> FOUR)) & np.uint64(0x0F0F0F0F0F0F0F0F)
                bits += (x * np.uint64(0x0101010101010101)) >> np.uint64(56)
            reached += np.int64(bits)
    return kept, reached


@kernel("int64(int64[::1], uint32[::1], int64, int64, int64, int64, uint64[::1], uint64[::1])")
def seed_sources(
    starts: Whole, neighbours: Places, begin: int, size: int, first: int, count: int, seen: Bits, wanted: Bits
) -> np.int64:
    """Rows after the first step: each source has seen itself and the people it knows; the pairs that makes."""
    for w in range(8):
        bits = min(64, max(0, count - 64 * w))
        wanted[w] = np.uint64(0xFFFFFFFFFFFFFFFF) if bits == 64 else (np.uint64(1) << np.uint64(bits)) - np.uint64(1)
    seen[: size * 8] = 0
    for k in range(count):
        bit = np.uint64(1) << np.uint64(k & 63)
        seen[(first - begin + k) * 8 + (k >> 6)] |= bit
        for e in range(starts[first + k], starts[first + k + 1]):
            seen[np.int64(neighbours[e] - begin) * 8 + (k >> 6)] |= bit
    return np.int64(count + starts[first + count] - starts[first])


@kernel("Tuple((int64, int64))(int64[::1], uint32[::1], int64[:, ::1])")
def sum_distances(starts: Whole, neighbours: Places, batches: Whole) -> tuple[int, int]:
    """Sum of shortest path lengths from all sources of the batches, and the longest, by bit-parallel steps.

    A batch is (first person of a component, one past its last, first source): up to 512 sources walk at once, a row of
    bits a person, a bit a source. A pair at distance d is unreached after 0, 1 ... d - 1 steps, so the sum of distances
    is the sum over steps of the pairs not yet reached, and only the rows' bit counts are needed. Rows that have seen
    every source are dropped. The people of a component are consecutive (see `find_components`).
    """
    widest = 0
    for b in range(len(batches)):
        widest = max(widest, batches[b, 1] - batches[b, 0])
    seen = np.empty(widest * 8, np.uint64)
    after = np.empty(widest * 8, np.uint64)
    rows = np.empty(widest, np.int64)
    wanted = np.empty(8, np.uint64)
    total = 0
    longest = 0
    for b in range(len(batches)):
        begin, end, first = batches[b, 0], batches[b, 1], batches[b, 2]
        size = end - begin
        count = min(SOURCES, end - first)
        for k in range(size):
            rows[k] = begin + k
        open_count = size
        pairs = count * size
        reached = seed_sources(starts, neighbours, begin, size, first, count, seen, wanted)
        total += pairs - count
        step = 1
        while reached < pairs:
            total += pairs - reached
            step += 1
            kept, reached = step_sources(starts, neighbours, begin, wanted, seen, after, rows, open_count)
            reached += (size - kept) * count
            open_count = kept
            seen, after = after, seen
        longest = max(longest, step)
    return total, longest


@kernel("Tuple((int64, int64))(int64[::1], uint32[::1], int64, int64, int64, int32[::1], uint32[::1])")
def walk_from(
    starts: Whole, neighbours: Places, begin: int, end: int, source: int, distance: Small, queue: Places
) -> tuple[int, int]:
    """Sum and longest of the shortest ways from one person to the others of their component."""
    distance[: end - begin] = -1
    distance[source - begin] = 0
    queue[0] = source
    total = 0
    head = 0
    tail = 1
    while head < tail:
        v = queue[head]
        head += 1
        further = distance[v - begin] + 1
        for e in range(starts[v], starts[v + np.uint32(1)]):
            u = neighbours[e]
            if distance[u - begin] < 0:
                distance[u - begin] = further
                total += further
                queue[tail] = u
                tail += 1
    return total, int(distance[queue[tail - 1] - begin])


@kernel("int64(int64[::1], uint32[::1], int64, int64, int64)")
def sum_from(starts: Whole, neighbours: Places, begin: int, end: int, source: int) -> int:
    """Sum of the shortest ways from one person, with memory of its own."""
    distance, queue = np.empty(end - begin, np.int32), np.empty(end - begin, np.uint32)
    return walk_from(starts, neighbours, begin, end, source, distance, queue)[0]


@kernel("Tuple((int64, int64))(int64[::1], uint32[::1], int64, int64)")
def sum_far_distances(starts: Whole, neighbours: Places, begin: int, end: int) -> tuple[int, int]:
    """The same for one component, one source at a time: for long chains, where bit rows would take too many steps."""
    distance, queue = np.empty(end - begin, np.int32), np.empty(end - begin, np.uint32)
    total = 0
    longest = 0
    for source in range(begin, end):
        far, last = walk_from(starts, neighbours, begin, end, source, distance, queue)
        total += far
        longest = max(longest, last)
    return total, longest


@kernel("int64[::1](int64[::1], uint32[::1])")
def count_triangles(starts: Whole, neighbours: Places) -> Whole:
    """Triangles through each person.

    Each tie is directed from the person with fewer ties to the one with more, so nobody has many outgoing ties, and
    each triangle is found once: two outgoing ties of one person whose ends are tied.
    """
    size = len(starts) - 1
    outward = np.empty(len(neighbours), np.uint32)
    ends = np.empty(size, np.int64)
    for v in range(size):
        end = starts[v]
        mine = starts[v + 1] - starts[v]
        for e in range(starts[v], starts[v + 1]):
            u = neighbours[e]
            theirs = starts[u + np.uint32(1)] - starts[u]
            if mine < theirs or (mine == theirs and v < u):
                outward[end] = u
                end += 1
        ends[v] = end
    found = np.zeros(size, np.int64)
    mark = np.full(size, -1, np.int64)
    for v in range(size):
        for e in range(starts[v], ends[v]):
            mark[outward[e]] = v
        for e in range(starts[v], ends[v]):
            u = outward[e]
            closed = 0
            for f in range(starts[u], ends[u]):
                w = outward[f]
                if mark[w] == v:
                    closed += 1
                    found[w] += 1
            found[u] += closed
            found[v] += closed
    return found


@kernel("int64[::1](int64[::1], uint32[::1])")
def peel_cores(starts: Whole, neighbours: Places) -> Whole:
    """Core numbers by bucket peeling: the person with the fewest remaining ties goes first (Batagelj, Zaversnik)."""
    size = len(starts) - 1
    core = starts[1:] - starts[:-1]
    most = 0
    for v in range(size):
        most = max(most, core[v])
    bucket = np.zeros(most + 2, np.int64)
    for v in range(size):
        bucket[core[v] + 1] += 1
    for k in range(most + 1):
        bucket[k + 1] += bucket[k]
    place = np.empty(size, np.int64)
    queue = np.empty(size, np.int64)
    filled = bucket.copy()
    for v in range(size):
        place[v] = filled[core[v]]
        queue[place[v]] = v
        filled[core[v]] += 1
    for k in range(size):
        v = queue[k]
        for e in range(starts[v], starts[v + 1]):
            u = neighbours[e]
            if core[u] > core[v]:
                # Swap with the first of the same bucket, then move the bucket's border past u.
                first = bucket[core[u]]
                other = queue[first]
                queue[place[u]], queue[first] = other, u
                place[other], place[u] = place[u], first
                bucket[core[u]] += 1
                core[u] -= 1
    return core


@kernel("float64[::1](int64[::1], uint32[::1], int64)")
def rank_by_neighbours(starts: Whole, neighbours: Places, rounds: int) -> Real:
    """Everybody gets what their neighbours had, and keeps their own, again and again, scaled so that the most is 1.

    Keeping one's own lets networks of two sides settle as well. It ends when nobody's share moves, or after `rounds`.
    """
    size = len(starts) - 1
    now = np.zeros(size)
    for v in range(size):
        if starts[v + 1] > starts[v]:
            now[v] = 1.0
    after = now.copy()
    for _ in range(rounds):
        highest, change = 0.0, 0.0
        for v in range(size):
            total = now[v]
            for e in range(starts[v], starts[v + 1]):
                total += now[neighbours[e]]
            after[v] = total
            highest = max(highest, total)
        for v in range(size):
            after[v] /= max(highest, 1.0)
            change = max(change, abs(after[v] - now[v]))
        now, after = after, now
        if change < 1e-10:
            break
    return now
