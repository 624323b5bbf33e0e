"""What people did in a program and on which day: steps, promises and events, for those who count who takes part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belonging.tenancy.copying import copied_out
from belonging.tenancy.scope import current_organization_id
from belonging.tenancy.statements import rows_of
from programs.enums import Attendance

if TYPE_CHECKING:
    from datetime import date

    from belonging.tenancy.copying import Arrays
    from programs.models import Program

# In SQL because every program's night asks it; building the same query anew took longer than running it.
_ACTS = """
    WITH place AS (
      SELECT id FROM programs_participant WHERE organization_id = %(organization)s AND program_id = %(program)s
    )
    SELECT DISTINCT person, (at AT TIME ZONE %(zone)s)::date - date '2000-01-01' AS day
      FROM (
        SELECT step.participant_id AS person, step.done_at AS at
          FROM place JOIN programs_personstep step
            ON step.organization_id = %(organization)s AND step.participant_id = place.id
         WHERE step.done_at IS NOT NULL
        UNION ALL
        SELECT promise.participant_id, promise.done_at
          FROM place JOIN programs_promise promise
            ON promise.organization_id = %(organization)s AND promise.participant_id = place.id
         WHERE promise.done_at IS NOT NULL
        UNION ALL
        SELECT reply.participant_id, event.starts_at
          FROM place JOIN programs_reply reply
            ON reply.organization_id = %(organization)s AND reply.participant_id = place.id
          JOIN programs_event event ON event.organization_id = reply.organization_id AND event.id = reply.event_id
         WHERE reply.attendance = %(present)s
      ) act
"""


def acts_by_day(program: Program) -> Arrays:
    """
    Who did a step, kept a promise or was at an event on which day of the program's own zone, each once.

    Returns
    -------
    Arrays
        `person`, row ids of participants, and `day`, days since 2000-01-01, in no order.
    """
    values = {
        "organization": current_organization_id(),
        "program": program.pk,
        "zone": program.time_zone,
        "present": str(Attendance.PRESENT),
    }
    return copied_out(_ACTS, values, {"person": "int8", "day": "int4"})


_PLACES = """
    SELECT id, joined_on, withdrawn_on, state FROM programs_participant
     WHERE organization_id = %(organization)s AND program_id = %(program)s AND joined_on IS NOT NULL
     ORDER BY id
"""


def places_over_time(program: Program) -> list[tuple[int, date, date | None, str]]:
    """Row id, first day, day of leaving if any, and state now, of everybody who ever joined, by row id."""
    rows = rows_of(_PLACES, {"organization": current_organization_id(), "program": program.pk})
    return [(person, joined_on, left_on, state) for person, joined_on, left_on, state in rows]
