"""What may need a hand in a program, as counts by day and state: never what anybody wrote, answered or promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from belonging.core.clock import month_begins_on, program_month
from programs.enums import LearningKind, ParticipantState, PersonStepState
from programs.models import Event, Occurrence, Participant, PersonStep, WelcomeNote
from programs.rules import FEWEST_IN_A_GROUP
from programs.selectors.welcomes import NEW_FOR

if TYPE_CHECKING:
    from datetime import date

    from programs.models import Program

LOOKED_BACK = timedelta(days=30)
SETTLED = timedelta(days=7)  # a newcomer's first week


@dataclass(frozen=True)
class StepTurn:
    """One turn of a step whose day is over: how many it asked, and how many did it."""

    title: str
    asked: int
    done: int


def step_turns(program: Program, on: date) -> list[StepTurn]:
    """The turns that were due in the last thirty days and asked at least five active people, oldest first."""
    rows = PersonStep.objects.filter(
        occurrence__program=program, due_on__lt=on, due_on__gte=on - LOOKED_BACK, step__is_optional=False,
        state__in=[PersonStepState.OPEN, PersonStepState.DONE], participant__state=ParticipantState.ACTIVE,
    )  # fmt: skip
    turns = rows.order_by("occurrence__opens_on", "occurrence_id").values_list("occurrence_id", "step__title")
    found = turns.annotate(asked=Count("pk"), done=Count("pk", Q(state=PersonStepState.DONE)))
    return [StepTurn(title, asked, done) for _, title, asked, done in found if asked >= FEWEST_IN_A_GROUP]


def months_without_doing(program: Program, on: date) -> list[int]:
    """Of this program month and the next, those with nothing experiential: no event, and no step of the plan."""
    now = max(1, program_month(program.starts_on, on))
    found = []
    for month in range(now, min(now + 1, program.month_count) + 1):
        first, after = month_begins_on(program.starts_on, month), month_begins_on(program.starts_on, month + 1)
        kind = LearningKind.EXPERIENTIAL
        events = Event.objects.filter(
            program=program, kind=kind, cancelled_at=None, starts_at__date__gte=first, starts_at__date__lt=after
        )
        steps = Occurrence.objects.filter(
            program=program, step__kind=kind, step__is_optional=False, opens_on__gte=first, opens_on__lt=after
        )
        if not events.exists() and not steps.exists():
            found.append(month)
    return found


@dataclass(frozen=True)
class Welcomed:
    """People in their second to fifth week, and how many of them nobody has left a note for."""

    people: int
    without: int


def welcomed(program: Program, on: date) -> Welcomed:
    """Who came lately, and for how many of them there is no note of their own."""
    came = Participant.objects.filter(
        program=program, state=ParticipantState.ACTIVE, joined_on__gt=on - NEW_FOR, joined_on__lte=on - SETTLED
    )
    noted = WelcomeNote.objects.filter(newcomer__in=came, hidden_at=None).values("newcomer").distinct().count()
    people = came.count()
    return Welcomed(people, people - noted)
