"""The goal chart: what is wanted in a quarter, and by what it is known to be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from belonging.core.clock import today
from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from dashboards.kpis.together import value_of
from dashboards.models import CommunityGoal, KeyResult
from dashboards.rules import GOALS_A_QUARTER, HIGHEST, RESULTS_A_GOAL
from dashboards.selectors.goals import days_of_quarter, locked_goal, quarters_of
from dashboards.selectors.parts import chart_parts
from dashboards.selectors.words import figure_words

if TYPE_CHECKING:
    from datetime import date, datetime

    from belonging.tenancy.models import Membership
    from programs.models import Program


class GoalRefused(BelongingError):
    """A goal or a key result cannot be kept like that."""

    code = "goal_refused"


@transaction.atomic
def write_goal(
    *, actor: Membership, program: Program, quarter: int, place: int, title: str, now: datetime
) -> CommunityGoal:
    """This will keep a goal in one of a quarter's three places; raises GoalRefused for any other place or quarter."""
    if quarter not in quarters_of(program) or not 1 <= place <= GOALS_A_QUARTER:
        raise GoalRefused(_("A quarter of this program has room for three goals."))
    goal, _made = CommunityGoal.objects.update_or_create(
        program=program, quarter=quarter, place=place, defaults={"title": title}
    )
    record(actor=actor, verb="goal.written", target=goal, now=now)
    return goal


@transaction.atomic
def remove_goal(*, actor: Membership, goal: CommunityGoal, now: datetime) -> None:
    """This will take a goal off the chart, with its key results."""
    record(actor=actor, verb="goal.removed", target=goal, now=now)
    goal.delete()


@transaction.atomic
def add_key_result(
    *, actor: Membership, goal: CommunityGoal, measure: str, target: float, due_on: date, now: datetime
) -> KeyResult:
    """
    This will link a goal to a live figure, and keep what the figure is today.

    Raises GoalRefused for a day outside the quarter or gone by, a target nothing can reach, the same measure twice, or
    more key results than a goal has room for.
    """
    program, on = goal.program, today(goal.program.time_zone, now)
    first, last = days_of_quarter(program, goal.quarter)
    if not max(first, on) <= due_on <= last:
        raise GoalRefused(_("Choose a day of this quarter, from today on."), field="due_on")
    if target > (most := HIGHEST.get(measure, 1_000_000)):
        raise GoalRefused(_("The most there can be is %(most)s.") % {"most": figure_words(measure, most)})
    before = value_of(measure, chart_parts(program, now))
    if locked_goal(goal.pk).results.count() >= RESULTS_A_GOAL:  # two who link at once are counted one after the other
        raise GoalRefused(_("Five key results are enough for a goal. Take one out first."))
    try:
        with transaction.atomic():
            result = KeyResult.objects.create(
                goal=goal, measure=measure, target=target, due_on=due_on, begun_on=on, before=before
            )
    except IntegrityError:
        raise GoalRefused(_("This goal is linked to that figure already."), field="measure") from None
    record(actor=actor, verb="key_result.added", target=result, now=now, measure=measure)
    return result


@transaction.atomic
def remove_key_result(*, actor: Membership, result: KeyResult, now: datetime) -> None:
    """This will take a key result off its goal."""
    record(actor=actor, verb="key_result.removed", target=result, now=now)
    result.delete()
