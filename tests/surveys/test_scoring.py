"""Scores against figures worked out by hand, and against another library where there is one."""

import math

import numpy as np
import pytest
from scipy import stats

from surveys import one_factor, scoring, student
from surveys.scoring import (
    bootstrap_interval,
    cronbach_alpha,
    fill_with_median,
    intraclass_correlation,
    item_means,
    mcdonald_omega,
    minimum_detectable_change,
    paired_change,
    person_means,
    response_rate,
    score,
    t_interval,
    turn_reverse,
)

MISS = math.nan


def table(*rows: list[float]) -> scoring.Numbers:
    return np.array(rows, dtype=float)


@pytest.mark.parametrize("module", [scoring, student, one_factor])
def test_examples_in_the_documentation_run(module: object) -> None:
    import doctest

    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_score_is_the_mean_of_item_means_with_skips_dropped() -> None:  # peers 2.13
    answers = table([1, 4], [3, MISS], [5, 2])

    assert item_means(answers).tolist() == [3.0, 3.0]
    assert score(answers) == 3.0
    assert score(table([1, 4], [3, MISS], [MISS, MISS])) == 3.0  # not (1 + 4 + 3) / 3
    assert score(table([MISS, MISS])) is None


def test_reverse_items_are_turned_round() -> None:  # peers 2.14
    turned = turn_reverse(table([1, 1], [2, MISS]), [False, True], 1, 5)

    assert turned[0].tolist() == [1.0, 5.0]
    assert turned[1, 0] == 2.0
    assert math.isnan(turned[1, 1])


def test_alpha_by_hand() -> None:
    # Variances 1 and 1, of the sum 3: alpha is 2 x (1 - 2/3).
    assert cronbach_alpha(table([1, 2], [2, 1], [3, 3])) == pytest.approx(2 / 3)


@pytest.mark.parametrize("answers", [table([1], [2]), table([1, 2]), table([3, 3], [3, 3]), np.empty((0, 3))])
def test_reliability_of_too_little_is_nothing(answers: scoring.Numbers) -> None:
    assert cronbach_alpha(answers) is None
    assert mcdonald_omega(answers) is None


def test_omega_finds_the_loadings_of_a_made_up_factor() -> None:
    loadings = np.array([0.8, 0.7, 0.6, 0.5])
    correlations = np.outer(loadings, loadings) + np.diag(1 - loadings**2)

    found = one_factor.loadings_of_one_factor(correlations)

    assert found == pytest.approx(loadings, abs=1e-9)


def test_omega_of_a_copied_item_is_nothing() -> None:
    one = np.random.default_rng(3).integers(1, 6, (50, 3)).astype(float)

    assert mcdonald_omega(np.column_stack([one, one[:, 0]])) is None


def test_t_quantile_is_as_in_scipy() -> None:
    cases = [(p, d) for p in (0.01, 0.501, 0.8, 0.975, 0.9999) for d in (1, 2, 3, 7, 24, 500, 9999)]

    assert [student.t_quantile(*one) for one in cases] == pytest.approx([stats.t.ppf(*one) for one in cases], abs=1e-8)


def test_interval_without_skips_is_that_of_peoples_means() -> None:
    answers = np.random.default_rng(5).integers(1, 6, (30, 6)).astype(float)
    means = answers.mean(axis=1)
    low, high = stats.t.interval(0.95, 29, means.mean(), stats.sem(means))

    found = t_interval(answers)

    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-12)


def test_interval_covers_the_truth_with_and_without_skips() -> None:
    chance, hits = np.random.default_rng(8), 0
    for _round in range(1000):
        person = chance.normal(0, 0.7, (40, 1))
        answers = 3 + person + chance.normal(0, 0.8, (40, 6))
        answers[chance.random((40, 6)) < 0.15] = MISS
        found = t_interval(answers)
        hits += found is not None and found.low <= 3 <= found.high

    print(f"intervals around the truth: {hits} of 1000")
    assert 935 <= hits <= 965


