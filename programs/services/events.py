"""Writes of events: plan, change, call off."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from programs.calendar import Recurrence, WhenInvalid
from programs.enums import EventForm, EventNews, LearningKind, Repeats, ReplyState
from programs.event_designs import Block, written
from programs.models import Event, EventSeries, Reply
from programs.rules import AROUND_THE_PROGRAM, MOST_DATES, MOST_HOSTED
from programs.selectors.events import TOLD_OF_CHANGES, hosted_coming, locked_event, locked_later_events, seats_taken
from programs.services.event_mail import tell_after_commit
from programs.services.event_replies import fill_free_seats

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Participant, Program

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that is read as something else
CODE_LENGTH = 6
WORDS = (
    "title",
    "text",
    "kind",
    "form",
    "place",
    "link",
    "capacity",
    "is_step_free",
    "has_sign_language",
    "access_note",
    "design",
    "new_people",
    "travel_note",
    "cost_note",
    "zone_note",
)


class EventRefused(BelongingError):
    """An event that cannot be planned or changed like that."""

    code = "event_refused"


@dataclass(frozen=True)
class EventWords:
    """What an event is; `starts` and `ends` as the clocks of the program's time zone show them."""

    title: str
    starts: datetime
    ends: datetime
    text: str = ""
    kind: LearningKind = LearningKind.EXPERIENTIAL
    form: EventForm = EventForm.ROUNDTABLE
    place: str = ""
    link: str = ""
    capacity: int | None = None
    is_step_free: bool | None = None
    has_sign_language: bool | None = None
    access_note: str = ""
    design: str = ""
    agenda: tuple[Block, ...] = ()
    new_people: int | None = None
    travel_note: str = ""
    cost_note: str = ""
    zone_note: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """What stands in an event's columns, its days aside."""
        return {name: getattr(self, name) for name in WORDS} | {"agenda": written(self.agenda)}


@dataclass(frozen=True)
class Rule:
    """How an event repeats: until a day, so many times, or to the end of the program."""

    repeats: Repeats = Repeats.ONCE
    until: date | None = None
    count: int | None = None


@transaction.atomic
def create_event(
    *, actor: Membership, program: Program, words: EventWords, now: datetime, rule: Rule | None = None
) -> list[Event]:
    """This will plan an event, or all dates of a series; raises EventRefused, naming the field."""
    _check_program(program)
    _check_times(program, words, now)
    _check_agenda(words)
    rule = rule or Rule()
    series = None
    if rule.repeats != Repeats.ONCE:
        series = EventSeries.objects.create(program=program, rule=_written(rule, words), time_zone=program.time_zone)
    # One statement for a year of dates; Event has no save hooks beyond the check that bulk_create repeats.
    events = Event.objects.bulk_create(
        _made(program, _moved(words, day), series) for day in _days(program, words, rule)
    )
    record(actor=actor, verb="event.planned", target=events[0], now=now, dates=len(events))
    return events


@transaction.atomic
def host_event(*, host: Participant, words: EventWords, asked: list[Participant], now: datetime) -> Event:
    """This will plan an event that a participant hosts, and ask people by name; raises EventRefused."""
    program = host.program
    _check_program(program)
    if not host.may_act:
        raise EventRefused(_("Your place in this program is paused. Come back first, then host."))
    if hosted_coming(host, now) >= MOST_HOSTED:
        raise EventRefused(_("You already host %(most)s events to come. That is plenty.") % {"most": MOST_HOSTED})
    _check_times(program, words, now)
    words = replace(words, kind=LearningKind.PEER, form=EventForm.PEER_LED)
    event = _made(program, words, None)
    event.host = host
    event.save()
    Reply.objects.create(event=event, participant=host, state=ReplyState.GOING, asked_at=now)
    # One statement; Reply has no save hooks beyond the organization check, which bulk_create repeats.
    Reply.objects.bulk_create(
        Reply(event=event, participant=one, state=ReplyState.UNSAID, asked_at=now, news=EventNews.INVITED)
        for one in asked
        if one.pk != host.pk and one.program_id == program.pk and one.in_network
    )
    record(actor=host.membership, verb="event.hosted", target=event, now=now, asked=len(asked))
    tell_after_commit(event.organization_id)
    return event


