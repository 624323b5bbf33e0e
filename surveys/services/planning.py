"""The calendar of a program's waves: laid out once, moved and called off by those who run it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.clock import month_begins_on
from belonging.tenancy.audit import record
from programs.selectors.survey_days import survey_days
from surveys.disclosure import LEAST
from surveys.enums import ON_THE_PATH, WAVE_STEPS, WaveKind, WaveState
from surveys.models import Instrument, Wave
from surveys.rules import FEWEST_DAYS_BETWEEN, OPEN_DAYS
from surveys.selectors.waves import items_of, last_baseline_day, late_joiners, locked_wave, waves_of
from surveys.services.built_in import keep_built_in
from surveys.services.opening import WaveRefused

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program

# Where no plan says when: the second day of month 1, of each quarter's last month, and of month 12.
DEFAULT_MONTHS = ((WaveKind.BASELINE, 1), *((WaveKind.PULSE, month) for month in (3, 6, 9)), (WaveKind.ANNUAL, 12))
INSTRUMENTS = {
    WaveKind.BASELINE: "belonging",
    WaveKind.PULSE: "belonging-pulse",
    WaveKind.ANNUAL: "belonging",
    WaveKind.COMMUNITY: "community-of-practice",
}
COMMUNITY_MONTHS = (5, 11)  # between the pulses, so that nobody is asked twice in a week


@transaction.atomic
def plan_waves(*, program: Program, now: datetime, actor: Membership | None = None) -> list[Wave]:
    """This will lay out the year's waves of a program that has none; where there are some, nothing changes."""
    if waves_of(program).exists():
        return []
    instruments = keep_built_in(now=now)
    # One statement for a year; Wave has no save hooks beyond the check that bulk_create repeats.
    waves = Wave.objects.bulk_create(
        planned_wave(program, kind, instruments[INSTRUMENTS[kind]], day, is_of_plan=is_of_plan)
        for kind, day, is_of_plan in _days(program)
    )
    record(actor=actor, verb="waves.planned", target=program, now=now, waves=len(waves))
    return waves


def _days(program: Program) -> list[tuple[WaveKind, date, bool]]:
    """The plan's own days, else the usual ones; and twice a year how people work together."""
    days = [(WaveKind(one.kind), one.opens_on, True) for one in survey_days(program) if one.kind in WaveKind.values]
    months = [(kind, month) for kind, month in DEFAULT_MONTHS if not days and month <= program.month_count]
    months += [(WaveKind.COMMUNITY, month) for month in COMMUNITY_MONTHS if month <= program.month_count]
    second = timedelta(days=1)
    return [*days, *((kind, month_begins_on(program.starts_on, month) + second, False) for kind, month in months)]


def planned_wave(
    program: Program, kind: WaveKind, instrument: Instrument, day: date, *, is_of_plan: bool = False
) -> Wave:
    """A wave of ten days, not stored yet; part of planning."""
    return Wave(
        plan_day=day if is_of_plan else None,
        counted_from=None if is_of_plan else program.starts_on,
        program=program,
        instrument=instrument,
        kind=kind,
        opens_on=day,
        closes_on=day + timedelta(days=OPEN_DAYS - 1),
        slices=[program.segment_attribute],
    )


@transaction.atomic
def plan_late_baseline(*, program: Program, today: date, now: datetime) -> Wave | None:
    """
    This will plan a first survey for those who joined late, once they are enough to stay unknown.

    Nobody answers for the bin: twice as many as a figure needs, since not everybody answers.
    """
    waiting = waves_of(program).filter(kind=WaveKind.LATE_BASELINE, state__in=(WaveState.PLANNED, WaveState.OPEN))
    if waiting.exists() or late_joiners(program, today) < 2 * LEAST or last_baseline_day(program) == date.min:
        return None
    instrument = keep_built_in(now=now)["belonging"]
    wave = planned_wave(program, WaveKind.LATE_BASELINE, instrument, today)
    wave.save()
    record(actor=None, verb="wave.planned", target=wave, now=now)
    return wave


