"""What people did in a program, as days: never what they wrote, answered or promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from programs.enums import Attendance, ReplyState
from programs.models import PersonStep, Reply

if TYPE_CHECKING:
    from datetime import date

    from programs.models import Program


def last_acts(program: Program) -> dict[int, date]:
    """The last day each participant did a step or was at an event, by row id."""
    steps = PersonStep.objects.filter(participant__program=program, done_at__isnull=False).order_by()
    there = Reply.objects.filter(event__program=program, attendance=Attendance.PRESENT).order_by()
    done = steps.values_list("participant").annotate(last=Max("done_at"))
    found: dict[int, date] = {person: last.date() for person, last in done}
    for person, last in there.values_list("participant").annotate(last=Max("event__starts_at")):
        found[person] = max(found.get(person, last.date()), last.date())
    return found


def missed_in_a_row(program: Program) -> dict[int, int]:
    """How many events in a row, up to the last one that was marked, each participant said yes to and was not at."""
    rows = Reply.objects.filter(event__program=program, state=ReplyState.GOING).exclude(attendance="")
    found: dict[int, int] = {}
    came: set[int] = set()
    for person, attendance in rows.order_by("-event__starts_at", "-id").values_list("participant", "attendance"):
        if attendance == Attendance.PRESENT:
            came.add(person)
        elif person not in came:
            found[person] = found.get(person, 0) + 1
    return found
