"""Values against targets: where each stands, whether it moves the right way, and what to call that."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from belonging.core.charts import Bullet, bullet
from dashboards.kpis.findings import Severity

SLIP = 0.05  # of the target: going back by less than this in a month is weather


class State(StrEnum):
    """How a measure stands against its target."""

    MET = "met"
    LOOK = "look"
    WAY = "way"
    CARE = "care"


class Direction(StrEnum):
    """On which side of its target a value is good."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True)
class Goal:
    """
    A target and the side of it that counts. `top` is where the bar ends unless the value is further.

    `is_final` is true of what does not come back: once over the target, it needs care.
    """

    key: str
    target: float
    direction: Direction
    top: float
    is_final: bool = False

    def is_met(self, value: float | None) -> bool:
        """Strictly on the good side."""
        if value is None:
            return False
        return value > self.target if self.direction == Direction.ABOVE else value < self.target

    def progress(self, value: float | None) -> float:
        """How far a value has come: 0 for nothing, 1 at the target."""
        if value is None or self.target <= 0 or value <= 0:
            return 0.0
        return min(1.0, value / self.target if self.direction == Direction.ABOVE else self.target / value)

    def slip(self, value: float | None, before: float | None) -> float:
        """How far a value went the wrong way since before, as a share of the target; never negative."""
        if value is None or before is None or self.target <= 0:
            return 0.0
        back = before - value if self.direction == Direction.ABOVE else value - before
        return max(0.0, back / self.target)


def network_goals(targets: dict[str, float]) -> tuple[Goal, Goal, Goal]:
    """Degree, clustering and path length with a program's own targets."""
    degree, clustering, path = (float(targets[key]) for key in ("degree", "clustering", "path_length"))
    return (
        Goal("degree", degree, Direction.ABOVE, 1.2 * degree),
        Goal("clustering", clustering, Direction.ABOVE, min(1.0, 1.4 * clustering)),
        Goal("path_length", path, Direction.BELOW, 5 / 3 * path),
    )


def people_goals(targets: dict[str, float]) -> tuple[Goal, Goal, Goal]:
    """Monthly activity, new meaningful ties and dropout with a program's own targets, in per cent."""
    activity, ties, dropout = (100 * float(targets[key]) for key in ("activity", "new_ties", "dropout"))
    return (
        Goal("activity", activity, Direction.ABOVE, 100),
        Goal("new_ties", ties, Direction.ABOVE, 100),
        Goal("dropout", dropout, Direction.BELOW, 2 * dropout, is_final=True),
    )


def belonging_goal(target: float) -> Goal:
    """The score of the surveys, from 1 to 5."""
    return Goal("belonging", target, Direction.ABOVE, 5)


@dataclass(frozen=True)
class Kpi:
    """One measure on the dashboard. `change` is against the last count of an earlier program month."""

    goal: Goal
    value: float | None
    state: State
    change: float | None
    bar: Bullet | None


def kpi(
    goal: Goal, value: float | None, before: float | None, months: tuple[int, int], found: Iterable[Severity]
) -> Kpi:
    """
    A measure's state.

    Met, but look: on the good side of the target while a finding says that the number hides something; `found` holds
    the weights of the findings. Needs care: going back by more than a twentieth of the target in a month, less than
    half as far as the months gone by ask for, or over a target from which nothing comes back. Anything else, and what
    has no value yet, is on the way. `months` are the month now and how many there are.
    """
    month, month_count = months
    asked = (min(month, month_count) - 1) / month_count
    if goal.is_met(value):
        doubts = any(severity != Severity.NOTE for severity in found)
        state = State.LOOK if doubts else State.MET
    elif (value is not None and goal.is_final) or goal.slip(value, before) > SLIP or goal.progress(value) < asked / 2:
        state = State.CARE
    else:
        state = State.WAY
    change = None if value is None or before is None else value - before
    bar = None if value is None else bullet(value, goal.target, 0, max(goal.top, value))
    return Kpi(goal, value, state, change, bar)


def score_kpi(goal: Goal, value: float, before: float | None, *, is_behind: bool) -> Kpi:
    """
    The state of a survey's score, which has milestones of its own.

    Needs care: behind what the milestone asked for by more than chance, or back by more than a twentieth of the target.
    """
    state = State.MET if goal.is_met(value) else State.WAY
    if state == State.WAY and (is_behind or goal.slip(value, before) > SLIP):
        state = State.CARE
    return Kpi(goal, value, state, None if before is None else value - before, bullet(value, goal.target, 1, goal.top))


class Course(StrEnum):
    """Where the network goes, in one word for the sentence at the top."""

    FIRST = "first"
    ON_TARGET = "on_target"
    GROWING = "growing"
    STEADY = "steady"
    THINNING = "thinning"


def course(kpis: tuple[Kpi, ...]) -> Course:
    """
    All three on target, or else which way the number of people each person knows has gone since last month.

    Less than a fiftieth of the target is no movement.
    """
    if all(one.state in {State.MET, State.LOOK} for one in kpis):
        return Course.ON_TARGET
    degree = kpis[0]
    if degree.change is None:
        return Course.FIRST
    step = degree.change / degree.goal.target
    if abs(step) < 0.02:
        return Course.STEADY
    return Course.GROWING if step > 0 else Course.THINNING