@transaction.atomic
def add_wave(
    *, actor: Membership, program: Program, instrument: Instrument, kind: WaveKind, opens_on: date, closes_on: date,
    now: datetime,
) -> Wave:  # fmt: skip
    """This will plan one more wave; raises WaveRefused when it comes too close to another, or its days do not fit."""
    wave = planned_wave(program, kind, instrument, opens_on)
    wave.closes_on = closes_on
    if kind in ON_THE_PATH and not any(item.is_core for item in items_of(instrument)):
        raise WaveRefused(_("A pulse asks the core questions; plan this as “Our own questions”."), field="kind")
    check_days(wave, now)
    wave.save()
    record(actor=actor, verb="wave.planned", target=wave, now=now)
    return wave


@transaction.atomic
def move_wave(*, actor: Membership, wave: Wave, opens_on: date, closes_on: date, now: datetime) -> Wave:
    """This will give a planned wave other days; raises WaveRefused once it is open."""
    wave = locked_wave(wave)
    if wave.state != WaveState.PLANNED:
        raise WaveRefused(_("The promise names the last day, so it stays once the survey is open."))
    if wave.event_id is not None:
        raise WaveRefused(_("This survey follows its event. Move the event, and the survey moves with it."))
    wave.opens_on, wave.closes_on = opens_on, closes_on
    check_days(wave, now)
    wave.save(update_fields=["opens_on", "closes_on"])
    record(actor=actor, verb="wave.moved", target=wave, now=now)
    return wave


def check_days(wave: Wave, now: datetime) -> None:
    """Part of planning: raises WaveRefused, naming the field, for days that do not fit."""
    if wave.closes_on < wave.opens_on:
        raise WaveRefused(_("It closes before it opens. Choose a later last day."), field="closes_on")
    if wave.opens_on < now.date() - timedelta(days=1):
        raise WaveRefused(_("That day has passed. Choose a later one."), field="opens_on")
    if wave.opens_on < wave.program.starts_on or wave.closes_on >= wave.program.ends_before:
        raise WaveRefused(_("That is outside this program."), field="opens_on")
    rest = timedelta(days=FEWEST_DAYS_BETWEEN)
    others = waves_of(wave.program).exclude(pk=wave.pk).exclude(state=WaveState.CALLED_OFF)
    if wave.event is not None:  # two events ask different people; who was at both is asked once (people_to_ask)
        others = others.exclude(kind=WaveKind.EVENT)
    near = others.filter(opens_on__gt=wave.opens_on - rest, opens_on__lt=wave.opens_on + rest).first()
    if near is not None:
        text = _("“%(name)s” opens less than a week from that day. Leave people a week between two surveys.")
        raise WaveRefused(text % {"name": near.instrument.title}, field="opens_on")


@transaction.atomic
def call_off_wave(*, actor: Membership, wave: Wave, now: datetime, is_off: bool) -> Wave:
    """
    This will call off a planned wave, or plan it again; raises WaveRefused once it was opened.

    What is so already stays.
    """
    wave = locked_wave(wave)
    to = WaveState.CALLED_OFF if is_off else WaveState.PLANNED
    if wave.state == to:
        return wave
    if to not in WAVE_STEPS[wave.state]:
        raise WaveRefused(_("This survey was opened; it can no longer be called off."))
    wave.state = to
    wave.save(update_fields=["state"])
    record(actor=actor, verb=f"wave.{to}", target=wave, now=now)
    return wave


@transaction.atomic
def write_note(*, actor: Membership, wave: Wave, text: str, now: datetime) -> Wave:
    """This will put the facilitator's word beside the results of a wave that is over."""
    wave.note = text.strip()[:2000]
    wave.save(update_fields=["note"])
    record(actor=actor, verb="wave.noted", target=wave, now=now)
    return wave
