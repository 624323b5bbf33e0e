"""Reads of waves: which there are, which are due, and who is asked. Nothing here knows what anybody said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from belonging.core import clock
from belonging.core.prepared import Slot
from belonging.core.tongues import LANGUAGES
from belonging.tenancy.enums import MembershipState
from belonging.tenancy.scope import PreparedHere
from belonging.tenancy.statements import hold, rows_of
from programs.enums import ParticipantState, ProgramState
from programs.selectors.events import people_there_at
from programs.selectors.programs import running_programs, unfinished_programs, unless_archived
from surveys.enums import ENDED, ON_THE_PATH, WaveKind, WaveState
from surveys.models import Asked, Instrument, Item, LastAsked, ProgramKey, Wave
from surveys.rules import OPENING_HOUR, is_answerable

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Event, Participant, Program


def waves_of(program: Program) -> QuerySet[Wave]:
    """All waves of a program, by day."""
    return Wave.objects.filter(program=program).select_related("instrument").order_by("opens_on", "id")


_EVERY = PreparedHere(
    lambda: Wave.objects.filter(program_id=Slot("program")).select_related("instrument").order_by("opens_on", "id")
)
_ASKING = PreparedHere(
    lambda: (
        Asked.objects.filter(membership_id=Slot("me"), wave__program_id=Slot("program"), wave__state=WaveState.OPEN)
        .order_by("wave_id")
        .values_list("wave_id")
    )
)


def every_wave(program: Program) -> list[Wave]:
    """The same as they are, for lists that are read often."""
    return _EVERY.rows(program=program.pk)


def waves_that_ask(program: Program, membership: Membership) -> set[int]:
    """The row ids of the open waves of a program that ask this person, whether they take answers today or not."""
    return {wave for (wave,) in _ASKING.tuples(program=program.pk, me=membership.pk)}


def wave_by_public_id(program: Program, public_id: UUID) -> Wave | None:
    """The wave an address names, in a program, or nothing."""
    return waves_of(program).filter(public_id=public_id).first()


def items_of(instrument: Instrument) -> list[Item]:
    """An instrument's questions, in their order."""
    items = list(Item.objects.filter(instrument=instrument).order_by("place", "id"))
    for item in items:
        item.instrument = instrument  # it knows the original's language
    return items


def local_day(program: Program, now: datetime) -> date:
    """The calendar day of a program."""
    return clock.today(program.time_zone, now)


def open_waves_for(program: Program, membership: Membership, now: datetime) -> list[Wave]:
    """The waves that ask this person and take answers now, the one that closes first before the others."""
    asked = Asked.objects.filter(membership=membership, wave__program=program, wave__state=WaveState.OPEN)
    waves = waves_of(program).filter(pk__in=asked.values("wave")).order_by("closes_on", "id")
    return [wave for wave in waves if is_answerable(wave, local_day(program, now))]


def is_asked(wave: Wave, membership: Membership) -> bool:
    """True when an open wave asks this person."""
    return Asked.objects.filter(wave=wave, membership=membership).exists()


def locked_wave(wave: Wave) -> Wave:
    """
    The wave, held for the end of it: by an advisory lock, so that only one close runs, and by its row, so that no
    ballot comes in between.
    """
    hold(f"close {wave.public_id}")
    return Wave.objects.select_for_update(of=("self",)).select_related("program", "instrument").get(pk=wave.pk)


_STATE_HELD = """
    SELECT state FROM surveys_wave WHERE organization_id = %(organization)s AND id = %(wave)s FOR KEY SHARE
"""


def state_while_held(wave: Wave) -> str:
    """
    The state of a wave, which cannot close until this transaction is over. Many may hold it at once.

    FOR KEY SHARE and not an update lock: three hundred people send at the same time. Closing waits for all of them, and
    they for it.
    """
    rows = rows_of(_STATE_HELD, {"organization": wave.organization_id, "wave": wave.pk})
    return str(rows[0][0]) if rows else ""


def newest_instrument(key: str) -> Instrument | None:
    """The newest version of an instrument in the open organization, or nothing."""
    return Instrument.objects.filter(key=key).order_by("-version", "-id").first()


def instrument_by_public_id(public_id: UUID) -> Instrument | None:
    """The instrument an address names, in the open organization, or nothing."""
    return Instrument.objects.filter(public_id=public_id).first()


