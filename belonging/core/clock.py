"""The only place that looks at the clock, and the calendar arithmetic of a program's own time zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, aware, in UTC. Only views, tasks and commands ask."""
    return datetime.now(UTC)


def today(time_zone: str, at: datetime) -> date:
    """The calendar day in `time_zone` at the moment `at`."""
    return at.astimezone(ZoneInfo(time_zone)).date()


def program_month(starts_on: date, on: date) -> int:
    """
    The month of a program that `on` falls in: 1 from the start day to the day before the same day of the next month.

    Days before the start give 0 or less. A start on the 31st moves to the last day of shorter months.

    >>> program_month(date(2026, 1, 31), date(2026, 2, 27)), program_month(date(2026, 1, 31), date(2026, 2, 28))
    (1, 2)
    """
    months = (on.year - starts_on.year) * 12 + on.month - starts_on.month
    return months + 1 if on.day >= min(starts_on.day, days_in_month(on.year, on.month)) else months


def month_begins_on(starts_on: date, month: int) -> date:
    """
    The first day of a program's month (1 is the start day itself).

    >>> month_begins_on(date(2026, 1, 31), 2)
    datetime.date(2026, 2, 28)
    """
    year, month0 = divmod(starts_on.year * 12 + starts_on.month - 1 + month - 1, 12)
    return date(year, month0 + 1, min(starts_on.day, days_in_month(year, month0 + 1)))


def days_in_month(year: int, month: int) -> int:
    """The number of days of a calendar month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def parsed_day(text: str) -> date | None:
    """
    A day as an address writes it, or nothing.

    >>> parsed_day("2026-07-16"), parsed_day("soon")
    (datetime.date(2026, 7, 16), None)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
