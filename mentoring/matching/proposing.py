"""One go at pairing everybody who is free: who is with whom and why, and who is left, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from belonging.core.assignment import Alone, assign
from mentoring.matching.fitting import Fits
from mentoring.matching.people import TWO_OTHERS, Both, Known, Someone, both, in_order
from mentoring.matching.reasons import Reason, reasons_of
from mentoring.matching.rules import Rules, Shut, check_rules, known_with

EXACT_UP_TO = 200  # people: beyond, within what the assignment says
EVERY_PAIR_UP_TO = 1_500  # people: beyond, the pairs that are special to either
GIVEN = 160  # so many for each person


class Left(StrEnum):
    """Why somebody is in no pair."""

    ALONE = "alone"  # there is nobody else
    RULES = "rules"  # the rules let nobody stand
    TAKEN = "taken"  # everybody who fits has a partner
    FULL = "full"  # they have as many partners as they want


@dataclass(frozen=True)
class Group:
    """Two people, or three, with how well they fit and what speaks for it."""

    members: tuple[str, ...]
    fit: float  # of the pair; of a trio the sum of its three
    reasons: tuple[Reason, ...]
    is_locked: bool = False

    @property
    def mean_fit(self) -> float:
        """The fit of any two of them, in the mean."""
        return self.fit / (len(self.members) * (len(self.members) - 1) / 2)


@dataclass(frozen=True)
class Unmatched:
    """Somebody left, with the reason and the rules behind it."""

    id: str
    why: Left
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """What a round would come to."""

    groups: tuple[Group, ...]
    unmatched: tuple[Unmatched, ...]
    shut: tuple[Shut, ...]
    nobody_by: tuple[str, ...]  # the one rule, or the two, that leave no pair at all

    @property
    def total_fit(self) -> float:
        """Summed over all groups."""
        return sum(group.fit for group in self.groups)


@dataclass(frozen=True, eq=False)
class Candidates:
    """Pairs that may be, by place, with their fit."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    fit: NDArray[np.float64]


def propose(people: Sequence[Someone], rules: Rules, known: Known, on: date) -> Proposal:
    """
    Pair everybody at once: as few alone as can be, whoever was left alone last time first, then the greatest fit.

    Parameters
    ----------
    people : whoever is free; the order plays no part beyond equals
    rules : what has to hold, what is liked, whether trios may be, and the seed that decides between equals
    known : what lies between them; locked groups stay
    on : a day of the week whose clocks count

    Returns
    -------
    Proposal
        Everybody is in a group or among the unmatched, with the reason.

    Raises
    ------
    Contradiction
        For two rules that no pair can keep; RulesInvalid for rules about what these people do not have.

    Examples
    --------
    >>> ada, ben = Someone("ada", offers=("bread",), wants=("trust",)), Someone("ben", offers=("trust",))
    >>> [group.members for group in propose([ada, ben], Rules(), Known(), date(2026, 7, 9)).groups]
    [('ada', 'ben')]
    """
    check_rules(rules, people)
    people = sorted(people, key=lambda one: in_order(one.id))
    known = known_with(rules, known)
    fits = Fits(people, rules, known, on)
    return _proposed(people, rules, known, candidates(fits), fits)


def propose_by_fit(
    people: Sequence[Someone], rules: Rules, known: Known, on: date, given: Mapping[Both, float]
) -> Proposal:
    """The same with ready fits: a pair that is not given may not be, and the rules hold beside it."""
    check_rules(rules, people)
    people = sorted(people, key=lambda one: in_order(one.id))
    known = known_with(rules, known)
    fits = Fits(people, rules, known, on)
    places = {one.id: place for place, one in enumerate(people)}
    rows = [(places[a], places[b], fit) for (a, b), fit in sorted(given.items())]
    allowed = {row: fits.allowed(slice(row, row + 1))[0] for row in {low for low, _, _ in rows}}
    kept = [(a, b, fit) for a, b, fit in rows if allowed[a][b]]
    ends = np.array([(a, b) for a, b, _ in kept], np.int64).reshape(-1, 2)
    pool = Candidates(ends[:, 0], ends[:, 1], np.array([fit for _, _, fit in kept], np.float64))
    return _proposed(people, rules, known, pool, fits, dict(given))


