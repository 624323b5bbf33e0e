"""Candidates: who may be paired with whom and how well they fit, and the best pairs among them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import rustworkx
from numpy.typing import ArrayLike, NDArray

from belonging.core.compiling import Real, Whole

Group = tuple[int, ...]

FIT_STEPS = 2**32  # a fit is told from another by this share of the greatest
TIE_STEPS = 2**48  # below one step of fit: only who would otherwise be alike
EXACT_REPEATS = 600  # pairs of whom both may have several partners; beyond, partners are given in turns


@dataclass(frozen=True, eq=False)
class Candidates:
    """Allowed pairs, the smaller place first, in ascending order."""

    left: Whole
    right: Whole
    fit: Real
    tie: Whole

    def __len__(self) -> int:
        return len(self.left)

    def only(self, kept: NDArray[np.bool_] | Whole) -> "Candidates":
        return Candidates(self.left[kept], self.right[kept], self.fit[kept], self.tie[kept])

    def of(self, place: int) -> NDArray[np.bool_]:
        has: NDArray[np.bool_] = (self.left == place) | (self.right == place)
        return has

    def fit_between(self, pair: Group) -> float | None:
        """Their fit, None where they are not allowed together."""
        begin, end = np.searchsorted(self.left, [pair[0], pair[0] + 1])
        place = begin + np.searchsorted(self.right[begin:end], pair[1])
        return float(self.fit[place]) if place < end and self.right[place] == pair[1] else None


def read_candidates(people: int, left: ArrayLike, right: ArrayLike, fit: ArrayLike, seed: int) -> Candidates:
    ends = np.array([left, right], dtype=np.int64).reshape(2, -1)
    fits = np.array(fit, dtype=np.float64).reshape(-1)
    if ends.shape[1] != len(fits):
        raise ValueError("Each pair needs two ends and a fit.")
    if ends.size and (ends.min() < 0 or ends.max() >= people):
        raise ValueError(f"Places run from 0 to {people - 1}.")
    if (ends[0] == ends[1]).any():
        raise ValueError("Nobody is paired with themselves.")
    if not np.isfinite(fits).all():
        raise ValueError("Each fit is a number.")
    low, high = ends.min(axis=0), ends.max(axis=0)
    order = np.lexsort((high, low))
    low, high = low[order], high[order]
    if ((np.diff(low) == 0) & (np.diff(high) == 0)).any():
        raise ValueError("Each pair is given once.")
    tie = np.random.default_rng(seed).integers(0, TIE_STEPS // max(people, 1), len(fits))
    return Candidates(low, high, fits[order], tie)


def match(
    shown: Candidates, room: Whole, has_group: NDArray[np.bool_], held: frozenset[int] = frozenset()
) -> list[Group]:
    """Pairs of the candidates, nobody in more than they have room for."""
    wanted = np.minimum(room, np.bincount(np.concatenate((shown.left, shown.right)), minlength=len(room)))
    several = wanted > 1
    if int((several[shown.left] & several[shown.right]).sum()) <= EXACT_REPEATS:
        return match_at_once(shown, wanted, has_group, held)
    pairs: list[Group] = []
    rest, left_room, has = shown, wanted.copy(), has_group.copy()
    while len(rest):
        turn = match_at_once(rest, np.minimum(left_room, 1), has, held)
        if not turn:
            break
        pairs += turn
        places = np.array(turn).reshape(-1)
        left_room[places] -= 1
        has[places] = True
        rest = without(rest.only((left_room[rest.left] > 0) & (left_room[rest.right] > 0)), turn)
    return pairs


def match_at_once(shown: Candidates, room: Whole, has_group: NDArray[np.bool_], held: frozenset[int]) -> list[Group]:
    """Maximum-weight matching of places; a pair with several places on both sides goes through two nodes of its own."""
    firsts = np.concatenate(([0], np.cumsum(room))).tolist()
    most = int(room.sum()) + 1
    first_worth = most * FIT_STEPS * TIE_STEPS * 4  # more than all fits together
    through = first_worth * most * 8  # more than anything a pair may be worth: it takes both of its nodes or none

    def worth(node: int, place: int) -> int:
        if node != firsts[place] or has_group[place]:
            return 0
        return first_worth * (most if place in held else 1)

    ties: list[tuple[int, int, int]] = []
    pair_of: dict[tuple[int, int], Group] = {}
    extra = firsts[-1]
    for (a, b), weight in zip(_listed(shown), _weights(shown), strict=True):
        mine, theirs = (range(firsts[place], firsts[place + 1]) for place in (a, b))
        if len(mine) > 1 and len(theirs) > 1:
            ties += [(node, extra, through + weight + worth(node, a)) for node in mine]
            ties += [(node, extra + 1, through + worth(node, b)) for node in theirs]
            ties.append((extra, extra + 1, 2 * through))
            pair_of |= {(node, extra): (a, b) for node in mine}
            extra += 2
        else:
            ties += [(m, t, weight + worth(m, a) + worth(t, b)) for m in mine for t in theirs]
            pair_of |= {(m, t): (a, b) for m in mine for t in theirs}
    graph: rustworkx.PyGraph[None, int] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * extra)
    graph.add_edges_from(ties)
    matched = rustworkx.max_weight_matching(graph, weight_fn=int)
    return sorted(pair_of[ends] for ends in ((min(m), max(m)) for m in matched) if ends in pair_of)


def odd_circles(people: int, kept: Candidates) -> list[NDArray[np.bool_]]:
    """Marks for each odd number of people whose candidates are all among them."""
    graph: rustworkx.PyGraph[None, None] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * people)
    graph.add_edges_from_no_data(list(zip(kept.left.tolist(), kept.right.tolist(), strict=True)))
    odd = [list(circle) for circle in rustworkx.connected_components(graph) if len(circle) % 2 and len(circle) > 1]
    marks = np.zeros((len(odd), people), np.bool_)
    for mark, circle in zip(marks, odd, strict=True):
        mark[circle] = True
    return list(marks)


def without(candidates: Candidates, pairs: Iterable[Group]) -> Candidates:
    gone = np.zeros(len(candidates), np.bool_)
    for a, b in pairs:
        gone |= (candidates.left == a) & (candidates.right == b)
    return candidates.only(~gone)


def _weights(shown: Candidates) -> list[int]:
    """Fits as whole numbers, and below them what decides between equals."""
    greatest = float(np.abs(shown.fit).max(initial=0.0)) or 1.0
    steps = np.rint(shown.fit / greatest * FIT_STEPS).astype(np.int64).tolist()
    return [step * TIE_STEPS + tie for step, tie in zip(steps, shown.tie.tolist(), strict=True)]


def _listed(candidates: Candidates) -> list[Group]:
    return list(zip(candidates.left.tolist(), candidates.right.tolist(), strict=True))
