"""Planned waves follow their program: another start day, or another plan, moves what has not opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from belonging.tenancy.audit import record
from programs.selectors.survey_days import survey_days
from surveys.enums import WaveKind, WaveState
from surveys.models import Instrument, Wave
from surveys.selectors.waves import is_day_taken, local_day, plan_days_taken, waves_not_opened
from surveys.services.built_in import keep_built_in
from surveys.services.planning import INSTRUMENTS, planned_wave

if TYPE_CHECKING:
    from programs.models import Program


@transaction.atomic
def follow_program(*, program: Program, now: datetime) -> int:
    """
    This will bring a program's planned waves to where its start and its plan have them now, and count what changed.

    Waves of the plan keep the days by which somebody moved them by hand; a survey taken out of the plan is called off;
    nothing is moved into the past. Running it again changes nothing.
    """
    today = local_day(program, now)
    waves = waves_not_opened(program)
    # The last first: then each finds the day free that the next one has just left.
    own = [wave for wave in reversed(waves) if wave.plan_day is None]
    changed = sum(_shifted(wave, program.starts_on, today) for wave in own)
    for kind in WaveKind:
        known = {wave.plan_day: wave for wave in waves if wave.kind == kind and wave.plan_day is not None}
        changed += _follow(program, kind, known, today, now)
    if changed:
        record(actor=None, verb="waves.followed", target=program, now=now, waves=changed)
    return changed


def _shifted(wave: Wave, starts_on: date, today: date) -> bool:
    by = starts_on - (wave.counted_from or starts_on)
    if not by or wave.opens_on + by <= today or is_day_taken(wave, wave.opens_on + by):
        return False
    _move(wave, by)
    wave.counted_from = starts_on
    wave.save(update_fields=["opens_on", "closes_on", "counted_from"])
    return True


def _follow(program: Program, kind: WaveKind, known: Mapping[date, Wave], today: date, now: datetime) -> int:
    taken = plan_days_taken(program, kind)
    if not taken:  # its waves were planned by hand, or before plans were followed
        return 0
    wanted = {one.opens_on for one in survey_days(program) if one.kind == kind}
    gone, new = sorted(set(known) - wanted), sorted(day for day in wanted - taken if day > today)
    moved = sum(_moved(known[day], to) for day, to in zip(gone, new, strict=False))
    for day in gone[len(new) :]:
        wave = known[day]
        wave.state, wave.plan_day, wave.counted_from = WaveState.CALLED_OFF, None, program.starts_on
        wave.save(update_fields=["state", "plan_day", "counted_from"])
    added = [planned_wave(program, kind, _instrument(kind, now), day, is_of_plan=True) for day in new[len(gone) :]]
    added = [wave for wave in added if not is_day_taken(wave, wave.opens_on)]
    Wave.objects.bulk_create(added)  # Wave has no save hooks beyond the check that bulk_create repeats
    return moved + len(gone[len(new) :]) + len(added)


def _moved(wave: Wave, to: date) -> bool:
    by = to - (wave.plan_day or to)
    if is_day_taken(wave, wave.opens_on + by):
        return False
    _move(wave, by)
    wave.plan_day = to
    wave.save(update_fields=["opens_on", "closes_on", "plan_day"])
    return True


def _instrument(kind: WaveKind, now: datetime) -> Instrument:
    return keep_built_in(now=now)[INSTRUMENTS[kind]]


def _move(wave: Wave, by: timedelta) -> None:
    wave.opens_on, wave.closes_on = wave.opens_on + by, wave.closes_on + by
