"""Who is brought together with whom: everybody at once, never first come first served.

Plain arithmetic over places and numbers. Who may meet whom and how well they fit is decided by whoever asks; here
everybody is assigned so that as few as possible are left alone and, among those ways, the fit is greatest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import rustworkx
from numpy.typing import ArrayLike, NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Group = tuple[int, ...]

FIT_STEPS = 2**32  # a fit is told from another by this share of the greatest
TIE_STEPS = 2**48  # below one step of fit: only who would otherwise be alike
EXACT_REPEATS = 600  # pairs of whom both may have several partners; beyond, partners are given in turns
EVERY_THIRD = 60  # so many people: everybody is tried as the third
MOST_TRIES = 8


class Alone(StrEnum):
    """Why somebody is in no group."""

    NOBODY_ALLOWED = "nobody_allowed"  # no pair with them was among the candidates
    NO_ROOM = "no_room"  # they have as many as they may have
    OTHERS_TAKEN = "others_taken"  # whoever they may meet is in another group, and no pair could take a third


@dataclass(frozen=True)
class Assignment:
    """Who is together: the locked groups, the new ones in ascending order, and everybody left alone with the reason."""

    locked: tuple[Group, ...]
    groups: tuple[Group, ...]
    left_out: dict[int, Alone]
    fit: float  # summed over the pairs of the new groups, three for a trio


@dataclass(frozen=True, eq=False)
class _Candidates:
    """Allowed pairs, the smaller place first, in ascending order."""

    left: Whole
    right: Whole
    fit: Real
    tie: Whole

    def __len__(self) -> int:
        return len(self.left)

    def only(self, kept: NDArray[np.bool_] | Whole) -> "_Candidates":
        return _Candidates(self.left[kept], self.right[kept], self.fit[kept], self.tie[kept])

    def of(self, place: int) -> NDArray[np.bool_]:
        has: NDArray[np.bool_] = (self.left == place) | (self.right == place)
        return has

    def fit_between(self, pair: Group) -> float | None:
        """Their fit, None where they are not allowed together."""
        begin, end = np.searchsorted(self.left, [pair[0], pair[0] + 1])
        place = begin + np.searchsorted(self.right[begin:end], pair[1])
        return float(self.fit[place]) if place < end and self.right[place] == pair[1] else None


def assign(
    people: int,
    left: ArrayLike,
    right: ArrayLike,
    fit: ArrayLike,
    *,
    capacity: ArrayLike | None = None,
    locked: Iterable[Sequence[int]] = (),
    first: Iterable[int] = (),
    trios: bool = True,
    keep: int = 20,
    exact_up_to: int = 200,
    seed: int = 0,
) -> Assignment:
    """Assign everybody at once: as few people alone as can be, then the greatest total fit.

    Parameters
    ----------
    people : how many there are; a person is a place from 0
    left, right, fit : allowed pairs and how well they fit, each pair once, in any order. A pair that is not here never
        comes together, in a trio neither. Fits may be negative; only their differences count where everybody has room
        for one group.
    capacity : how many groups each person may be in, locked ones included; without it, one
    locked : groups that stay as they are; they use up room, and their pairs are not proposed again
    first : people of whom none is left alone for the sake of somebody else
    trios : whether who is left alone may become the third of a new pair, if allowed with both. A trio takes one place
        of each of its three people.
    keep, exact_up_to : beyond this many people only the best candidates of each person are looked at (see Notes)
    seed : decides between ways of the same fit, and nothing else; the same seed gives the same answer, whatever the
        order of the candidates

    Returns
    -------
    Assignment
        People with neither a locked nor a new group are in `left_out` with the reason.

    Raises
    ------
    ValueError
        When places are out of range, a pair is given twice or joins a person to themselves, or a fit is not a number.

    Notes
    -----
    Maximum-weight matching in a general graph (J. Edmonds, Paths, trees, and flowers, 1965) by rustworkx. With room for
    several groups each person has a node for each place, the first worth more than any fit, so that a first partner
    for somebody comes before a second for anybody; a pair of whom both have several places gets two nodes of its own,
    so that it cannot be chosen twice (W. Tutte, A short proof of the factor theorem, 1954). Beyond `EXACT_REPEATS` such
    pairs people get their first, second, ... partner in turns, each turn the best there is.

    Beyond `exact_up_to` people each keeps the `keep` best candidates by levelled fit: fit − mean of the one − mean of
    the other. By raw fit everybody's best are the same few people and half would be left alone. When somebody is left
    alone all the same, their other candidates come back and everybody keeps twice as many, as long as that helps.

    A matching leaves over those whose leaving costs least. Each may then be the third of a pair; all are seated at
    once, by another matching of people with pairs. Where nobody may sit with the one left over, others are left over
    instead. Up to `EVERY_THIRD` people, and only one left over, everybody is tried as the third.

    Examples
    --------
    >>> assign(4, [0, 0, 1, 2], [1, 2, 2, 3], [9, 5, 5, 1]).groups
    ((0, 1), (2, 3))
    >>> assign(5, [0, 0, 1, 2, 3], [1, 2, 2, 3, 4], [9, 5, 5, 1, 2]).groups
    ((0, 1, 2), (3, 4))
    >>> assign(4, [0, 0, 0], [1, 2, 3], [3, 2, 1]).left_out
    {2: <Alone.OTHERS_TAKEN: 'others_taken'>, 3: <Alone.OTHERS_TAKEN: 'others_taken'>}
    """
    allowed = _read(people, left, right, fit, seed)
    fixed = tuple(tuple(sorted(int(place) for place in group)) for group in locked)
    room, has_group = _room_left(people, capacity, fixed)
    free = allowed.only((room[allowed.left] > 0) & (room[allowed.right] > 0))
    free = _without(free, [pair for group in fixed for pair in _pairs_of(group)])
    plan = _Plan(free, room, has_group, frozenset(first), trios)
    groups = plan.best(keep if people > exact_up_to else people)
    left_out = _left_out(allowed, room, [*fixed, *groups])
    return Assignment(locked=fixed, groups=tuple(sorted(groups)), left_out=left_out, fit=plan.fit_of(groups))


def level_fit(people: int, left: Whole, right: Whole, fit: Real) -> Real:
    """The fit of each pair less the mean fit of the one and of the other: what is special to the pair.

    Examples
    --------
    >>> import numpy as np
    >>> level_fit(3, np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([4.0, 2.0, 0.0])).tolist()
    [-1.0, -2.0, -3.0]
    """
    ends = np.concatenate((left, right))
    total = np.bincount(ends, np.concatenate((fit, fit)), minlength=people)
    mean = total / np.maximum(np.bincount(ends, minlength=people), 1)
    return fit - mean[left] - mean[right]


class _Plan:
    """One assignment being made."""

    def __init__(
        self, free: _Candidates, room: Whole, has_group: NDArray[np.bool_], first: frozenset[int], trios: bool
    ) -> None:
        self.free = free
        self.room = room
        self.has_group = has_group
        self.first = first
        self.trios = trios
        self.wanted = np.flatnonzero(np.bincount(np.concatenate((free.left, free.right)), minlength=len(room))).tolist()

    def fit_of(self, groups: Iterable[Group]) -> float:
        fits = (self.free.fit_between(pair) for group in groups for pair in _pairs_of(group))
        return sum(fit for fit in fits if fit is not None)

    def best(self, keep: int) -> list[Group]:
        """The groups of the best plan found; twice as many candidates as long as that leaves fewer people alone."""
        shown = self._thinned(keep, frozenset())
        groups = self._with_thirds(shown)
        while (alone := self._alone(groups)) and len(shown) < len(self.free):
            keep *= 2
            shown = self._thinned(keep, alone)
            wider = self._with_thirds(shown)
            if len(self._alone(wider)) >= len(alone):
                break
            groups = wider
        return groups

    def _thinned(self, keep: int, whole: frozenset[int]) -> _Candidates:
        """The best candidates of each person by levelled fit, and all of those in `whole`."""
        free, people = self.free, len(self.room)
        best = np.argsort(-level_fit(people, free.left, free.right, free.fit), kind="stable")
        ends = np.column_stack((free.left[best], free.right[best])).reshape(-1)
        order = np.argsort(ends.astype(np.min_scalar_type(people)), kind="stable")  # small whole numbers sort fastest
        firsts = np.searchsorted(ends[order], np.arange(people))
        rank = np.arange(len(order)) - firsts[ends[order]]
        kept = np.zeros(len(free), np.bool_)
        kept[best[order[rank < keep] // 2]] = True
        for place in whole:
            kept |= free.of(place)
        return free.only(kept)

    def _alone(self, groups: Iterable[Group]) -> frozenset[int]:
        """Who has no group and had somebody to meet."""
        seated = {place for group in groups for place in group}
        return frozenset(place for place in self.wanted if place not in seated and not self.has_group[place])

    def _with_thirds(self, shown: _Candidates) -> list[Group]:
        pairs = _match(shown, self.room, self.has_group, self.first)
        left_over = self._alone(pairs)
        if not self.trios or not left_over:
            return list(pairs)
        groups = _seat(pairs, sorted(left_over), self.free)
        held = self.first
        for _ in range(MOST_TRIES):
            stuck = self._alone(groups)
            if not stuck or stuck <= held:
                break
            held |= stuck
            # Who can be nobody's third is worth more than a first place, so that somebody else is left over.
            other = _match(shown, self.room, self.has_group, held)
            groups = self._better(groups, _seat(other, sorted(self._alone(other)), self.free))
        if len(left_over) == 1 and len(self.room) <= EVERY_THIRD:
            for third in sorted(self._alone(())):
                rest = _match(shown.only(~shown.of(third)), self.room, self.has_group, self.first)
                groups = self._better(groups, _seat(rest, sorted(self._alone(rest)), self.free))
        return groups

    def _better(self, one: list[Group], other: list[Group]) -> list[Group]:
        return other if self._rank(other) > self._rank(one) else one

    def _rank(self, groups: list[Group]) -> tuple[int, int, float]:
        alone = self._alone(groups)
        return -len(alone & self.first), -len(alone), self.fit_of(groups)


def _read(people: int, left: ArrayLike, right: ArrayLike, fit: ArrayLike, seed: int) -> _Candidates:
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
    return _Candidates(low, high, fits[order], tie)


def _match(
    shown: _Candidates, room: Whole, has_group: NDArray[np.bool_], held: frozenset[int] = frozenset()
) -> list[Group]:
    """Pairs of the candidates, nobody in more than they have room for."""
    wanted = np.minimum(room, np.bincount(np.concatenate((shown.left, shown.right)), minlength=len(room)))
    several = wanted > 1
    if int((several[shown.left] & several[shown.right]).sum()) <= EXACT_REPEATS:
        return _match_at_once(shown, wanted, has_group, held)
    pairs: list[Group] = []
    rest, left_room, has = shown, wanted.copy(), has_group.copy()
    while len(rest):
        turn = _match_at_once(rest, np.minimum(left_room, 1), has, held)
        if not turn:
            break
        pairs += turn
        places = np.array(turn).reshape(-1)
        left_room[places] -= 1
        has[places] = True
        rest = _without(rest.only((left_room[rest.left] > 0) & (left_room[rest.right] > 0)), turn)
    return pairs


def _match_at_once(shown: _Candidates, room: Whole, has_group: NDArray[np.bool_], held: frozenset[int]) -> list[Group]:
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


def _seat(pairs: list[Group], waiting: list[int], free: _Candidates) -> list[Group]:
    """The pairs, with as many of those waiting as can be as thirds, all seated at once."""
    seats: list[tuple[int, int, float]] = []
    for k, place in enumerate(waiting):
        for seat, (a, b) in enumerate(pairs):
            one, other = free.fit_between(_pair(place, a)), free.fit_between(_pair(place, b))
            if one is not None and other is not None:
                seats.append((k, len(waiting) + seat, one + other))
    if not seats:
        return list(pairs)
    person, seat_node, gain = (np.array(column) for column in zip(*seats, strict=True))
    shown = _Candidates(person, seat_node, gain.astype(np.float64), np.arange(len(seats))[::-1].copy())
    everyone = np.ones(len(waiting) + len(pairs), np.int64)
    third = {seat - len(waiting): waiting[k] for k, seat in _match_at_once(shown, everyone, everyone == 0, frozenset())}
    return [tuple(sorted((*pair, third[k]))) if k in third else pair for k, pair in enumerate(pairs)]


def _without(candidates: _Candidates, pairs: Iterable[Group]) -> _Candidates:
    gone = np.zeros(len(candidates), np.bool_)
    for a, b in pairs:
        gone |= (candidates.left == a) & (candidates.right == b)
    return candidates.only(~gone)


def _weights(shown: _Candidates) -> list[int]:
    """Fits as whole numbers, and below them what decides between equals."""
    greatest = float(np.abs(shown.fit).max(initial=0.0)) or 1.0
    steps = np.rint(shown.fit / greatest * FIT_STEPS).astype(np.int64).tolist()
    return [step * TIE_STEPS + tie for step, tie in zip(steps, shown.tie.tolist(), strict=True)]


def _room_left(people: int, capacity: ArrayLike | None, fixed: Sequence[Group]) -> tuple[Whole, NDArray[np.bool_]]:
    """How many more groups each person may be in, and who is in one already."""
    room = np.ones(people, np.int64) if capacity is None else np.array(capacity, dtype=np.int64)
    if room.shape != (people,):
        raise ValueError(f"Capacity needs one entry for each of the {people} people.")
    placed = np.bincount([place for group in fixed for place in group] or [people], minlength=people + 1)[:people]
    return np.maximum(room - placed, 0), placed > 0


def _left_out(allowed: _Candidates, room: Whole, groups: Sequence[Group]) -> dict[int, Alone]:
    """Everybody who is in none of these groups, with the reason."""
    seated = {place for group in groups for place in group}
    known = np.bincount(np.concatenate((allowed.left, allowed.right)), minlength=len(room)) > 0
    return {place: _reason(place, room, known) for place in range(len(room)) if place not in seated}


def _reason(place: int, room: Whole, known: NDArray[np.bool_]) -> Alone:
    if not room[place]:
        return Alone.NO_ROOM
    return Alone.OTHERS_TAKEN if known[place] else Alone.NOBODY_ALLOWED


def _listed(candidates: _Candidates) -> list[Group]:
    return list(zip(candidates.left.tolist(), candidates.right.tolist(), strict=True))


def _pair(one: int, other: int) -> Group:
    return (one, other) if one < other else (other, one)


def _pairs_of(group: Group) -> list[Group]:
    return [(a, b) for k, a in enumerate(group) for b in group[k + 1 :]]
