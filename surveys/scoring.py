"""
Scores of answers on a scale: rows of people, columns of items, numpy inside; no Django, no clock, seeded chance.

A missing answer is NaN everywhere. `score` is the belonging score of the product: the mean of the item means, each item
over those who answered it. Reliability (alpha, omega) and intervals say how far it can be trusted.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surveys.one_factor import loadings_of_one_factor
from surveys.student import t_quantile

Numbers = NDArray[np.float64]
LEVEL = 0.95
POWER = 0.80
DRAWS = 2000
CELLS_AT_ONCE = 4_000_000  # of the table of draws: 32 MB


@dataclass(frozen=True)
class Interval:
    """A 95 % interval."""

    low: float
    high: float


@dataclass(frozen=True)
class Change:
    """How the same people changed: the mean of their differences, its interval and their number."""

    mean: float | None
    interval: Interval | None
    count: int


def turn_reverse(answers: Numbers, reverse: Sequence[bool], low: float, high: float) -> Numbers:
    """
    Answers with reverse-worded items turned round, so that more is always better.

    >>> turn_reverse(np.array([[1.0, 5.0], [2.0, np.nan]]), [False, True], 1, 5).tolist()
    [[1.0, 1.0], [2.0, nan]]
    """
    return np.where(np.asarray(reverse, dtype=bool), low + high - answers, answers)


def complete_cases(answers: Numbers) -> Numbers:
    """Only the people who answered every item."""
    kept: Numbers = answers[~np.isnan(answers).any(axis=1)]
    return kept


def fill_with_median(answers: Numbers) -> Numbers:
    """
    Missing answers replaced by the item's median; an item that nobody answered stays missing.

    >>> fill_with_median(np.array([[1.0], [2.0], [np.nan], [9.0]])).ravel().tolist()
    [1.0, 2.0, 2.0, 9.0]
    """
    filled = answers.copy()
    for column in filled.T:
        known = column[~np.isnan(column)]
        if known.size:
            column[np.isnan(column)] = np.median(known)
    return filled


def item_means(answers: Numbers) -> Numbers:
    """Each item's mean over those who answered it; NaN where nobody did."""
    known = ~np.isnan(answers)
    counts = known.sum(axis=0)
    sums = np.where(known, answers, 0.0).sum(axis=0)
    means: Numbers = np.divide(sums, counts, out=np.full(answers.shape[1], np.nan), where=counts > 0)
    return means


def score(answers: Numbers) -> float | None:
    """
    The mean of the item means, skipped answers dropped; nothing when nobody answered anything.

    >>> score(np.array([[1.0, 4.0], [3.0, np.nan]]))
    3.0
    """
    means = item_means(answers)
    means = means[~np.isnan(means)]
    return float(means.mean()) if means.size else None


def t_interval(answers: Numbers) -> Interval | None:
    """
    The score's 95 % interval by Student's t over people; nothing for fewer than two.

    With skipped answers each person counts by how far they move the mean of item means; without any skipped this is
    the plain interval of people's own means.
    """
    answers = answers[~np.isnan(answers).all(axis=1)]
    centre, people = score(answers), len(answers)
    if centre is None or people < 2:
        return None
    known = ~np.isnan(answers)
    counts = known.sum(axis=0)
    used = counts > 0
    away = np.where(known, answers - item_means(answers), 0.0)[:, used]
    moves = (away * (people / counts[used])).mean(axis=1)
    half = t_quantile((1 + LEVEL) / 2, people - 1) * math.sqrt((moves**2).sum() / (people * (people - 1)))
    return Interval(centre - half, centre + half)


def bootstrap_interval(answers: Numbers, *, seed: int, draws: int = DRAWS) -> Interval | None:
    """The score's 95 % interval by drawing people anew (percentiles); the same seed gives the same interval."""
    answers = answers[~np.isnan(answers).all(axis=1)]
    people = len(answers)
    if people < 2:
        return None
    known = (~np.isnan(answers)).astype(float)
    values = np.where(known > 0, answers, 0.0)
    chance = np.random.default_rng(seed)
    found, at_once = [], max(1, CELLS_AT_ONCE // people)
    for begin in range(0, draws, at_once):
        times = chance.multinomial(people, np.full(people, 1 / people), size=min(at_once, draws - begin)).astype(float)
        sums, counts = times @ values, times @ known
        means = np.divide(sums, counts, out=np.full_like(sums, np.nan), where=counts > 0)
        found.append(np.nanmean(means, axis=1))
    low, high = np.quantile(np.concatenate(found), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high))


