"""The daily release: what a program's plan asks for today opens today, for everybody at once."""

from __future__ import annotations

from datetime import date, datetime

from belonging.tenancy.scope import unscoped
from programs.calendar import LocalHour, reached
from programs.models import Program, ProgramDay
from programs.selectors.days import ask_facilitators, last_days, open_steps, programs_with_plans

OPENING_HOUR = 6  # local; people find the day's steps when they wake


def release_due_days(*, now: datetime) -> int:
    """
    This will release every program's local day whose opening hour has come, and answer how many steps it opened.

    One pass over all programs. A day has one ledger row; releasing it twice opens nothing twice, since only waiting
    steps open. After an outage the latest day is released and with it everything older that still waited.
    """
    with unscoped("release the days that programs owe"):
        programs = programs_with_plans()
        known = last_days(programs)
        due = []
        for program in programs:
            day = _day(reached(program.time_zone, now))
            if known.get(program.pk) != day:
                due.append((program, day))
        # Another beat may be writing the same rows: the unique constraint lets one of each in.
        ProgramDay.objects.bulk_create((_row(program, day, now) for program, day in due), ignore_conflicts=True)
        days = [(program.pk, day) for program, day in due]
        opened = open_steps(days)
        ask_facilitators(days, now)
        return opened


def _row(program: Program, day: date, now: datetime) -> ProgramDay:
    return ProgramDay(organization_id=program.organization_id, program_id=program.pk, local_date=day, released_at=now)


def _day(reached_hour: LocalHour) -> date:
    day, hour = reached_hour
    return day if hour >= OPENING_HOUR else date.fromordinal(day.toordinal() - 1)