def _check_program(program: Program) -> None:
    if program.is_over:
        raise EventRefused(_("This program has finished, so nothing more can be planned."))


def _check_times(program: Program, words: EventWords, now: datetime) -> None:
    if words.ends <= words.starts:
        raise EventRefused(_("It ends before it begins. Choose a later end."), field="ends")
    if moment(words.ends, program.time_zone) <= now:
        raise EventRefused(_("That has already passed. Choose a later day."), field="day")
    first, last = program.starts_on - AROUND_THE_PROGRAM, program.ends_before + AROUND_THE_PROGRAM
    if not first <= words.starts.date() <= last:
        text = _("%(day)s is outside this program.") % {"day": date_format(words.starts.date(), "DATE_FORMAT")}
        raise EventRefused(text, field="day")


def _check_agenda(words: EventWords) -> None:
    minutes, room = sum(block.minutes for block in words.agenda), words.ends - words.starts
    if timedelta(minutes=minutes) > room:
        text = _("The parts take %(minutes)s minutes, the event %(room)s. Shorten a part, or end later.")
        values = {"minutes": minutes, "room": int(room.total_seconds() // 60)}
        raise EventRefused(text % values, field="agenda")


def moment(wall: datetime, time_zone: str) -> datetime:
    """The moment in UTC at which clocks in a time zone show `wall`; an hour that is left out comes an hour later."""
    return wall.replace(tzinfo=ZoneInfo(time_zone)).astimezone(UTC)


def _made(program: Program, words: EventWords, series: EventSeries | None) -> Event:
    starts_at = moment(words.starts, program.time_zone)
    return Event(
        program=program,
        series=series,
        starts_at=starts_at,
        ends_at=_end(words, program.time_zone, starts_at),
        check_in_code="".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH)),
        **words.values,
    )


def _end(words: EventWords, time_zone: str, starts_at: datetime) -> datetime:
    # By the clocks, like the start; only where they are put back or forward in between, by its length.
    ends_at = moment(words.ends, time_zone)
    return ends_at if ends_at > starts_at else starts_at + (words.ends - words.starts)


def _moved(words: EventWords, day: date) -> EventWords:
    by = day - words.starts.date()
    return replace(words, starts=words.starts + by, ends=words.ends + by)


def _written(rule: Rule, words: EventWords) -> dict[str, object]:
    until = rule.until.isoformat() if rule.until else None
    first = words.starts.date().isoformat()
    return {"repeats": str(rule.repeats), "first": first, "until": until, "count": rule.count}


def _days(program: Program, words: EventWords, rule: Rule) -> list[date]:
    first, last = words.starts.date(), program.ends_before - timedelta(days=1)
    if rule.repeats == Repeats.ONCE:
        return [first]
    field = "until" if rule.until else "count"
    try:
        series = _recurrence(first, rule)
    except WhenInvalid:
        text = _("This series never happens: it ends before its first day.") if rule.until else _("Choose 1 or more.")
        raise EventRefused(text, field=field) from None
    furthest = last + AROUND_THE_PROGRAM
    days = series.dates(first, furthest if rule.until or rule.count else last)[: MOST_DATES + 1]
    if len(days) > MOST_DATES:
        text = _("That would be more than %(most)s dates. Choose an earlier end.")
        raise EventRefused(text % {"most": MOST_DATES}, field=field)
    if (rule.until and rule.until > furthest) or (rule.count and len(days) < rule.count) or not days:
        raise EventRefused(_("That goes on long after the program. Choose an earlier end."), field=field)
    return list(days)