def cronbach_alpha(answers: Numbers) -> float | None:
    """
    Cronbach's alpha over complete cases, sample variances; nothing for one item, one person or no spread.

    Source: L. J. Cronbach, Psychometrika 16 (1951).

    >>> cronbach_alpha(np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]))
    1.0
    """
    answers = complete_cases(answers)
    people, items = answers.shape
    if items < 2 or people < 2:
        return None
    total = float(answers.sum(axis=1).var(ddof=1))
    if total <= 0:
        return None
    return float(items / (items - 1) * (1 - answers.var(axis=0, ddof=1).sum() / total))


def mcdonald_omega(answers: Numbers) -> float | None:
    """
    McDonald's omega total: one factor by maximum likelihood on the correlations of complete cases.

    Nothing for fewer than three items (the factor is not determined), for items without spread, or where the
    correlations cannot be inverted. Source: R. P. McDonald, Test Theory (1999).
    """
    answers = complete_cases(answers)
    people, items = answers.shape
    if items < 3 or people <= items or (answers.std(axis=0) == 0).any():
        return None
    correlations: Numbers = np.asarray(np.corrcoef(answers, rowvar=False), dtype=np.float64)
    loadings = loadings_of_one_factor(correlations)
    if loadings is None:
        return None
    common = loadings.sum() ** 2
    return float(common / (common + (1 - loadings**2).sum()))


def response_rate(answered: int, asked: int) -> float | None:
    """
    Who answered among those who were asked.

    >>> response_rate(3, 4), response_rate(0, 0)
    (0.75, None)
    """
    return answered / asked if asked else None


def person_means(answers: Numbers) -> Numbers:
    """Each person's mean over the items they answered; NaN for who answered none."""
    return item_means(answers.T)


def paired_change(before: Numbers, after: Numbers) -> Change:
    """The mean of people's differences, row by row, with its 95 % interval; pairs with a missing side are dropped."""
    differences = after - before
    differences = differences[~np.isnan(differences)]
    count = len(differences)
    if count == 0:
        return Change(None, None, 0)
    mean = float(differences.mean())
    if count < 2:
        return Change(mean, None, count)
    half = t_quantile((1 + LEVEL) / 2, count - 1) * float(differences.std(ddof=1)) / math.sqrt(count)
    return Change(mean, Interval(mean - half, mean + half), count)


def intraclass_correlation(values: Numbers, groups: NDArray[np.int64]) -> float | None:
    """
    ICC(1): the share of the differences between people that lies between groups, by one-way analysis of variance.

    Groups may differ in size; their mean size is used. Nothing for one group, or when every group has one person.
    Below zero, groups differ less than chance would make them. Source: P. D. Bliese (2000).
    """
    known = ~np.isnan(values)
    values, groups = values[known], groups[known]
    _, place, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    count, people = len(sizes), len(values)
    if count < 2 or people <= count:
        return None
    means = np.bincount(place, values) / sizes
    between = float((sizes * (means - values.mean()) ** 2).sum() / (count - 1))
    within = float(((values - means[place]) ** 2).sum() / (people - count))
    size = people / count
    spread = between + (size - 1) * within
    return (between - within) / spread if spread > 0 else None


def minimum_detectable_change(deviation: float, count: int) -> float | None:
    """
    The smallest true change that this many differences would show at 5 %, four times in five.

    `deviation` is the standard deviation of people's differences; for two waves that are not linked take
    `math.sqrt(2)` times the deviation of one.

    >>> round(minimum_detectable_change(math.sqrt(0.8), 25), 2)
    0.52
    """
    if count < 2:
        return None
    reach = t_quantile((1 + LEVEL) / 2, count - 1) + t_quantile(POWER, count - 1)
    return reach * deviation / math.sqrt(count)
