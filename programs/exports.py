"""Events as calendars read them (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar import Event as Line

from programs.enums import ReplyState
from programs.selectors.events import FeedEntry

if TYPE_CHECKING:
    from programs.models import Event, OfficeHour, Participant, Program

CALENDAR = "text/calendar; charset=utf-8"
MADE_BY = "-//Belonging//Events//EN"
REFRESH = timedelta(hours=1)


def calendar_text(entries: Iterable[FeedEntry], *, name: str, pages: dict[int, str], now: datetime) -> bytes:
    """
    A calendar with these events: moments in UTC, ids that stay, a sequence that grows with every change.

    `pages` gives each event's own address by its row id.
    """
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", " ".join(name.split()))  # the library does not fold lines in it
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_line(entry, pages.get(entry.event.pk, ""), now))
    return bytes(calendar.to_ical())


def feed_calendar(
    me: Participant, entries: Iterable[FeedEntry], hours: Iterable[OfficeHour], *, pages: dict[int, str],
    hours_page: str, now: datetime,
) -> bytes:  # fmt: skip
    """A person's whole calendar: events, and the office hours they took or give; what those are about is not in it."""
    calendar = Calendar.from_ical(calendar_text(entries, name=me.program.name, pages=pages, now=now))
    for hour in hours:
        calendar.add_component(_hour_line(hour, me, hours_page, now))
    return bytes(calendar.to_ical())


def arrival_calendar(program: Program, events: Iterable[Event], *, now: datetime) -> bytes:
    """A program's first day, and its first events, for somebody who has no account yet."""
    entries = [FeedEntry(event, ReplyState.MAYBE) for event in events]
    calendar = Calendar.from_ical(calendar_text(entries, name=program.name, pages={}, now=now))
    first = Line()
    first.add("uid", f"{program.public_id}@belonging")
    first.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    first.add("dtstart", program.starts_on)
    first.add("summary", program.name)
    calendar.add_component(first)
    return bytes(calendar.to_ical())


def _hour_line(hour: OfficeHour, me: Participant, page: str, now: datetime) -> Line:
    line, other = Line(), hour.facilitator
    if hour.taken_by is not None and hour.taken_by_id != me.pk:
        other = hour.taken_by.membership
    line.add("uid", f"{hour.public_id}@belonging")
    line.add("sequence", 0)  # a slot never changes; given back it leaves the calendar
    line.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    line.add("dtstart", hour.starts_at.astimezone(UTC))
    line.add("dtend", hour.ends_at.astimezone(UTC))
    line.add("summary", _("Office hour with %(name)s") % {"name": other.name})
    line.add("status", "CONFIRMED")
    line.add("location", hour.place or hour.link)
    line.add("url", page)
    return line


def _line(entry: FeedEntry, page: str, now: datetime) -> Line:
    event, line = entry.event, Line()
    line.add("uid", f"{event.public_id}@belonging")
    line.add("sequence", event.revision)
    line.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    line.add("dtstart", event.starts_at.astimezone(UTC))
    line.add("dtend", event.ends_at.astimezone(UTC))
    line.add("summary", event.title)
    line.add("status", _status(event, entry.state))
    text = "\n\n".join(part for part in (event.text, event.access_note, event.link) if part)
    for key, value in {"description": text, "location": event.place or event.link, "url": page}.items():
        if value:
            line.add(key, value)
    return line


def _status(event: Event, state: str) -> str:
    if event.is_cancelled:
        return "CANCELLED"
    return "CONFIRMED" if state == ReplyState.GOING else "TENTATIVE"