def instruments() -> list[Instrument]:
    """The newest version of every instrument of the open organization, by key."""
    return list(Instrument.objects.order_by("key", "-version", "-id").distinct("key"))


def lacks_languages() -> bool:
    """True when a built-in instrument of the open organization is not there in every language of the pages."""
    return any(one.is_built_in and not set(LANGUAGES) <= set(one.titles) for one in instruments())


def locked_instrument(instrument: Instrument) -> Instrument:
    """The instrument, held: no wave freezes it while its words change. Whoever holds waves as well holds them first."""
    return Instrument.objects.select_for_update(of=("self",)).get(pk=instrument.pk)


def is_frozen(instrument: Instrument) -> bool:
    """True when a wave promised that these very words are asked, or asks them now."""
    asked = Q(state=WaveState.OPEN) | ~Q(questions_hash="")
    return Wave.objects.filter(asked, instrument=instrument).exists()


def waves_to_come(key: str) -> QuerySet[Wave]:
    """The waves of the open organization that will ask an instrument and have not opened, in all its versions."""
    return Wave.objects.filter(instrument__key=key, opened_at=None).order_by("id")


def programs_without_waves() -> list[Program]:
    """Running programs of the open organization for which no waves are planned yet."""
    planned = Wave.objects.values("program")
    return list(running_programs().exclude(pk__in=planned))


def waves_not_opened(program: Program) -> list[Wave]:
    """A program's planned waves by day, held: whoever opens one at the same time waits, or has done so before."""
    rows = Wave.objects.filter(program=program, state=WaveState.PLANNED).order_by("opens_on", "id")
    return list(rows.select_for_update(of=("self",)))


def is_day_taken(wave: Wave, day: date) -> bool:
    """True when another wave of the same kind opens on that day: a kind has one wave a day."""
    same = Wave.objects.filter(program=wave.program_id, kind=wave.kind, opens_on=day)
    return same.exclude(pk=wave.pk).exists()


def plan_days_taken(program: Program, kind: WaveKind) -> set[date]:
    """The days of the plan that some wave of a kind stands for, opened or not."""
    rows = Wave.objects.filter(program=program, kind=kind, plan_day__isnull=False)
    return {day for day in rows.order_by("id").values_list("plan_day", flat=True) if day}


def programs_with_planned_waves() -> list[Program]:
    """Programs of the open organization with waves that have not opened."""
    planned = Wave.objects.filter(state=WaveState.PLANNED).values("program")
    return list(unfinished_programs().select_related("template").filter(pk__in=planned))


def waves_to_open(now: datetime) -> list[Wave]:
    """Planned waves of running programs whose day and hour have come in their own zone, and whose end has not."""
    waves = Wave.objects.filter(state=WaveState.PLANNED, program__state=ProgramState.RUNNING)
    waves = waves.filter(opens_on__lte=now.date() + timedelta(days=1)).select_related("program", "instrument")
    found = []
    for wave in waves.order_by("opens_on", "id"):
        local = now.astimezone(ZoneInfo(wave.program.time_zone))
        has_come = (wave.opens_on, OPENING_HOUR) <= (local.date(), local.hour) or wave.opens_on < local.date()
        if has_come and not wave.is_past(local.date()):
            found.append(wave)
    return found


def waves_to_close(now: datetime) -> list[Wave]:
    """Open waves whose last day is over in their program's zone."""
    waves = Wave.objects.filter(state=WaveState.OPEN).select_related("program", "instrument")
    return [wave for wave in waves.order_by("closes_on", "id") if wave.is_past(local_day(wave.program, now))]


def wave_about(event: Event) -> Wave | None:
    """The wave that asks those who were at an event, or nothing."""
    return Wave.objects.filter(event=event).select_related("instrument").first()


def planned_event_waves() -> list[Wave]:
    """Waves about events of the open organization that have not opened, held, with their events."""
    rows = Wave.objects.filter(unless_archived(), kind=WaveKind.EVENT, state=WaveState.PLANNED).order_by("id")
    return list(rows.select_for_update(of=("self",)).select_related("event", "program"))


def open_waves() -> QuerySet[Wave]:
    """Open waves of the open organization, oldest first."""
    return (
        Wave.objects.filter(unless_archived(), state=WaveState.OPEN)
        .select_related("program", "instrument", "organization")
        .order_by("opens_on", "id")
    )


