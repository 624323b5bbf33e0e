"""Reads of other people's paths, for those who run the program: states and days, never words or promises."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from programs.enums import ParticipantState, PersonStepState
from programs.models import Participant, PersonStep
from programs.selectors.paths import Progress, StepLine, missed_steps, person_lines, progress_of


@dataclass(frozen=True)
class Journey:
    """One person's path."""

    person: Participant
    progress: Progress
    lines: list[StepLine]
    missed: list[PersonStep]


@dataclass(frozen=True)
class JourneyLine:
    """One person in the list of paths."""

    person: Participant
    progress: Progress
    missed_count: int


def journey_of(person: Participant) -> Journey:
    """A person's path as those who run the program see it."""
    return Journey(person, progress_of(person), person_lines(person), list(missed_steps(person)))


def _counted(people: QuerySet[Participant]) -> QuerySet[Participant]:
    mine = "person_steps__state"
    return people.annotate(
        done_count=Count("person_steps", filter=Q(**{mine: PersonStepState.DONE})),
        step_count=Count("person_steps", filter=~Q(**{mine: PersonStepState.SKIPPED})),
        missed_count=Count(
            "person_steps",
            filter=Q(**{mine: PersonStepState.WAITING, "person_steps__opens_on__lt": F("joined_on")})
            & Q(joined_on__gt=F("program__starts_on")),
        ),
    )


def journeys(people: QuerySet[Participant]) -> list[JourneyLine]:
    """The progress of these people, in their order; one query."""
    found = []
    for person in _counted(people):
        counts: dict[str, int] = vars(person)
        is_complete = person.state == ParticipantState.COMPLETED
        total = counts["done_count"] if is_complete else counts["step_count"]
        found.append(JourneyLine(person, Progress(counts["done_count"], total), counts["missed_count"]))
    return found