def _recurrence(first: date, rule: Rule) -> Recurrence:
    weeks = {Repeats.WEEKLY: 1, Repeats.FORTNIGHTLY: 2}.get(rule.repeats, 0)
    week = (first.day - 1) // 7 + 1
    # A fifth weekday is not in every month: from such a day on the last one is meant.
    nth = {Repeats.MONTHLY_WEEKDAY: week if week < 5 else -1, Repeats.MONTHLY_LAST: -1}.get(rule.repeats)
    return Recurrence(first, weeks=weeks, months=0 if weeks else 1, nth=nth, until=rule.until, count=rule.count)


@transaction.atomic
def edit_event(*, actor: Membership, event: Event, words: EventWords, now: datetime, later_too: bool = False) -> int:
    """
    This will change an event alone, or with the later ones of its series that nobody changed alone.

    It answers how many changed. Those who are coming or in line hear of another time or place. Raises EventRefused,
    naming the field.
    """
    _check_program(event.program)
    _check_times(event.program, words, now)
    _check_agenda(words)
    events = _held(event, later_too=later_too)
    before = next((one for one in events if one.pk == event.pk), None)
    if before is None or before.is_cancelled:
        raise EventRefused(_("This event is called off. Plan a new one."))
    shift = words.starts.date() - wall(before.starts_at, event.program.time_zone).date()
    for one in events:
        day = wall(one.starts_at, event.program.time_zone).date() + shift
        one.stands_alone = one.stands_alone or (one.series_id is not None and not later_too)
        _change(one, _moved(words, day), now)
    record(actor=actor, verb="event.changed", target=event, now=now, dates=len(events))
    tell_after_commit(event.organization_id)
    return len(events)


def wall(at: datetime, time_zone: str) -> datetime:
    """What clocks in a time zone show at a moment."""
    return at.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None)


def _held(event: Event, *, later_too: bool) -> list[Event]:
    if later_too and event.series is not None:
        return locked_later_events(event.series, event) or [locked_event(event.pk)]
    return [locked_event(event.pk)]


def _change(event: Event, words: EventWords, now: datetime) -> None:
    if words.capacity is not None and (taken := seats_taken(event)) > words.capacity:
        text = _("%(taken)s seats are taken already. Choose at least as many.")
        raise EventRefused(text % {"taken": taken}, field="capacity")
    before = (event.starts_at, event.ends_at, event.place, event.link)
    starts = event.starts_at
    event.starts_at = moment(words.starts, event.program.time_zone)
    event.ends_at = _end(words, event.program.time_zone, event.starts_at)
    for name, value in words.values.items():
        setattr(event, name, value)
    event.revision += 1
    event.save(update_fields=["starts_at", "ends_at", "revision", "stands_alone", "agenda", *WORDS])
    # One statement each for all who come; Reply has no save hooks to skip.
    told = Reply.objects.filter(event=event, state__in=TOLD_OF_CHANGES)
    if before != (event.starts_at, event.ends_at, event.place, event.link):
        told.update(news=EventNews.CHANGED)
    if starts != event.starts_at:
        told.update(day_reminder_at=None, hour_reminder_at=None)
    fill_free_seats(event=event, now=now)


@transaction.atomic
def cancel_event(*, actor: Membership, event: Event, reason: str, now: datetime, later_too: bool = False) -> int:
    """
    This will call off an event, or it and the later ones of its series, tell those who were coming or in line, and
    answer how many were called off; an event that is over is refused with EventRefused.
    """
    events = [one for one in _held(event, later_too=later_too) if not one.is_cancelled]
    if any(one.ends_at <= now for one in events):
        raise EventRefused(_("This is over and cannot be called off any more."))
    for one in events:
        one.cancelled_at, one.cancel_reason, one.revision = now, reason[:200], one.revision + 1
        one.save(update_fields=["cancelled_at", "cancel_reason", "revision"])
    # One statement for all who come; Reply has no save hooks to skip.
    Reply.objects.filter(event__in=events, state__in=TOLD_OF_CHANGES).update(news=EventNews.CANCELLED)
    record(actor=actor, verb="event.called_off", target=event, now=now, dates=len(events))
    tell_after_commit(event.organization_id)
    return len(events)