def test_bootstrap_is_seeded_and_near_t() -> None:
    answers = np.random.default_rng(5).integers(1, 6, (200, 6)).astype(float)

    one, two = bootstrap_interval(answers, seed=4), bootstrap_interval(answers, seed=4)
    t = t_interval(answers)

    assert one == two != bootstrap_interval(answers, seed=5)
    assert one is not None
    assert t is not None
    assert (one.low, one.high) == pytest.approx((t.low, t.high), abs=0.02)
    assert bootstrap_interval(answers[:1], seed=4) is None


def test_bootstrap_of_ten_thousand_people_stays_small() -> None:
    assert bootstrap_interval(np.full((10_000, 2), 3.0), seed=1) == scoring.Interval(3.0, 3.0)


def test_median_fills_what_is_missing() -> None:
    filled = fill_with_median(table([1, MISS], [2, MISS], [MISS, MISS], [4, MISS]))

    assert filled[:, 0].tolist() == [1.0, 2.0, 2.0, 4.0]
    assert np.isnan(filled[:, 1]).all()


def test_response_rate_by_hand() -> None:
    assert response_rate(3, 4) == 0.75
    assert response_rate(0, 0) is None


def test_paired_change_drops_whoever_has_one_side() -> None:  # peers 2.28
    change = paired_change(np.array([3, 3, MISS, 2.0]), np.array([4, 3, 5, MISS]))

    assert (change.mean, change.count) == (0.5, 2)
    assert change.interval is not None
    assert change.interval.high - 0.5 == pytest.approx(stats.t.ppf(0.975, 1) * math.sqrt(0.5) / math.sqrt(2))
    assert paired_change(np.array([MISS]), np.array([1.0])) == scoring.Change(None, None, 0)


def test_paired_change_of_a_thousand_programs() -> None:  # security S18
    chance, programs, hits, furthest = np.random.default_rng(18), 1000, 0, 0.0
    for _program in range(programs):
        people = int(chance.integers(25, 61))
        before = chance.normal(3, 0.8, people)
        after = before + chance.normal(0.5, 0.9, people)
        after[chance.random(people) < chance.uniform(0, 0.4)] = MISS
        both = ~np.isnan(after)
        direct = sum(b - a for a, b in zip(before[both], after[both], strict=True)) / both.sum()

        found = paired_change(before, after)

        assert found.mean is not None
        assert found.interval is not None
        furthest = max(furthest, abs(found.mean - direct))
        hits += found.interval.low <= 0.5 <= found.interval.high

    print(f"S18: {programs} programs, {hits} intervals hold the true change, furthest from direct {furthest:.1e}")
    assert furthest < 1e-9
    assert 935 <= hits <= 965


def test_intraclass_correlation_by_hand() -> None:
    # Groups (1, 2) and (4, 5): between 9, within 0.5, size 2: (9 - 0.5) / (9 + 0.5).
    assert intraclass_correlation(np.array([1, 2, 4, 5.0]), np.array([0, 0, 7, 7])) == pytest.approx(8.5 / 9.5)
    assert intraclass_correlation(np.array([1, 2.0]), np.array([0, 0])) is None
    assert intraclass_correlation(np.array([1, 2.0]), np.array([0, 1])) is None
    assert intraclass_correlation(np.array([3, 3, 3.0]), np.array([0, 0, 1])) is None


def test_minimum_detectable_change_is_near_the_rule_of_thumb() -> None:
    # 25 pairs with a variance of 0.8 find 0.5 (the usual normal rule), a little more by Student's t.
    assert minimum_detectable_change(math.sqrt(0.8), 25) == pytest.approx(0.52, abs=0.01)
    assert minimum_detectable_change(1.0, 1) is None


def test_people_have_means_of_what_they_answered() -> None:
    means = person_means(table([1, 3], [MISS, 4], [MISS, MISS]))

    assert means[:2].tolist() == [2.0, 4.0]
    assert math.isnan(means[2])
