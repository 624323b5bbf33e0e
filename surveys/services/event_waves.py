"""A short sealed survey of those who were at an event."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.tenancy.audit import record
from programs.selectors.events import locked_event
from surveys.enums import WaveKind, WaveState
from surveys.models import Wave
from surveys.rules import EVENT_OPEN_DAYS
from surveys.selectors.waves import local_day, planned_event_waves, wave_about
from surveys.services.built_in import keep_built_in
from surveys.services.opening import WaveRefused
from surveys.services.planning import check_days

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Event


@transaction.atomic
def ask_about_event(*, actor: Membership, event: Event, now: datetime) -> Wave:
    """
    This will plan three statements for those who were at an event, from the day after it on; what was planned stays.

    Raises WaveRefused when the event does not take place, or the days do not fit.
    """
    event = locked_event(event.pk)  # two presses at once: the second finds what the first planned
    planned = wave_about(event)
    if planned is not None:
        return planned
    if event.is_cancelled:
        raise WaveRefused(_("This event does not take place, so there is nobody to ask."))
    wave = Wave(program=event.program, event=event, about=event.title, kind=WaveKind.EVENT)
    wave.instrument = keep_built_in(now=now)["after-event"]
    _set_days(wave, max(_day_after(event), local_day(event.program, now)))
    check_days(wave, now)
    wave.save()
    record(actor=actor, verb="wave.planned", target=wave, now=now)
    return wave


@transaction.atomic
def follow_events(*, now: datetime) -> int:
    """
    This will bring planned waves about events to where the events are now, and count what changed.

    A cancelled event calls its wave off, and so does one at which too few were there until the wave's last day.
    """
    return sum(_followed(wave, now) for wave in planned_event_waves())


def _followed(wave: Wave, now: datetime) -> bool:
    event, today = wave.event, local_day(wave.program, now)
    day = _day_after(event)
    if event.is_cancelled or wave.is_past(today):
        wave.state = WaveState.CALLED_OFF
    elif day > today and day != wave.opens_on:
        _set_days(wave, day)
    else:
        return False
    wave.save(update_fields=["state", "opens_on", "closes_on"])
    record(actor=None, verb="waves.followed", target=wave, now=now, state=wave.state)
    return True


def _day_after(event: Event) -> date:
    return clock.today(event.program.time_zone, event.ends_at) + timedelta(days=1)


def _set_days(wave: Wave, day: date) -> None:
    wave.opens_on, wave.closes_on = day, day + timedelta(days=EVENT_OPEN_DAYS - 1)
