"""The daily release: what a program's plan asks for today opens today, for everybody at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from belonging.tenancy.scope import unscoped
from programs.calendar import LocalHour, reached
from programs.models import Program, ProgramDay
from programs.selectors.days import DueDay, ask_facilitators, last_days, open_steps, programs_with_plans
from programs.selectors.zones import zones_of

OPENING_HOUR = 6  # local; people find the day's steps when they wake


def release_due_days(*, now: datetime) -> int:
    """
    This will release every local day whose opening hour has come, and answer how many steps it opened.

    One pass over all programs. People find a day's steps in the morning of the zone they chose, or else of their
    program; facilitators get their tasks in the program's. A day has one ledger row for each zone; releasing it twice
    opens nothing twice, since only waiting steps open. After an outage the latest day is released and with it
    everything older that still waited.
    """
    with unscoped("release the days that programs owe"):
        programs = programs_with_plans()
        due = _due(programs, now)
        # Another beat may be writing the same rows: the unique constraint lets one of each in.
        ProgramDay.objects.bulk_create((_row(one, now) for one in due), ignore_conflicts=True)
        opened = open_steps(due)
        ask_facilitators([one for one in due if one.time_zone == one.program.time_zone], now)
        return opened


def _due(programs: Sequence[Program], now: datetime) -> list[DueDay]:
    known, zones = last_days(programs), zones_of(programs)
    mornings = [DueDay(program, zone, _day(reached(zone, now))) for program in programs for zone in zones[program.pk]]
    return [one for one in mornings if known.get((one.program.pk, one.time_zone), date.min) < one.local_date]


def _row(one: DueDay, now: datetime) -> ProgramDay:
    place = {"organization_id": one.program.organization_id, "program_id": one.program.pk}
    return ProgramDay(**place, time_zone=one.time_zone, local_date=one.local_date, released_at=now)


def _day(reached_hour: LocalHour) -> date:
    day, hour = reached_hour
    return day if hour >= OPENING_HOUR else date.fromordinal(day.toordinal() - 1)
