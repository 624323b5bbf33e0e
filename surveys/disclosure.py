"""
What may be published of answers. Nothing leaves the answers except through here.

Plain rules over plain arrays: how many must have answered, which groups are shown, what is rounded and capped. They say
which figures may be shown; the figures themselves are worked out in scoring.py. security.md section 3.5 measured why.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveys.row_space import grouped, small_leak

Flags = NDArray[np.bool_]
Codes = NDArray[np.int64]

LEAST = 5  # answers to any figure; settings may only raise it
LEAST_WORDS = 10  # answers to an open question before its words are shown
LEAST_PAIRS = 8
LEAST_SPREAD = 10  # below it no interval, no reliability, no shares: together with a mean they tell single answers
LEAST_FINE = 20  # below it shares are rounded to 5 %
MOST_SLICES = 4
CAP = 0.9  # of the range: above it nearly everybody says the same
CAP_FINE = 0.975  # the same once a group is large


@dataclass(frozen=True)
class Shown:
    """A figure as it may be shown: rounded, and where it is extreme only "this or more", "this or less"."""

    value: float
    bound: str = ""  # "", "more" or "less"


def least_for(least: int, *, viewer_answered: bool) -> int:
    """
    How many answers a figure needs: a viewer who answered can take their own answer away, so one more.

    >>> least_for(5, viewer_answered=True)
    6
    """
    return least + 1 if viewer_answered else least


def shown_cells(codes: Codes, known: Flags, least: int) -> list[list[int]]:
    """
    The groups of each slice that may be shown: by slice (a column of `codes`), the codes of its shown groups, sorted.

    `codes` holds each person's group in each slice, -1 for none. `known` says who answered which item (a column each);
    every group must hold for every item. Groups below `least` are hidden; hidden ones of a slice come to `least`
    people together or the next smallest joins them; and nothing smaller can be worked out from all of it together.

    >>> one = np.array([[0]] * 6 + [[1]] * 7 + [[2]] * 5 + [[3]] * 1)
    >>> shown_cells(one, np.ones((19, 1), dtype=bool), 5)
    [[0, 1]]
    """
    patterns = np.unique(known, axis=1).T
    shown = [_large_enough(column, patterns, least) for column in codes.T]
    if not len(patterns) or min(pattern.sum() for pattern in patterns) < least:
        return [[] for _ in shown]
    while True:
        for place, column in enumerate(codes.T):
            _hide_beside(shown[place], column, patterns, least)
        leak = _leak(codes, shown, patterns, least)
        if leak is None:
            break
        _hide_around(shown, leak)
    _show_again(codes, shown, patterns, least)
    return [sorted(cells) for cells in shown]


def _leak(codes: Codes, shown: list[dict[int, int]], patterns: Flags, least: int) -> Codes | None:
    """The shown groups of somebody about whom too much could be worked out, or nothing."""
    profiles, people = _profiles(codes, shown)
    rows = _rows(profiles, shown)
    found = (small_leak(rows, np.bincount(people[one], minlength=len(profiles)), least) for one in patterns)
    leak = next((group for group in found if group is not None), None)
    return None if leak is None else profiles[leak]


def _show_again(codes: Codes, shown: list[dict[int, int]], patterns: Flags, least: int) -> None:
    """Puts back, the largest first, what was hidden on the way and need not have been."""
    for place, column in enumerate(codes.T):
        large = _large_enough(column, patterns, least)
        for code in sorted(large.keys() - shown[place].keys(), key=lambda one: (-large[one], one)):
            tried = [cells | {code: large[code]} if k == place else cells for k, cells in enumerate(shown)]
            if (
                _is_enough_hidden(tried[place], column, patterns, least)
                and _leak(codes, tried, patterns, least) is None
            ):
                shown[place][code] = large[code]


def _large_enough(column: Codes, patterns: Flags, least: int) -> dict[int, int]:
    """Groups with enough answers to every item, each with its smallest number of answers."""
    values, place = np.unique(column, return_inverse=True)
    counts = np.array([np.bincount(place[one], minlength=len(values)) for one in patterns])
    sizes = counts.min(axis=0, initial=len(column))
    return {int(code): int(size) for code, size in zip(values, sizes, strict=True) if code >= 0 and size >= least}


def _hide_beside(shown: dict[int, int], column: Codes, patterns: Flags, least: int) -> None:
    """Complementary suppression: what is hidden of a slice is nobody, or enough people."""
    while shown and not _is_enough_hidden(shown, column, patterns, least):
        del shown[min(shown, key=lambda code: (shown[code], code))]


def _is_enough_hidden(shown: dict[int, int], column: Codes, patterns: Flags, least: int) -> bool:
    is_shown = np.isin(column, list(shown))
    hidden = [int((pattern & ~is_shown).sum()) for pattern in patterns]
    return all(count == 0 or count >= least for count in hidden)


def _profiles(codes: Codes, shown: list[dict[int, int]]) -> tuple[Codes, Codes]:
    """The different people there are by their shown groups (-1 where hidden), and which of them each person is."""
    number = np.zeros(len(codes), dtype=np.int64)
    for place, cells in enumerate(shown):
        mine = np.where(np.isin(codes[:, place], list(cells)), codes[:, place], -1)
        number = np.unique(number * (len(codes) + 2) + np.unique(mine, return_inverse=True)[1], return_inverse=True)[1]
    _, first, people = np.unique(number, return_index=True, return_inverse=True)
    kept = [np.isin(codes[first, place], list(cells)) for place, cells in enumerate(shown)]
    return np.where(np.array(kept).T.reshape(len(first), -1), codes[first], -1), people


def _rows(profiles: Codes, shown: list[dict[int, int]]) -> NDArray[np.float64]:
    """The published sums over the different people: everybody, then each shown group."""
    cells = [profiles[:, place] == code for place, codes_shown in enumerate(shown) for code in codes_shown]
    return np.array([np.ones(len(profiles)), *cells], dtype=np.float64)


def _hide_around(shown: list[dict[int, int]], profile: Codes) -> None:
    """Hides the smallest shown group of people who could be worked out; if they are in none, the smallest of all."""
    places = range(len(shown))
    mine = [(shown[k][int(profile[k])], k, int(profile[k])) for k in places if int(profile[k]) in shown[k]]
    _, place, code = min(mine or [(size, k, code) for k in places for code, size in shown[k].items()])
    del shown[place][code]


def may_show_change(rows_before: NDArray[np.float64], change: NDArray[np.float64], pairs: int, least: int) -> bool:
    """
    True when the mean change of pairs may be shown beside what is shown already.

    Columns are answers (a person in a wave), rows are published sums. Those who answered in one wave only are what is
    left when the change is taken from the two means, so they too must be nobody or enough people.
    """
    return pairs >= max(LEAST_PAIRS, least) and small_leak(*grouped(np.vstack([rows_before, change])), least) is None


def shown_mean(mean: float, count: int, low: float, high: float) -> Shown:
    """
    A mean to one decimal. Near an end of the range it would say what each one answered, so there it is capped.

    >>> shown_mean(4.96, 8, 1, 5), shown_mean(3.14, 8, 1, 5)
    (Shown(value=4.6, bound='more'), Shown(value=3.1, bound=''))
    """
    cap = CAP if count < LEAST_FINE else CAP_FINE
    top, bottom = _tenths(low + cap * (high - low)), _tenths(high - cap * (high - low))
    value = _tenths(mean)
    if value >= top:
        return Shown(top, "more")
    if value <= bottom:
        return Shown(bottom, "less")
    return Shown(value)


def shown_share(part: int, whole: int) -> Shown | None:
    """
    A share in whole percent, by fives while few answered, capped at 90 and 10; nothing for fewer than ten.

    >>> shown_share(12, 12), shown_share(5, 12), shown_share(2, 9)
    (Shown(value=90.0, bound='more'), Shown(value=40.0, bound=''), None)
    """
    if whole < LEAST_SPREAD:
        return None
    step = 5 if whole < LEAST_FINE else 1
    value = float(step * math.floor(100 * part / whole / step + 0.5))
    if value >= 90:
        return Shown(90.0, "more")
    return Shown(10.0, "less") if value <= 10 else Shown(value)


def shown_spread(value: float | None, count: int, digits: int = 1) -> float | None:
    """
    An end of an interval or a reliability, rounded; nothing for fewer than ten answers.

    >>> shown_spread(3.26, 10), shown_spread(3.26, 9)
    (3.3, None)
    """
    return None if value is None or count < LEAST_SPREAD else round(value, digits)


def may_show_words(count: int, least: int = LEAST_WORDS) -> bool:
    """True when enough people wrote something to one question."""
    return count >= max(least, LEAST_WORDS)


def tightened(before: int, asked: int, floor: int = LEAST) -> int:
    """
    A threshold after somebody asked for another: it only ever rises, and never stood below the floor.

    >>> tightened(5, 3), tightened(5, 8), tightened(3, 3)
    (5, 8, 5)
    """
    return max(before, asked, floor)


def kept_slices(frozen: Sequence[str], asked: Sequence[str]) -> list[str]:
    """
    The slices after somebody asked for others: after the launch some may go and none may come.

    >>> kept_slices(["Site", "Role"], ["Role", "Age"])
    ['Role']
    """
    return [name for name in frozen if name in asked]


def _tenths(value: float) -> float:
    return math.floor(value * 10 + 0.5) / 10
