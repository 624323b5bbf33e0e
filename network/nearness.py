"""How near two people are before they meet: steps between them, contacts in common, what their tie would close.

Kernels over the rows of a network; see `network.graph` for the rows and `network.introductions` for what they are for.
"""

import numpy as np

from belonging.core.compiling import Places, Real, Small, Whole, kernel


@kernel("Tuple((int32[::1], int32[::1], float64[::1]))(int64[::1], uint32[::1], int64[::1], int64[::1], int64[::1])")
def compare_pairs(
    starts: Whole, neighbours: Places, triangles: Whole, left: Whole, right: Whole
) -> tuple[Small, Small, Real]:
    """Steps (-1: no way), contacts in common, and the gain in summed local clustering, of pairs with ascending `left`.

    A tie of two people with `c` contacts in common closes `c` triangles: each of the two gets them with one contact
    more, and each contact in common gets one with as many contacts as before.
    """
    size = len(starts) - 1
    steps = np.full(len(left), -1, np.int32)
    common = np.zeros(len(left), np.int32)
    gain = np.zeros(len(left), np.float64)
    distance = np.empty(size, np.int32)
    queue = np.empty(size, np.int64)
    source = -1
    for k in range(len(left)):
        u, v = left[k], right[k]
        if u != source:
            source = u
            distance[:] = -1
            distance[u] = 0
            queue[0] = u
            head, tail = 0, 1
            while head < tail:
                w = queue[head]
                head += 1
                for e in range(starts[w], starts[w + 1]):
                    x = np.int64(neighbours[e])
                    if distance[x] < 0:
                        distance[x] = distance[w] + 1
                        queue[tail] = x
                        tail += 1
        steps[k] = distance[v]
        shared = 0
        for e in range(starts[v], starts[v + 1]):
            x = np.int64(neighbours[e])
            if distance[x] == 1:
                shared += 1
                d = starts[x + 1] - starts[x]
                gain[k] += 2.0 / (d * (d - 1))
        common[k] = shared
        for w in (u, v):
            d = starts[w + 1] - starts[w]
            if d > 0:
                gain[k] += 2.0 * (triangles[w] + shared) / ((d + 1) * d)
            if d > 1:
                gain[k] -= 2.0 * triangles[w] / (d * (d - 1))
    return steps, common, gain
