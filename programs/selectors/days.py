"""
The statements of the daily release: which programs owe a day, and what that day opens.

They write, and stand here all the same: this is the room for statements in SQL. Each runs over all programs
at once, inside unscoped(), and names the organization in every join.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from belonging.tenancy.statements import run
from programs.enums import PersonStepState, ProgramState
from programs.models import Program, ProgramDay
from programs.selectors.paths import openable_steps
from programs.selectors.zones import people_in

_ASK = """
    INSERT INTO programs_task (public_id, created_at, organization_id, program_id, assignee_id, occurrence_id,
                               title, text, due_on)
    SELECT gen_random_uuid(), now(), occurrence.organization_id, occurrence.program_id, member.id, occurrence.id,
           step.title, step.text, coalesce(occurrence.due_on, occurrence.opens_on)
      FROM unnest(%(programs)s::bigint[], %(days)s::date[]) AS due (program_id, local_date)
      JOIN programs_program AS program ON program.id = due.program_id
      JOIN programs_occurrence AS occurrence
        ON occurrence.organization_id = program.organization_id AND occurrence.program_id = program.id
       AND occurrence.opens_on <= due.local_date AND occurrence.released_at IS NULL
      JOIN programs_step AS step
        ON step.organization_id = occurrence.organization_id AND step.id = occurrence.step_id
       AND step.audience = 'facilitator'
      JOIN tenancy_membership AS member
        ON member.organization_id = occurrence.organization_id AND member.role = 'facilitator'
       AND member.state = 'active'
       -- those of the program; where none takes part, all facilitators, as in facilitators_of
     WHERE EXISTS (SELECT 1 FROM programs_participant AS place
                    WHERE place.organization_id = member.organization_id AND place.program_id = program.id
                      AND place.membership_id = member.id AND place.state <> 'withdrawn')
        OR NOT EXISTS (SELECT 1 FROM programs_participant AS place
                         JOIN tenancy_membership AS other
                           ON other.organization_id = place.organization_id AND other.id = place.membership_id
                          AND other.role = 'facilitator' AND other.state = 'active'
                        WHERE place.organization_id = program.organization_id AND place.program_id = program.id
                          AND place.state <> 'withdrawn')
        ON CONFLICT (organization_id, assignee_id, occurrence_id) DO NOTHING
"""

_RELEASED = """
    UPDATE programs_occurrence AS occurrence
       SET released_at = %(now)s
      FROM unnest(%(programs)s::bigint[], %(days)s::date[]) AS due (program_id, local_date)
      JOIN programs_program AS program ON program.id = due.program_id
     WHERE occurrence.organization_id = program.organization_id AND occurrence.program_id = program.id
       AND occurrence.opens_on <= due.local_date AND occurrence.released_at IS NULL
"""


@dataclass(frozen=True)
class DueDay:
    """The local date that a program owes those whose clocks are of one time zone."""

    program: Program
    time_zone: str
    local_date: date


def programs_with_plans() -> list[Program]:
    """Every program whose days count: drafts too, since steps before the launch open while it is one."""
    states = (ProgramState.DRAFT, ProgramState.RUNNING)
    return list(Program.objects.filter(state__in=states, template__isnull=False).order_by("id"))


def last_days(programs: Sequence[Program]) -> dict[tuple[int, str], date]:
    """The last day that each program has released for each time zone."""
    rows = ProgramDay.objects.filter(program__in=programs).order_by("program", "time_zone")
    last = rows.values_list("program", "time_zone").annotate(last=Max("local_date"))
    return {(program, zone): day for program, zone, day in last}


def open_steps(due: Sequence[DueDay]) -> int:
    """This will open what waits there, whose day has come where its person is and that waits for no other step."""
    by_day: dict[date, list[DueDay]] = defaultdict(list)
    for one in due:
        by_day[one.local_date].append(one)
    # One statement a local date, of which there are three in the world at most. PersonStep has no save hooks.
    return sum(
        openable_steps(day)
        .filter(participant__in=people_in({one.program.pk for one in some}, {one.time_zone for one in some}))
        .update(state=PersonStepState.OPEN)
        for day, some in by_day.items()
    )


def ask_facilitators(due: Sequence[DueDay], now: datetime) -> None:
    """This will give facilitators their tasks of these days, once, and mark the days' occurrences released."""
    values: dict[str, Any] = {
        "programs": [one.program.pk for one in due],
        "days": [one.local_date for one in due],
        "now": now,
    }
    run(_ASK, values)
    run(_RELEASED, values)
