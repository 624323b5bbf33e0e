"""
The statements of the daily release: which programs owe a day, and what that day opens.

The last two write, and stand here all the same: this is the room for statements in SQL. Each runs over all programs
at once, inside unscoped(), and names the organization in every join.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from programs.enums import ProgramState
from programs.models import Program, ProgramDay

_OPEN = """
    UPDATE programs_personstep AS mine
       SET state = 'open'
      FROM unnest(%(programs)s::bigint[], %(days)s::date[]) AS due (program_id, local_date),
           programs_occurrence AS occurrence, programs_participant AS person
     WHERE occurrence.program_id = due.program_id
       AND mine.organization_id = occurrence.organization_id AND mine.occurrence_id = occurrence.id
       AND person.organization_id = mine.organization_id AND person.id = mine.participant_id
       AND person.state = 'active'
       AND mine.state = 'waiting' AND mine.opens_on <= due.local_date
       AND NOT EXISTS (
           SELECT FROM programs_steplink AS link
            WHERE link.organization_id = mine.organization_id AND link.step_id = mine.step_id
              AND link.kind = 'unlock_after'
              AND NOT EXISTS (
                  SELECT FROM programs_personstep AS before
                   WHERE before.organization_id = mine.organization_id AND before.participant_id = mine.participant_id
                     AND before.step_id = link.other_id AND before.state = 'done'))
"""

_ASK = """
    INSERT INTO programs_task (public_id, created_at, organization_id, program_id, assignee_id, occurrence_id,
                               title, text, due_on)
    SELECT gen_random_uuid(), now(), occurrence.organization_id, occurrence.program_id, member.id, occurrence.id,
           step.title, step.text, coalesce(occurrence.due_on, occurrence.opens_on)
      FROM unnest(%(programs)s::bigint[], %(days)s::date[]) AS due (program_id, local_date)
      JOIN programs_occurrence AS occurrence
        ON occurrence.program_id = due.program_id AND occurrence.opens_on <= due.local_date
       AND occurrence.released_at IS NULL
      JOIN programs_step AS step
        ON step.organization_id = occurrence.organization_id AND step.id = occurrence.step_id
       AND step.audience = 'facilitator'
      JOIN tenancy_membership AS member
        ON member.organization_id = occurrence.organization_id AND member.role = 'facilitator'
       AND member.state = 'active'
        ON CONFLICT (organization_id, assignee_id, occurrence_id) DO NOTHING
"""

_RELEASED = """
    UPDATE programs_occurrence AS occurrence
       SET released_at = %(now)s
      FROM unnest(%(programs)s::bigint[], %(days)s::date[]) AS due (program_id, local_date)
     WHERE occurrence.program_id = due.program_id AND occurrence.opens_on <= due.local_date
       AND occurrence.released_at IS NULL
"""


def programs_with_plans() -> list[Program]:
    """Every program whose days count: drafts too, since steps before the launch open while it is one."""
    states = (ProgramState.DRAFT, ProgramState.RUNNING)
    return list(Program.objects.filter(state__in=states, template__isnull=False).order_by("id"))


def last_days(programs: Sequence[Program]) -> Mapping[int, date]:
    """The last day of each program that has a ledger row."""
    rows = ProgramDay.objects.filter(program__in=programs).order_by("program", "-local_date").distinct("program")
    return dict(rows.values_list("program", "local_date"))


def release(due: Sequence[tuple[int, date]], now: datetime) -> int:
    """This will open every step that these programs owe by these days, ask facilitators for theirs, and count steps."""
    values: dict[str, Any] = {"programs": [program for program, _ in due], "days": [day for _, day in due], "now": now}
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, values)
        opened = int(cursor.rowcount)
        cursor.execute(_ASK, values)
        cursor.execute(_RELEASED, values)
    return opened
