"""How well every two people of a round fit, and which pairs the rules shut out: rows of numbers, a block at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mentoring.matching.hours import STEP, free_steps
from mentoring.matching.people import Known, Someone, key, words
from mentoring.matching.rules import Kind, Liking, Must, Preference, Rules, Shut, pairs_of

Rows = NDArray[Any]  # of float32: five thousand people are 25 million numbers
Mask = NDArray[np.bool_]
BLOCK = 512
ENOUGH_HOURS = 4.0  # a week; more of them in common add nothing
PART_OF_A_LINE = 0.6  # what a telling word in common is worth beside the whole line
FAR = 3  # steps from which on people are as far apart as can be


class Fits:
    """
    The fit of every two people between 0 and 1, computed a block of rows at a time.

    Each preference gives 0 to 1; the fit is their mean, weighted by the order of the list. Goals are what one wants and
    the other offers, both ways, where the weaker way counts as much as the mean of the two.
    """

    def __init__(self, people: Sequence[Someone], rules: Rules, known: Known, on: date) -> None:
        self.people, self.rules, self.known, self.on = people, rules, known, on
        self.places = {one.id: place for place, one in enumerate(people)}
        self.free = np.array([free_steps(one.hours, one.time_zone, on) for one in people], np.float32)
        self.wants, self.offers = _terms([one.wants for one in people], [one.offers for one in people])
        self.interests = _incidence([one.interests for one in people])
        self.languages = _incidence([one.languages for one in people])
        self.comfort = np.array([one.comfort for one in people], np.float32)
        self.steps = self._ties(known.steps or {})
        self.partners = self._ties(dict.fromkeys(known.partners, 1))
        self.never = self._ties(dict.fromkeys(known.apart, 1))
        self.cooling = self._ties(dict.fromkeys(known.cooling, 1))
        held = (must for must in rules.musts if must.kind != Kind.TOGETHER)
        self.musts = (*held, *([Must(Kind.COOLDOWN)] if known.cooling else []))

    def __len__(self) -> int:
        return len(self.people)

    def blocks(self) -> Iterator[slice]:
        """The rows in blocks."""
        return (slice(begin, min(begin + BLOCK, len(self))) for begin in range(0, len(self), BLOCK))

    def fit(self, rows: slice) -> Rows:
        """The fit of these people with everybody."""
        weights = {one: weight for one, weight in self.rules.weights.items() if self._says_something(one)}
        total = np.zeros((rows.stop - rows.start, len(self)), np.float32)
        for one, weight in weights.items():
            total += weight * self._liking(one, rows)
        return total / max(1, sum(weights.values()))

    def allowed(self, rows: slice) -> Mask:
        """Which pairs of these people with everybody every rule lets stand."""
        mask = self._open(rows)
        for must in self.musts:
            mask &= self.keeps(must, rows)
        return mask

    def shuts(self) -> list[Shut]:
        """What each hard rule shuts out, by itself."""
        return [self._shut(must) for must in self.musts]

    def _shut(self, must: Must) -> Shut:
        pairs, alone = 0, []
        for rows in self.blocks():
            open_ones = self._open(rows)
            left = open_ones & self.keeps(must, rows)
            pairs += int(open_ones.sum() - left.sum())
            alone += (np.flatnonzero(open_ones.any(axis=1) & ~left.any(axis=1)) + rows.start).tolist()
        return Shut(str(must), pairs // 2, tuple(self.people[place].id for place in alone))

    def jointly_shut(self, rows: slice) -> tuple[Must, ...]:
        """The one rule, or the two, that shut every pair of these people out; nothing when no one or two do."""
        open_ones = self._open(rows)
        kept = {must: open_ones & self.keeps(must, rows) for must in self.musts}
        if not open_ones.any():
            return ()
        for must in self.musts:
            if not kept[must].any():
                return (must,)
        return next(((a, b) for a, b in combinations(self.musts, 2) if not (kept[a] & kept[b]).any()), self.musts)

    def shuts_everybody(self) -> tuple[str, ...]:
        """The one rule, or the two, that leave no pair at all in the whole round; blank when some pair is left."""
        found: set[tuple[Must, ...]] = {self.jointly_shut(rows) for rows in self.blocks()}
        if any(self.allowed(rows).any() for rows in self.blocks()):
            return ()
        named = sorted(found - {()}, key=len)
        return tuple(str(must) for must in named[-1]) if named else ()

    def keeps(self, must: Must, rows: slice) -> Mask:
        """Which pairs of these people with everybody keep one rule."""
        tests: dict[Kind, Callable[[], Mask]] = {
            Kind.SAME: lambda: self._same(must.of, rows),
            Kind.DIFFERENT: lambda: ~self._same(must.of, rows),
            Kind.OVERLAP: lambda: self._minutes(rows) >= must.least,
            Kind.LANGUAGE: lambda: self._language(rows) > 0,
            Kind.HELPS: lambda: self._helps(must, rows),
            Kind.STEPS: lambda: self._distance(rows) >= must.least,
            Kind.NEVER_PAIRED: lambda: ~self._cells(self.partners, rows),
            Kind.COOLDOWN: lambda: ~self._cells(self.cooling, rows),
            Kind.APART: lambda: ~self._cells(self._ties(dict.fromkeys(pairs_of([must.ids]), 1)), rows),
        }
        return tests[must.kind]()

    def _says_something(self, one: Preference) -> bool:
        return {
            Liking.DISTANCE: self.known.steps is not None,
            Liking.NEW: bool(self.known.partners),
            Liking.HOURS: bool(len(self)) and not bool(self.free.all()),
            Liking.LANGUAGE: bool(self.languages.any()),
        }.get(one.kind, True)

    def _liking(self, one: Preference, rows: slice) -> Rows:
        tests: dict[Liking, Callable[[], Rows]] = {
            Liking.GOALS: lambda: self._goals(rows),
            Liking.DISTANCE: lambda: (np.minimum(self._distance(rows), FAR) - 1) / (FAR - 1),
            Liking.HOURS: lambda: np.minimum(self._minutes(rows) / (60 * ENOUGH_HOURS), 1),
            Liking.INTERESTS: lambda: self._interests(rows),
            Liking.LANGUAGE: lambda: self._language(rows),
            Liking.COMFORT: lambda: 1 - np.abs(self.comfort[rows, None] - self.comfort) / 2,
            Liking.NEW: lambda: 1 - self._cells(self.partners, rows).astype(np.float32),
            Liking.SAME: lambda: self._same(one.of, rows).astype(np.float32),
            Liking.DIFFERENT: lambda: 1 - self._same(one.of, rows).astype(np.float32),
        }
        return tests[one.kind]().astype(np.float32)

    def _open(self, rows: slice) -> Mask:
        mask = ~self._cells(self.never, rows)
        mask[np.arange(rows.stop - rows.start), np.arange(rows.start, rows.stop)] = False
        return mask

    def _ways(self, rows: slice) -> tuple[Rows, Rows]:
        mine = np.minimum(self.wants[rows] @ self.offers.T, 1)  # how much of what I want they offer
        theirs = np.minimum(self.offers[rows] @ self.wants.T, 1)
        return mine, theirs

    def _goals(self, rows: slice) -> Rows:
        mine, theirs = self._ways(rows)
        return (np.minimum(mine, theirs) + (mine + theirs) / 2) / 2

    def _helps(self, must: Must, rows: slice) -> Mask:
        mine, theirs = self._ways(rows)
        return (np.minimum if must.least > 1 else np.maximum)(mine, theirs) > 0

    def _interests(self, rows: slice) -> Rows:
        common = self.interests[rows] @ self.interests.T
        sizes = self.interests.sum(axis=1)
        share: Rows = common / np.maximum(sizes[rows, None] + sizes - common, 1)
        return share

    def _language(self, rows: slice) -> Rows:
        common = self.languages[rows] @ self.languages.T > 0
        says_none: Mask = np.asarray(~self.languages.any(axis=1), np.bool_)
        return (common | says_none[rows, None] | says_none).astype(np.float32)

    def _minutes(self, rows: slice) -> Rows:
        return (self.free[rows] @ self.free.T) * STEP

    def _distance(self, rows: slice) -> Rows:
        found = np.full((rows.stop - rows.start, len(self)), 99, np.float32)
        low, high, value = self.steps
        for one, other in ((low, high), (high, low)):
            here = (one >= rows.start) & (one < rows.stop)
            found[one[here] - rows.start, other[here]] = value[here]
        return found

    def _same(self, fact: str, rows: slice) -> Mask:
        values = [key(one.facts.get(fact, "")) for one in self.people]
        names = {name: code for code, name in enumerate(sorted(set(values)))}
        codes = np.array([names[value] if value else -1 - place for place, value in enumerate(values)])
        same: Mask = codes[rows, None] == codes
        return same

    def _cells(self, ties: tuple[NDArray[np.int64], ...], rows: slice) -> Mask:
        mask = np.zeros((rows.stop - rows.start, len(self)), np.bool_)
        low, high, _value = ties
        for one, other in ((low, high), (high, low)):
            here = (one >= rows.start) & (one < rows.stop)
            mask[one[here] - rows.start, other[here]] = True
        return mask

    def _ties(self, values: Mapping[tuple[str, str], int]) -> tuple[NDArray[np.int64], ...]:
        here = [(self.places[a], self.places[b], v) for (a, b), v in values.items() if {a, b} <= self.places.keys()]
        table = np.array(here, np.int64).reshape(-1, 3)
        return table[:, 0], table[:, 1], table[:, 2]


def _incidence(lists: Sequence[Iterable[str]]) -> Rows:
    """Who has which line, as 0 and 1; only lines that at least two people have make a difference."""
    names: dict[str, int] = {}
    for lines in lists:
        for line in lines:
            names.setdefault(key(line), len(names))
    found = np.zeros((len(lists), max(1, len(names))), np.float32)
    for place, lines in enumerate(lists):
        found[place, [names[key(line)] for line in lines]] = 1
    return found


def _terms(wants: Sequence[Sequence[str]], offers: Sequence[Sequence[str]]) -> tuple[Rows, Rows]:
    """
    What is wanted and what is offered as weights of terms, so that their product is the share of wishes met.

    A line is a term, and so is each telling word of it, which is worth less. Terms of one side alone meet nothing.
    """
    asked = {term for lines in wants for line in lines for term in _parts(line)}
    given = {term for lines in offers for line in lines for term in _parts(line)}
    names = {term: place for place, term in enumerate(sorted(asked & given))}
    mine, theirs = (np.zeros((len(lists), max(1, len(names))), np.float32) for lists in (wants, offers))
    for place, lines in enumerate(wants):
        for line in lines:
            for term, worth in _parts(line).items():
                if term in names:
                    mine[place, names[term]] = max(mine[place, names[term]], worth / len(lines))
    for place, lines in enumerate(offers):
        theirs[place, [names[term] for line in lines for term in _parts(line) if term in names]] = 1
    return mine, theirs


def _parts(line: str) -> dict[str, float]:
    return {f"~{word}": PART_OF_A_LINE for word in words(line)} | {key(line): 1 - PART_OF_A_LINE * bool(words(line))}
