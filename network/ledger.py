"""Which program owes which local night: the rule, as plain arithmetic over calendars.

A program owes one night for every calendar day of its own time zone, from 02:00 on. The rule never asks "is it 02:00
now?", which is wrong twice a year; it asks "which day's 02:00 has come last?" and whether that day has a row yet. The
clock going from 02:00 to 03:00 delays the answer until 03:00; going back from 03:00 to 02:00 gives the same day
twice, and the day has its row already.

After an outage every day that was missed gets its row, but only the last one a snapshot. What counted on an earlier
night is not kept (a tie's row holds its counts of now), so a snapshot for that date would show today's network under
a false date. The earlier days are marked missed instead; the trend shows a gap where there was one.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

NIGHT = time(2)


def last_night(time_zone: str, at: datetime) -> date:
    """
    The calendar day in `time_zone` whose 02:00 has come last at the moment `at`.

    >>> last_night("Europe/Berlin", datetime(2026, 3, 29, 0, 45, tzinfo=UTC))  # 01:45, the clock is about to jump
    datetime.date(2026, 3, 28)
    >>> last_night("Europe/Berlin", datetime(2026, 3, 29, 1, 0, tzinfo=UTC))  # 03:00: there was no 02:00
    datetime.date(2026, 3, 29)
    """
    local = at.astimezone(ZoneInfo(time_zone))
    return local.date() if local.time() >= NIGHT else local.date() - timedelta(days=1)


def owed_nights(time_zone: str, started_at: datetime, latest: date | None, at: datetime) -> list[date]:
    """
    The days a program owes at the moment `at`, oldest first; all but the last were missed.

    `latest` is the last day that has a row. Without any, the program owes its first night as soon as it has started,
    so that its dashboard need not wait for tomorrow, but none from before.

    >>> begun, now = datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 4, 12, tzinfo=UTC)
    >>> [night.day for night in owed_nights("UTC", begun, date(2026, 3, 1), now)]
    [2, 3, 4]
    >>> [night.day for night in owed_nights("UTC", begun, date(2026, 3, 4), now)]
    []
    """
    night = last_night(time_zone, at)
    if latest is None:
        first_day = started_at.astimezone(ZoneInfo(time_zone)).date()
        return [night] if night >= first_day else []
    days = [latest + timedelta(days=count) for count in range(1, (night - latest).days + 1)]
    return [day for day in days if _exists(time_zone, day)]


def _exists(time_zone: str, day: date) -> bool:
    # A country that changes sides of the date line skips a whole day (Samoa, 30 December 2011).
    noon = datetime.combine(day, time(12), ZoneInfo(time_zone))
    return noon.astimezone(UTC).astimezone(ZoneInfo(time_zone)).date() == day