def candidates(fits: Fits) -> Candidates:
    """Every pair that may be, or of many people the ones that are special to either: best after levelling."""
    blocks = [(rows, fits.fit(rows), fits.allowed(rows)) for rows in fits.blocks()]
    if len(fits) <= EVERY_PAIR_UP_TO:
        found = [_pairs(rows, fit, mask & _above(rows, len(fits))) for rows, fit, mask in blocks]
    else:
        totals = [(np.where(mask, fit, 0).sum(axis=1), mask.sum(axis=1)) for _rows, fit, mask in blocks]
        mean = np.concatenate([total / np.maximum(count, 1) for total, count in totals])
        found = [_pairs(rows, fit, _special(fit - mean, mask)) for rows, fit, mask in blocks]
    left = np.concatenate([np.zeros(0, np.int64), *(part[0] for part in found)])
    right = np.concatenate([np.zeros(0, np.int64), *(part[1] for part in found)])
    fit = np.concatenate([np.zeros(0), *(part[2] for part in found)])
    low, high = np.minimum(left, right), np.maximum(left, right)
    _keys, first = np.unique(low * max(1, len(fits)) + high, return_index=True)
    return Candidates(low[first], high[first], fit[first])


def _above(rows: slice, count: int) -> NDArray[np.bool_]:
    return np.arange(rows.start, rows.stop)[:, None] < np.arange(count)


