"""Reads of plans, and the statement that lays everybody's path at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from belonging.core import clock
from belonging.tenancy.statements import run
from programs.enums import IN_THE_NETWORK, LearningKind
from programs.models import Event, Module, Occurrence, PlannedPromise, Program, Template
from programs.selectors.mixes import PlannedMix, planned_mix

# One bulk path for 1 person or 500: the people of a program times the plan's dated steps and promises.
_STEPS = """
    INSERT INTO programs_personstep (public_id, created_at, organization_id, participant_id, occurrence_id, step_id,
                                     state, opens_on, due_on, wrote)
    SELECT gen_random_uuid(), now(), person.organization_id, person.id, occurrence.id, occurrence.step_id,
           'waiting', occurrence.opens_on, occurrence.due_on, ''
      FROM programs_participant AS person
      JOIN programs_occurrence AS occurrence
        ON occurrence.organization_id = person.organization_id AND occurrence.program_id = person.program_id
      JOIN programs_step AS step
        ON step.organization_id = occurrence.organization_id AND step.id = occurrence.step_id
       AND step.audience = 'participant'
     WHERE person.organization_id = %(organization)s AND person.program_id = %(program)s
       AND person.state IN ('active', 'paused') AND (%(person)s::bigint IS NULL OR person.id = %(person)s)
        ON CONFLICT (organization_id, participant_id, occurrence_id) DO NOTHING
"""

_PROMISES = """
    INSERT INTO programs_promise (public_id, created_at, organization_id, participant_id, planned_id, source,
                                  text, hint, kind, opens_on, due_on, asks, wrote)
    SELECT gen_random_uuid(), now(), person.organization_id, person.id, planned.id, 'plan',
           planned.text, planned.hint, planned.kind, planned.opens_on, planned.due_on, planned.asks, '{}'
      FROM programs_participant AS person
      JOIN programs_plannedpromise AS planned
        ON planned.organization_id = person.organization_id AND planned.program_id = person.program_id
     WHERE person.organization_id = %(organization)s AND person.program_id = %(program)s
       AND person.state IN ('active', 'paused') AND (%(person)s::bigint IS NULL OR person.id = %(person)s)
       AND planned.due_on >= coalesce(person.joined_on, planned.due_on)
        ON CONFLICT (organization_id, participant_id, planned_id) DO NOTHING
"""


def lay_all_paths(organization_id: UUID, program_id: int) -> int:
    """This will give everybody in a program the plan's dated steps and promises, and count the steps."""
    return _lay(organization_id, program_id, None)


def lay_one_path(organization_id: UUID, program_id: int, participant_id: int) -> int:
    """This will give one person the plan's dated steps, and the promises that are not yet behind."""
    return _lay(organization_id, program_id, participant_id)


def _lay(organization_id: UUID, program_id: int, participant_id: int | None) -> int:
    values: dict[str, Any] = {"organization": organization_id, "program": program_id, "person": participant_id}
    steps = run(_STEPS, values)
    run(_PROMISES, values)
    return steps


def templates() -> QuerySet[Template]:
    """Every version of every template, the newest of each key first."""
    return Template.objects.order_by("key", "-version", "id")


def newest_templates() -> list[Template]:
    """The newest version of each template, by name."""
    newest = Template.objects.order_by("key", "-version").distinct("key")
    return sorted(newest, key=lambda template: (template.name, template.pk))


def newest_version(key: str) -> Template | None:
    """The newest version of a key, or nothing."""
    return Template.objects.filter(key=key).order_by("-version", "id").first()


def template_by_public_id(public_id: UUID) -> Template | None:
    """The template an address names, or nothing."""
    return Template.objects.filter(public_id=public_id).first()


@dataclass(frozen=True)
class PlannedMonth:
    """One month of a plan: its days, what opens in it, and what it lacks."""

    number: int
    begins_on: date
    module: Module | None
    occurrences: list[Occurrence]
    promises: list[PlannedPromise]
    events: list[Event]

    @property
    def lacks_experience(self) -> bool:
        """True when there is nothing to do together in it."""
        doing = LearningKind.EXPERIENTIAL
        return not any(event.kind == doing for event in self.events) and not any(
            one.step.kind == doing for one in self.occurrences
        )


@dataclass(frozen=True)
class PlanPage:
    """A program's plan in one piece: before the launch, then month by month, with its mix."""

    before: PlannedMonth
    months: list[PlannedMonth]
    mix: PlannedMix
    person_count: int

    @property
    def gaps(self) -> list[PlannedMonth]:
        """Months without anything experiential."""
        return [month for month in self.months if month.lacks_experience]


def plan_of(program: Program) -> PlanPage:
    """A program's whole plan; nine queries, however long it is."""
    modules = list(Module.objects.filter(program=program).order_by("number", "id"))
    occurrences: dict[int, list[Occurrence]] = defaultdict(list)
    rows = Occurrence.objects.filter(program=program).select_related("step").order_by("opens_on", "id")
    for row in rows:
        occurrences[max(0, row.month)].append(row)
    promises: dict[int, list[PlannedPromise]] = defaultdict(list)
    for promise in PlannedPromise.objects.filter(program=program).order_by("opens_on", "id"):
        promises[max(0, clock.program_month(program.starts_on, promise.opens_on))].append(promise)
    events: dict[int, list[Event]] = defaultdict(list)
    for event in Event.objects.filter(program=program, cancelled_at=None).order_by("starts_at", "id"):
        day = clock.today(program.time_zone, event.starts_at)
        events[max(0, clock.program_month(program.starts_on, day))].append(event)
    months = [
        PlannedMonth(
            number=number,
            begins_on=clock.month_begins_on(program.starts_on, number),
            module=next((one for one in modules if one.first_month <= number <= one.last_month), None),
            occurrences=occurrences[number],
            promises=promises[number],
            events=events[number],
        )
        for number in range(program.month_count + 1)
    ]
    return PlanPage(
        before=months[0],
        months=months[1:],
        mix=planned_mix(program),
        person_count=program.participants.filter(state__in=IN_THE_NETWORK).count(),
    )
