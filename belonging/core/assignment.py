"""Who is brought together with whom: everybody at once, never first come first served.

Plain arithmetic over places and numbers. Who may meet whom and how well they fit is decided by whoever asks; here
everybody is assigned so that as few as possible are left alone and, among those ways, the fit is greatest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from belonging.core.candidates import (
    FIT_STEPS,
    Candidates,
    Group,
    match,
    match_at_once,
    odd_circles,
    read_candidates,
    without,
)
from belonging.core.compiling import Real, Whole
from belonging.core.prices import prices

EVERY_PAIR = 20_000  # so many candidates are matched as they are; of more, those the prices single out
WAYS_OUT = 100  # candidates that come back for a circle of an odd number of people
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
    at_most: float | None = None  # no pairs of as many people fit better; known where candidates were left out


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
    keep: int = 10,
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
    keep, exact_up_to : beyond this many people only the best candidates of each person are looked at, and `at_most`
        says what that may have cost (see Notes)
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
    so that it cannot be chosen twice (W. Tutte, A short proof of the factor theorem, 1954). Beyond
    `candidates.EXACT_REPEATS` such pairs people get their first, second, ... partner in turns, each turn the best
    there is.

    Beyond `exact_up_to` people each keeps the `keep` candidates that come nearest to the prices of the two (see
    `belonging.core.prices`). By raw fit everybody's best are the same few people and half would be left alone. Circles
    of an odd number of people, who have kept nobody outside, get their best ways out back. When somebody is left alone
    all the same, their other candidates come back and everybody keeps twice as many, as long as that helps.

    Up to `exact_up_to` people the answer is exact: a first matching tells how far the prices are from what can be had,
    and a pair that falls short of its prices by more than that is in no best matching.

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
    allowed = read_candidates(people, left, right, fit, seed)
    fixed = tuple(tuple(sorted(int(place) for place in group)) for group in locked)
    room, has_group = _room_left(people, capacity, fixed)
    free = allowed.only((room[allowed.left] > 0) & (room[allowed.right] > 0))
    free = without(free, [pair for group in fixed for pair in _pairs_of(group)])
    plan = _Plan(free, room, has_group, frozenset(first), trios)
    groups = plan.best(keep, is_exact=people <= exact_up_to)
    left_out = _left_out(allowed, room, [*fixed, *groups])
    at_most = None if plan.shown_all else plan.at_most(groups)
    return Assignment(fixed, tuple(sorted(groups)), left_out, plan.fit_of(groups), at_most)


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
        self, free: Candidates, room: Whole, has_group: NDArray[np.bool_], first: frozenset[int], trios: bool
    ) -> None:
        self.free = free
        self.room = room
        self.has_group = has_group
        self.first = first
        self.trios = trios
        self.shown_all = True
        self.wanted = np.flatnonzero(np.bincount(np.concatenate((free.left, free.right)), minlength=len(room))).tolist()

    def fit_of(self, groups: Iterable[Group]) -> float:
        fits = (self.free.fit_between(pair) for group in groups for pair in _pairs_of(group))
        return sum(fit for fit in fits if fit is not None)

    def best(self, keep: int, *, is_exact: bool) -> list[Group]:
        """The groups of the best plan found; twice as many candidates as long as that leaves fewer people alone."""
        if is_exact:
            return self._with_thirds(self._needed(keep))
        shown = self._thinned(keep, frozenset())
        groups = self._with_thirds(shown)
        while (alone := self._alone(groups)) and len(shown) < len(self.free):
            keep *= 2
            shown = self._thinned(keep, alone)
            wider = self._with_thirds(shown)
            groups = self._better(groups, wider)
            if len(self._alone(wider)) >= len(alone):
                break
        self.shown_all = len(shown) == len(self.free)
        return groups

    @cached_property
    def prices(self) -> Real:
        return prices(len(self.room), self.free.left, self.free.right, self.free.fit)

    @cached_property
    def short(self) -> Real:
        """By how much each pair falls short of its prices."""
        return self.prices[self.free.left] + self.prices[self.free.right] - self.free.fit

    def at_most(self, groups: Sequence[Group]) -> float | None:
        """What no pairs of as many people exceed; unknown where somebody has several places, or sits as a third."""
        if (self.room > 1).any() or any(len(group) > 2 for group in groups):
            return None
        dearest = np.sort(self.prices[self.wanted])[::-1]
        return float(dearest[: 2 * len(groups)].sum())

    def _needed(self, keep: int) -> Candidates:
        """Every pair that may be in a best matching of everybody."""
        if len(self.free) <= EVERY_PAIR or (self.room > 1).any() or self.has_group[self.wanted].any():
            return self.free
        shown = self._thinned(keep, frozenset())
        pairs = match(shown, self.room, self.has_group, self.first)
        alone = self._alone(pairs)
        if len(alone) > len(self.wanted) % 2 or alone & self.first:
            return self.free
        rounding = len(self.room) * float(np.abs(self.free.fit).max()) / FIT_STEPS
        gap = (self.at_most(pairs) or 0.0) - self.fit_of(pairs) + rounding
        return self.free.only(self.short <= gap)

    def _thinned(self, keep: int, whole: frozenset[int]) -> Candidates:
        """The candidates of each person that come nearest to their prices, and all of those in `whole`."""
        free, people = self.free, len(self.room)
        best = np.argsort(self.short, kind="stable")
        ends = np.column_stack((free.left[best], free.right[best])).reshape(-1)
        order = np.argsort(ends.astype(np.min_scalar_type(people)), kind="stable")  # small whole numbers sort fastest
        firsts = np.searchsorted(ends[order], np.arange(people))
        rank = np.arange(len(order)) - firsts[ends[order]]
        kept = np.zeros(len(free), np.bool_)
        kept[best[order[rank < keep] // 2]] = True
        for place in whole:
            kept |= free.of(place)
        for circle in odd_circles(people, free.only(kept)):
            leads_out = best[circle[free.left[best]] != circle[free.right[best]]]
            kept[leads_out[:WAYS_OUT]] = True
        return free.only(kept)

    def _alone(self, groups: Iterable[Group]) -> frozenset[int]:
        """Who has no group and had somebody to meet."""
        seated = {place for group in groups for place in group}
        return frozenset(place for place in self.wanted if place not in seated and not self.has_group[place])

    def _with_thirds(self, shown: Candidates) -> list[Group]:
        pairs = match(shown, self.room, self.has_group, self.first)
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
            other = match(shown, self.room, self.has_group, held)
            groups = self._better(groups, _seat(other, sorted(self._alone(other)), self.free))
        if len(left_over) == 1 and len(self.room) <= EVERY_THIRD:
            for third in sorted(self._alone(())):
                rest = match(shown.only(~shown.of(third)), self.room, self.has_group, self.first)
                groups = self._better(groups, _seat(rest, sorted(self._alone(rest)), self.free))
        return groups

    def _better(self, one: list[Group], other: list[Group]) -> list[Group]:
        return other if self._rank(other) > self._rank(one) else one

    def _rank(self, groups: list[Group]) -> tuple[int, int, float]:
        alone = self._alone(groups)
        return -len(alone & self.first), -len(alone), self.fit_of(groups)


def _seat(pairs: list[Group], waiting: list[int], free: Candidates) -> list[Group]:
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
    shown = Candidates(person, seat_node, gain.astype(np.float64), np.arange(len(seats))[::-1].copy())
    everyone = np.ones(len(waiting) + len(pairs), np.int64)
    third = {seat - len(waiting): waiting[k] for k, seat in match_at_once(shown, everyone, everyone == 0, frozenset())}
    return [tuple(sorted((*pair, third[k]))) if k in third else pair for k, pair in enumerate(pairs)]


def _room_left(people: int, capacity: ArrayLike | None, fixed: Sequence[Group]) -> tuple[Whole, NDArray[np.bool_]]:
    """How many more groups each person may be in, and who is in one already."""
    room = np.ones(people, np.int64) if capacity is None else np.array(capacity, dtype=np.int64)
    if room.shape != (people,):
        raise ValueError(f"Capacity needs one entry for each of the {people} people.")
    placed = np.bincount([place for group in fixed for place in group] or [people], minlength=people + 1)[:people]
    return np.maximum(room - placed, 0), placed > 0


def _left_out(allowed: Candidates, room: Whole, groups: Sequence[Group]) -> dict[int, Alone]:
    """Everybody who is in none of these groups, with the reason."""
    seated = {place for group in groups for place in group}
    known = np.bincount(np.concatenate((allowed.left, allowed.right)), minlength=len(room)) > 0
    return {place: _reason(place, room, known) for place in range(len(room)) if place not in seated}


def _reason(place: int, room: Whole, known: NDArray[np.bool_]) -> Alone:
    if not room[place]:
        return Alone.NO_ROOM
    return Alone.OTHERS_TAKEN if known[place] else Alone.NOBODY_ALLOWED


def _pair(one: int, other: int) -> Group:
    return (one, other) if one < other else (other, one)


def _pairs_of(group: Group) -> list[Group]:
    return [(a, b) for k, a in enumerate(group) for b in group[k + 1 :]]
