"""
The milestone planner: from the real baseline, what each quarter asks for and which of two promises binds.

The program guide promises "+0.5 at each three-month milestone" and "above 4.5 of 5". Both hold only for a few
baselines; elsewhere one is out of reach or runs past the end of the scale. Plain arithmetic, no words for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

TOP = 5.0
GAIN = 0.5
QUARTERS = 4
CLOSE = 1e-9


class Verdict(StrEnum):
    """Which of the two promises binds."""

    BOTH_HOLD = "both_hold"  # the gain asks for more than the target and stays on the scale
    GAIN_FALLS_SHORT = "gain_falls_short"  # +0.5 a quarter is kept and the target is missed all the same
    GAIN_RUNS_PAST = "gain_runs_past"  # +0.5 a quarter would leave the scale, so it ends early
    ALREADY_THERE = "already_there"  # the baseline is above the target


@dataclass(frozen=True)
class Milestone:
    """One quarter's end: what is asked, what came (when it is known) and how far that may be off."""

    quarter: int
    required: float
    actual: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether what came is at least what was asked; nothing while it is not known."""
        return None if self.actual is None else self.actual >= self.required - CLOSE

    @property
    def is_within_band(self) -> bool | None:
        """Whether what was asked lies within the uncertainty of what came."""
        if self.low is None or self.high is None:
            return None
        return self.low - CLOSE <= self.required <= self.high + CLOSE


@dataclass(frozen=True)
class Plan:
    """The path of a program from its baseline."""

    baseline: float
    target: float
    verdict: Verdict
    ends_at: float  # where +0.5 a quarter leads, no further than the top of the scale
    gain_needed: float  # a quarter, from the newest score to the target
    quarters_left: int
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True)
class Reached:
    """A closed wave's score at the end of a quarter, and its interval where there is one."""

    quarter: int
    score: float
    low: float | None = None
    high: float | None = None


def plan_milestones(
    baseline: float,
    target: float,
    reached: tuple[Reached, ...] = (),
    *,
    gain: float = GAIN,
    quarters: int = QUARTERS,
    top: float = TOP,
) -> Plan:
    """
    The path from a baseline to a target, planned anew from the newest score that is known.

    Past quarters keep what the baseline asked of them; those to come are the promised gain on top of the newest score,
    never past the top of the scale.

    >>> [plan_milestones(baseline, 4.5).verdict.value for baseline in (2.3, 2.8, 3.4)]
    ['gain_falls_short', 'both_hold', 'gain_runs_past']
    >>> plan_milestones(2.3, 4.5).ends_at, round(plan_milestones(2.3, 4.5).gain_needed, 2)
    (4.3, 0.55)
    """
    known = {one.quarter: one for one in reached if 1 <= one.quarter <= quarters}
    newest = max(known, default=0)
    start = known[newest].score if newest else baseline
    left = quarters - newest
    needed = max(0.0, (target - start) / left) if left else max(0.0, target - start)
    milestones = []
    for quarter in range(1, quarters + 1):
        here, steps = (start, quarter - newest) if quarter > newest else (baseline, quarter)
        required = min(here + steps * gain, top)
        one = known.get(quarter)
        milestones.append(
            Milestone(quarter, required, *((one.score, one.low, one.high) if one else (None, None, None)))
        )
    return Plan(
        baseline,
        target,
        _verdict(start, target, gain, left, top),
        round(min(start + left * gain, top), 9),
        needed,
        left,
        tuple(milestones),
    )


def _verdict(start: float, target: float, gain: float, left: int, top: float) -> Verdict:
    """Both promises hold when the gain, kept to the end, passes the target and stays on the scale."""
    end = start + left * gain
    if start > target:
        return Verdict.ALREADY_THERE
    if end <= target + CLOSE:
        return Verdict.GAIN_FALLS_SHORT
    if end > top + CLOSE:
        return Verdict.GAIN_RUNS_PAST
    return Verdict.BOTH_HOLD
