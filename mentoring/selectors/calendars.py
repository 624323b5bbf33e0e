"""A pair's next date as calendars read it (RFC 5545)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

if TYPE_CHECKING:
    from mentoring.models import Pair

MADE_BY = "-//Belonging//Mentoring//EN"


def meeting_file(pair: Pair, first_names: Sequence[str], now: datetime) -> bytes:
    """The next date with an id that stays and a sequence that grows, so that a change moves the old entry."""
    calendar, line = Calendar(), Event()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    starts_at = (pair.next_at or now).astimezone(UTC)
    line.add("uid", f"{pair.public_id}@belonging")
    line.add("sequence", pair.revision)
    line.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    line.add("dtstart", starts_at)
    line.add("dtend", starts_at + timedelta(minutes=pair.minutes))
    line.add("summary", _("Check-in: %(names)s") % {"names": " & ".join(first_names)})
    line.add("status", "CONFIRMED" if pair.next_at else "CANCELLED")
    if pair.next_place or pair.next_link:
        line.add("location", pair.next_place or pair.next_link)
    if pair.next_link:
        line.add("url", pair.next_link)
    calendar.add_component(line)
    return bytes(calendar.to_ical())
