"""The milestone planner on baselines worked out by hand."""

import doctest

import pytest

from surveys import milestones
from surveys.milestones import Reached, Verdict, plan_milestones


def test_examples_in_the_documentation_run() -> None:
    assert doctest.testmod(milestones).failed == 0


@pytest.mark.parametrize(
    ("baseline", "verdict", "ends_at", "needed"),
    [
        (2.3, Verdict.GAIN_FALLS_SHORT, 4.3, 0.55),
        (2.5, Verdict.GAIN_FALLS_SHORT, 4.5, 0.5),  # the target is above 4.5, not at it
        (2.8, Verdict.BOTH_HOLD, 4.8, 0.425),
        (3.0, Verdict.BOTH_HOLD, 5.0, 0.375),
        (3.4, Verdict.GAIN_RUNS_PAST, 5.0, 0.275),
        (4.6, Verdict.ALREADY_THERE, 5.0, 0.0),
    ],
)
def test_baseline_says_which_promise_binds(baseline: float, verdict: Verdict, ends_at: float, needed: float) -> None:
    plan = plan_milestones(baseline, 4.5)  # peers C2, T1

    assert plan.verdict == verdict
    assert plan.ends_at == pytest.approx(ends_at)
    assert plan.gain_needed == pytest.approx(needed)


def test_path_is_planned_anew_after_each_pulse() -> None:  # peers C2, 2.27
    plan = plan_milestones(2.8, 4.5, (Reached(1, 3.1, 2.9, 3.4), Reached(2, 3.9)))

    assert [one.required for one in plan.milestones] == pytest.approx([3.3, 3.8, 4.4, 4.9])
    assert [one.actual for one in plan.milestones] == [3.1, 3.9, None, None]
    assert [one.is_met for one in plan.milestones] == [False, True, None, None]
    assert [one.is_within_band for one in plan.milestones] == [True, None, None, None]
    assert (plan.quarters_left, plan.gain_needed) == (2, pytest.approx(0.3))


def test_last_quarter_leaves_nothing_to_plan() -> None:
    plan = plan_milestones(2.8, 4.5, (Reached(4, 4.4, 4.2, 4.6),))

    assert (plan.quarters_left, plan.ends_at, plan.verdict) == (0, 4.4, Verdict.GAIN_FALLS_SHORT)
    assert plan.gain_needed == pytest.approx(0.1)


def test_path_never_leaves_the_scale() -> None:
    assert [one.required for one in plan_milestones(4.2, 4.5).milestones] == [4.7, 5.0, 5.0, 5.0]