def people_to_ask(wave: Wave, today: date, rested_since: date) -> list[Participant]:
    """
    Whom a wave asks: everybody who takes part now, the late joiners, or those who were at an event, less those who were
    asked a moment ago.

    The first survey of late joiners is for those who came after the first one had closed and have not had it yet.
    """
    from programs.selectors.programs import people_in  # noqa: PLC0415 -- keeps the list of imports short at the top

    people = people_in(wave.program).filter(state=ParticipantState.ACTIVE, membership__state=MembershipState.ACTIVE)
    if wave.event is not None:
        people = people.filter(pk__in=people_there_at(wave.event))
    if wave.kind == WaveKind.LATE_BASELINE:
        people = people.filter(joined_on__gt=last_baseline_day(wave.program, wave), joined_on__lte=today)
    if wave.kind not in ON_THE_PATH:
        tired = LastAsked.objects.filter(asked_on__gt=rested_since).values("membership")
        people = people.exclude(membership__in=tired)
    return list(people)


def last_baseline_day(program: Program, besides: Wave | None = None) -> date:
    """The day up to which joiners have had a first survey: the newest one's last day, or before everything."""
    waves = Wave.objects.filter(program=program, kind__in=(WaveKind.BASELINE, WaveKind.LATE_BASELINE))
    waves = waves.exclude(state__in=(WaveState.PLANNED, WaveState.CALLED_OFF))
    if besides is not None:
        waves = waves.exclude(pk=besides.pk)
    newest = waves.order_by("-opens_on", "-id").first()
    if newest is None:
        return date.min
    return newest.closes_on if newest.kind == WaveKind.BASELINE else newest.opens_on


def late_joiners(program: Program, today: date) -> int:
    """How many joined after the first survey had closed and have not had one of their own."""
    from programs.selectors.programs import people_in  # noqa: PLC0415 -- as above

    since = last_baseline_day(program)
    people = people_in(program).filter(state=ParticipantState.ACTIVE, joined_on__gt=since, joined_on__lte=today)
    return people.count() if since != date.min else 0


def asked_rows(wave: Wave) -> QuerySet[Asked]:
    """Everybody an open wave asks, with their memberships."""
    return Asked.objects.filter(wave=wave).select_related("membership__user").order_by("id")


def programs_whose_keys_end(now: datetime, lives_on: timedelta) -> list[ProgramKey]:
    """Secrets of programs that ended long enough ago."""
    keys = ProgramKey.objects.filter(destroyed_at=None).select_related("program").order_by("id")
    return [key for key in keys if key.program.ends_before + lives_on <= local_day(key.program, now)]


def key_of(program: Program) -> ProgramKey | None:
    """The note that a program has a secret, or nothing."""
    return ProgramKey.objects.filter(program=program).first()


def living_keys() -> list[ProgramKey]:
    """Secrets of the open organization's programs that were not destroyed."""
    return list(ProgramKey.objects.filter(destroyed_at=None).select_related("program").order_by("id"))


def linked_waves(program: Program) -> list[Wave]:
    """The closed surveys whose answers still carry a code: the first and the newest, and what is confidential."""
    closed = list(waves_of(program).filter(state=WaveState.CLOSED))
    sealed = [one for one in closed if one.is_sealed and one.kind in ON_THE_PATH]
    return [one for one in closed if not one.is_sealed or one in sealed[:1] + sealed[-1:]]


def ended_waves(program: Program, kinds: Sequence[str] = ON_THE_PATH) -> list[Wave]:
    """Waves that are over, oldest first."""
    return list(waves_of(program).filter(state__in=ENDED, kind__in=kinds))


def organizations_to_tend() -> list[UUID]:
    """Organizations in which a program runs, a wave is open or a secret is still kept; needs unscoped()."""
    running = running_programs().values_list("organization_id", flat=True)
    open_ = Wave.objects.filter(state=WaveState.OPEN).values_list("organization_id", flat=True)
    kept = ProgramKey.objects.filter(destroyed_at=None).values_list("organization_id", flat=True)
    return sorted({*running, *open_, *kept}, key=str)


def waves_with_keys(closed_before: datetime) -> list[Wave]:
    """Waves that ended before a moment and whose private key is still kept."""
    waves = Wave.objects.filter(state__in=ENDED, closed_at__lt=closed_before, key_destroyed_at=None)
    return list(waves.filter(~Q(public_key=None)).order_by("id"))
