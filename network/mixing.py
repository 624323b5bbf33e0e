"""How segments mix: who is tied to whom across departments, sites or chapters, against chance."""

from dataclasses import dataclass

import numpy as np

from belonging.core.compiling import Real, Small, Whole
from network.communities import modularity_of
from network.graph import Graph


@dataclass(frozen=True, eq=False)
class Mixing:
    """Ties between segments, among the people who have one.

    `ties[a, b]` counts the ties between segments a and b, each tie once, so the matrix is symmetric and its diagonal
    counts the ties inside; the sum of its upper triangle, diagonal included, is all ties. `expected` is the same
    matrix if the same number of ties fell on all possible pairs alike.
    """

    sizes: Whole
    ties: Whole
    expected: Real
    ei_index: float | None
    ei_expected: float | None
    modularity: float | None


def measure_mixing(graph: Graph, segments: Small, count: int | None = None) -> Mixing:
    """Mixing of segments; people labelled -1 have none and, like their ties, are left out.

    Parameters
    ----------
    graph : the network
    segments : one label a person, 0 and up, or -1
    count : number of segments, where some may be empty; else one more than the highest label

    Notes
    -----
    The E-I index is (external - internal) / (external + internal) ties: -1 all inside, +1 all across; None without
    ties. Its expected value is the same ratio over all possible pairs. D. Krackhardt, R. Stern, Informal networks and
    organizational crises (1988). Modularity: M. Newman, Modularity and community structure in networks (2006), of the
    network among people with a segment.

    Examples
    --------
    >>> import numpy as np
    >>> from network.graph import build_graph
    >>> square = build_graph([(1, 2), (2, 3), (3, 4), (4, 1)])
    >>> mixing = measure_mixing(square, np.array([0, 0, 0, 1], dtype=np.int32))
    >>> mixing.ties.tolist(), mixing.ei_index, mixing.ei_expected
    ([[2, 2], [2, 0]], 0.0, 0.0)
    """
    count = int(segments.max(initial=-1)) + 1 if count is None else count
    sizes = np.bincount(segments[segments >= 0], minlength=count).astype(np.int64)
    left, right = graph.ends()
    a, b = segments[left].astype(np.int64), segments[right].astype(np.int64)
    known = (a >= 0) & (b >= 0)
    one_way = np.bincount(a[known] * count + b[known], minlength=count * count).reshape(count, count)
    ties = (one_way + one_way.T).astype(np.int64)
    inside = np.arange(count)
    ties[inside, inside] //= 2
    pairs = np.outer(sizes, sizes).astype(np.float64)
    pairs[inside, inside] = sizes * (sizes - 1) / 2
    tie_count = int(known.sum())
    pair_count = float(np.triu(pairs).sum())
    internal = int(ties.trace())
    return Mixing(
        sizes=sizes,
        ties=ties,
        expected=pairs * (tie_count / pair_count) if pair_count else pairs,
        ei_index=(tie_count - 2 * internal) / tie_count if tie_count else None,
        ei_expected=float(1 - 2 * pairs.trace() / pair_count) if pair_count else None,
        modularity=float(modularity_of(graph.starts, graph.neighbours, segments.astype(np.int64)))
        if tie_count
        else None,
    )
