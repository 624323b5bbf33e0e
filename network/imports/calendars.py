"""Reading a person's own calendar: on which days they sat together with whom of the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar

from belonging.core.errors import BelongingError

LARGEST = 2_000_000  # bytes
MOST_TOGETHER = 12  # a gathering of more people is an event, not time together


class CalendarRefused(BelongingError):
    """A file that is no calendar, or holds too much."""

    code = "calendar_refused"


@dataclass(frozen=True)
class Meeting:
    """One entry of a calendar: its day, its title and the addresses of those who were asked and did not decline."""

    on: date
    title: str
    emails: frozenset[str]


def read_calendar(content: bytes, zone: str) -> list[Meeting]:
    """
    The entries of an .ics file that have other people in them, the newest first.

    Raises CalendarRefused when it is too large or no calendar. Nothing of it is kept.
    """
    if len(content) > LARGEST:
        raise CalendarRefused(_("This calendar is larger than 2 MB. Export a shorter time."), field="file")
    try:
        found = Calendar.from_ical(content)
    except (ValueError, IndexError, KeyError):
        text = _("This is not a calendar file. Export it as .ics and bring that in.")
        raise CalendarRefused(text, field="file") from None
    rows = [_meeting(one, zone) for one in found.walk("VEVENT") if _happened(one)]
    return sorted((row for row in rows if row and row.emails), key=lambda row: (row.on, row.title), reverse=True)


def _happened(entry: Any) -> bool:
    return str(entry.get("STATUS", "")).upper() != "CANCELLED" and entry.get("DTSTART") is not None


def _meeting(entry: Any, zone: str) -> Meeting | None:
    began = entry["DTSTART"].dt
    if isinstance(began, datetime):
        began = began.astimezone(ZoneInfo(zone)).date() if began.tzinfo else began.date()
    asked = entry.get("ATTENDEE", [])
    people = [one for one in (asked if isinstance(asked, list) else [asked]) if not _declined(one)]
    host = entry.get("ORGANIZER")
    emails = frozenset(_email(one) for one in [*people, *([host] if host is not None else [])])
    return Meeting(began, str(entry.get("SUMMARY", ""))[:80], emails - {""}) if len(emails) <= MOST_TOGETHER else None


def _declined(attendee: object) -> bool:
    return str(getattr(attendee, "params", {}).get("PARTSTAT", "")).upper() == "DECLINED"


def _email(address: object) -> str:
    text = str(address).strip().lower()
    return text.removeprefix("mailto:") if "@" in text else ""
