"""What people did in a program by program month: steps, promises and events, for those who count who takes part."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Case, IntegerField, QuerySet, Value, When

from belonging.core.clock import month_begins_on
from programs.enums import Attendance
from programs.models import Participant, PersonStep, Promise, Reply

if TYPE_CHECKING:
    from datetime import date

    from programs.models import Program

Acts = QuerySet[Any, tuple[int, int]]  # row id of a participant, program month


def in_month(program: Program, field: str, *, is_moment: bool = False) -> Case:
    """The program month a day or a moment lies in, in the program's own zone; 0 before it began and after its end."""
    zone = ZoneInfo(program.time_zone)

    def begins(month: int) -> date:
        day = month_begins_on(program.starts_on, month)
        return datetime.combine(day, time(), zone) if is_moment else day

    last = program.month_count
    months = [When(**{f"{field}__gte": begins(month)}, then=month) for month in range(last, 0, -1)]
    over = When(**{f"{field}__gte": begins(last + 1)}, then=0)
    return Case(over, *months, default=Value(0), output_field=IntegerField())


def acts_by_month(program: Program) -> list[Acts]:
    """Who did a step, kept a promise or was at an event in which program month; the same may stand there twice."""
    here = {"participant__program": program}
    done = in_month(program, "done_at", is_moment=True)
    steps = PersonStep.objects.filter(**here, done_at__isnull=False).annotate(month=done)
    kept = Promise.objects.filter(**here, done_at__isnull=False).annotate(month=done)
    there = Reply.objects.filter(event__program=program, attendance=Attendance.PRESENT)
    there = there.annotate(month=in_month(program, "event__starts_at", is_moment=True))
    return [rows.order_by().values_list("participant_id", "month") for rows in (steps, kept, there)]


def places_over_time(program: Program) -> list[tuple[int, date, date | None, str]]:
    """Row id, first day, day of leaving if any, and state now, of everybody who ever joined, by row id."""
    rows = Participant.objects.filter(program=program, joined_on__isnull=False).order_by("pk")
    places = rows.values_list("pk", "joined_on", "withdrawn_on", "state")
    return [(person, joined_on, left_on, state) for person, joined_on, left_on, state in places if joined_on]