def _special(levelled: NDArray[Any], mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The best of each row; the row's own mean changes no order within it."""
    ranked = np.where(mask, levelled, -np.inf)
    most = min(GIVEN, ranked.shape[1])
    best = np.argpartition(-ranked, most - 1, axis=1)[:, :most]
    kept = np.zeros_like(mask)
    np.put_along_axis(kept, best, values=True, axis=1)
    return kept & mask


Pairs = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def _pairs(rows: slice, fit: NDArray[Any], mask: NDArray[np.bool_]) -> Pairs:
    row, column = (ends.astype(np.int64) for ends in np.nonzero(mask))
    kept: NDArray[np.float64] = fit[row, column].astype(np.float64).round(6)
    return row + rows.start, column, kept


def _proposed(
    people: Sequence[Someone],
    rules: Rules,
    known: Known,
    pool: Candidates,
    fits: Fits,
    given: Mapping[Both, float] | None = None,
) -> Proposal:
    groups, left_out = _assigned(people, rules, known, pool)
    fit_of = _fit_of(people, pool, fits, given)
    locked = {frozenset(group) for group in known.locked}
    named = [tuple(people[place].id for place in group) for group in groups]
    found = [
        Group(
            members=members,
            fit=round(sum(fit_of(a, b) for a, b in combinations(members, 2)), 6),
            reasons=reasons_of([people[fits.places[who]] for who in members], known, on=fits.on),
            is_locked=frozenset(members) in locked,
        )
        for members in named
    ]
    return Proposal(
        groups=tuple(sorted(found, key=lambda group: [in_order(who) for who in group.members])),
        unmatched=tuple(_unmatched(people, place, why, fits) for place, why in sorted(left_out.items())),
        shut=tuple(fits.shuts()),
        nobody_by=fits.shuts_everybody() if not len(pool.fit) and len(people) > 1 else (),
    )


Places = tuple[int, ...]


def _assigned(
    people: Sequence[Someone], rules: Rules, known: Known, pool: Candidates
) -> tuple[list[Places], dict[int, Alone]]:
    """The groups by place, locked ones among them, and who is left."""
    willing = np.array([one.comfort >= TWO_OTHERS for one in people], np.bool_)
    if not rules.trios or willing.all():
        return _plan(people, rules, known, pool, willing, np.zeros(len(people)))
    # Whoever sits in no trio may be better left over by nobody, or not: the plan that leaves fewer people is taken.
    step = _step(len(people), pool)
    ways = (np.zeros(len(people)), np.where(willing, 0.0, step))
    plans = [_plan(people, rules, known, pool, willing, first) for first in ways]
    fit, skipped = _listed(pool), {place for place, one in enumerate(people) if one.id in set(known.skipped)}

    def loss(plan: tuple[list[Places], dict[int, Alone]]) -> tuple[int, int, float]:
        return len(skipped & plan[1].keys()), len(plan[1]), -sum(fit.get(two, 0) for two in _twos(plan[0]))

    return min(plans, key=loss)


def _plan(
    people: Sequence[Someone],
    rules: Rules,
    known: Known,
    pool: Candidates,
    willing: NDArray[np.bool_],
    first: NDArray[np.float64],
) -> tuple[list[Places], dict[int, Alone]]:
    """One way of assigning everybody; `first` is what a place for each person is worth beside the fit."""
    places = {one.id: place for place, one in enumerate(people)}
    skipped = set(known.skipped)
    urgent = first + np.array([one.id in skipped for one in people], np.float64) * _step(len(people), pool)
    all_at_once = rules.trios and bool(willing.all())
    done = assign(
        len(people),
        pool.left,
        pool.right,
        pool.fit + urgent[pool.left] + urgent[pool.right],
        capacity=[one.capacity for one in people],
        locked=[tuple(places[who] for who in group) for group in known.locked if set(group) <= places.keys()],
        trios=all_at_once,
        exact_up_to=EXACT_UP_TO,
        seed=rules.seed,
    )
    groups, left_out = list(done.groups), dict(done.left_out)
    if rules.trios and not all_at_once:
        groups = _with_thirds(groups, [place for place in left_out if willing[place]], willing, pool, rules.seed)
        seated = {place for group in groups for place in group}
        left_out = {place: why for place, why in left_out.items() if place not in seated}
    return [*done.locked, *groups], left_out


def _step(count: int, pool: Candidates) -> float:
    """More than all fits of a round together."""
    return (count + 1) * max(1.0, float(np.abs(pool.fit).max(initial=0)))


def _listed(pool: Candidates) -> dict[tuple[int, int], float]:
    return dict(zip(zip(pool.left.tolist(), pool.right.tolist(), strict=True), pool.fit.tolist(), strict=True))


def _twos(groups: Iterable[Places]) -> Iterator[tuple[int, int]]:
    return ((min(two), max(two)) for group in groups for two in combinations(group, 2))


def _with_thirds(
    pairs: list[Places], waiting: list[int], willing: NDArray[np.bool_], pool: Candidates, seed: int
) -> list[Places]:
    """The pairs, those who wait being thirds of pairs whose people are at ease with it, all seated at once."""
    fit = _listed(pool)

    def gain(third: int, pair: Places) -> float | None:
        found = [fit.get((min(third, one), max(third, one))) for one in pair]
        return None if None in found else sum(one for one in found if one is not None)

    ready = [(seat, pair) for seat, pair in enumerate(pairs) if willing[list(pair)].all()]
    rows = [
        (k, len(waiting) + seat, worth)
        for k, third in enumerate(waiting)
        for seat, pair in ready
        if (worth := gain(third, pair)) is not None
    ]
    if not rows:
        return pairs
    thirds, seats, gains = zip(*rows, strict=True)
    seating = assign(len(waiting) + len(pairs), thirds, seats, gains, trios=False, seed=seed).groups
    third_of = {seat - len(waiting): waiting[k] for k, seat in seating}
    return [tuple(sorted((*pair, third_of[k]))) if k in third_of else pair for k, pair in enumerate(pairs)]


FitOf = Callable[[str, str], float]


def _fit_of(people: Sequence[Someone], pool: Candidates, fits: Fits, given: Mapping[Both, float] | None) -> FitOf:
    listed = zip(pool.left.tolist(), pool.right.tolist(), pool.fit.tolist(), strict=True)
    known = {both(people[a].id, people[b].id): fit for a, b, fit in listed}

    def fit_of(one: str, other: str) -> float:
        found = known.get(both(one, other)) if given is None else given.get(both(one, other), 0.0)
        if found is None:  # held together by hand past the rules
            row = fits.places[one]
            found = round(float(fits.fit(slice(row, row + 1))[0][fits.places[other]]), 6)
        return found

    return fit_of


def _unmatched(people: Sequence[Someone], place: int, why: Alone, fits: Fits) -> Unmatched:
    who = people[place].id
    if len(people) == 1:
        return Unmatched(who, Left.ALONE)
    if why == Alone.NOBODY_ALLOWED:
        return Unmatched(who, Left.RULES, tuple(str(must) for must in fits.jointly_shut(slice(place, place + 1))))
    return Unmatched(who, Left.FULL if why == Alone.NO_ROOM else Left.TAKEN)
