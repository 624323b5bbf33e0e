"""All date arithmetic of a program: offsets, program months, working days, recurrences, and moments in a time zone.

Days are local calendar days and know no zone. Only `local_moment`, `reached` and `due_since` turn a day and an hour
into a moment. A due thing is never asked "is it eight o'clock now?", which is wrong twice a year, but "has its hour
been reached?": where the clocks jump over the hour it is reached at the first moment after the jump, where they show
it twice at the first of the two.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count as counting
from typing import NamedTuple
from zoneinfo import ZoneInfo

from belonging.core.clock import days_in_month, month_begins_on

WEEKDAYS = frozenset(range(5))  # Monday is 0, as in date.weekday()
DEFAULT_HOUR = 8
FURTHEST_DAY = 366 * 4  # days from the start that an offset may name; a program lasts 36 months at most
MOST_MONTHS = 36
LONGEST_MONTH = 31
MOST_WORKING_DAYS = 23  # that a month of five-day weeks can hold
MOST_REPEATS = 1_000


def _(text: str) -> str:
    return text


class WhenInvalid(ValueError):
    """A moment of a plan that cannot be: `text` % `values` says why, in words for people."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text % values)
        self.text = text
        self.values = values


class LocalHour(NamedTuple):
    """A full hour on the clocks of some place."""

    day: date
    hour: int


@dataclass(frozen=True, slots=True)
class When:
    """
    A moment of a plan, before anybody knows its start day.

    Either `offset` days from the start day (negative before it), or one day in each of the program months `months`:
    the `day`th day, or the `working_day`th working day. A month that is too short has it on its last such day.
    """

    offset: int | None = None
    months: tuple[int, ...] = ()
    day: int | None = None
    working_day: int | None = None
    hour: int = DEFAULT_HOUR

    @classmethod
    def parse(cls, mapping: Mapping[str, object]) -> "When":
        """
        A moment as a plan writes it; raises WhenInvalid.

        >>> When.parse({"every": "month", "from": 2, "to": 4, "working_day": 3})
        When(offset=None, months=(2, 3, 4), day=None, working_day=3, hour=8)
        """
        _refuse_shape(mapping)
        hour = _whole(mapping, "hour", 0, 23, DEFAULT_HOUR)
        months = _months(mapping)
        if not months:
            return cls(offset=_whole(mapping, "day", -FURTHEST_DAY, FURTHEST_DAY), hour=hour)
        if "working_day" in mapping:
            return cls(months=months, working_day=_whole(mapping, "working_day", 1, MOST_WORKING_DAYS), hour=hour)
        return cls(months=months, day=_whole(mapping, "day", 1, LONGEST_MONTH, 1), hour=hour)

    def mapping(self) -> dict[str, object]:
        """
        The moment as a plan writes it.

        >>> When.parse({"months": [3, 6, 9], "day": 1, "hour": 9}).mapping()
        {'months': [3, 6, 9], 'day': 1, 'hour': 9}
        """
        written: dict[str, object] = {"day": self.offset} if self.offset is not None else self._months_mapping()
        if self.working_day is not None:
            written["working_day"] = self.working_day
        elif self.day is not None and (self.day > 1 or len(self.months) > 1):
            written["day"] = self.day
        if self.hour != DEFAULT_HOUR:
            written["hour"] = self.hour
        return written

    def _months_mapping(self) -> dict[str, object]:
        first, last = self.months[0], self.months[-1]
        if first == last:
            return {"month": first}
        if self.months == tuple(range(first, last + 1)):
            return {"every": "month", "from": first, "to": last}
        return {"months": list(self.months)}


@dataclass(frozen=True, slots=True)
class After:
    """A time to do something, counted from the day it opens: calendar days or working days."""

    days: int | None = None
    working_days: int | None = None

    @classmethod
    def parse(cls, mapping: Mapping[str, object]) -> "After":
        """
        A time to do something as a plan writes it; raises WhenInvalid.

        >>> After.parse({"days": 7})
        After(days=7, working_days=None)
        """
        if len(mapping) != 1 or not set(mapping) <= {"days", "working_days"}:
            raise WhenInvalid(_("Write days or working_days, with a number: one of them."))
        if "days" in mapping:
            return cls(days=_whole(mapping, "days", 0, 366))
        return cls(working_days=_whole(mapping, "working_days", 1, 260))

    def mapping(self) -> dict[str, int]:
        """The time as a plan writes it."""
        if self.days is not None:
            return {"days": self.days}
        return {"working_days": self.working_days or 1}


def _refuse_shape(mapping: Mapping[str, object]) -> None:
    known = {"day", "month", "working_day", "every", "from", "to", "months", "hour"}
    if unknown := sorted(str(name) for name in mapping if name not in known):
        raise WhenInvalid(_("A day does not know “%(name)s”."), name=unknown[0][:40])
    ways = [way for way in ("month", "months", "every") if way in mapping]
    if len(ways) > 1:
        raise WhenInvalid(_("Write month, months or every: one of them."))
    if "day" in mapping and "working_day" in mapping:
        raise WhenInvalid(_("Write day or working_day: one of them."))
    if not ways and "day" not in mapping:
        raise WhenInvalid(_("Name a day from the start, a month, or several months."))
    if ("from" in mapping or "to" in mapping) and "every" not in mapping:
        raise WhenInvalid(_("From and to belong to “every: month”."))


def _months(mapping: Mapping[str, object]) -> tuple[int, ...]:
    if "month" in mapping:
        return (_whole(mapping, "month", 1, MOST_MONTHS),)
    if "months" in mapping:
        listed = mapping["months"]
        if not isinstance(listed, list | tuple) or not listed:
            raise WhenInvalid(_("Months is a list with at least one number."))
        return tuple(sorted({_whole({"months": month}, "months", 1, MOST_MONTHS) for month in listed}))
    if "every" not in mapping:
        return ()
    if mapping["every"] != "month":
        raise WhenInvalid(_("Only “every: month” is known."))
    first, last = _whole(mapping, "from", 1, MOST_MONTHS), _whole(mapping, "to", 1, MOST_MONTHS)
    if first > last:
        text = _("This never happens: it runs from month %(first)s to month %(last)s.")
        raise WhenInvalid(text, first=first, last=last)
    return tuple(range(first, last + 1))


def _whole(mapping: Mapping[str, object], name: str, least: int, most: int, default: int | None = None) -> int:
    value = mapping.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        text = _("“%(name)s” is a whole number from %(least)s to %(most)s.")
        raise WhenInvalid(text, name=name, least=least, most=most)
    return value


def occurrences(when: When, starts_on: date, months: int, working_days: frozenset[int] = WEEKDAYS) -> tuple[date, ...]:
    """
    The days that `when` names in a program of so many months, oldest first; months it does not have are left out.

    >>> occurrences(When.parse({"day": -28}), date(2026, 3, 1), 12)
    (datetime.date(2026, 2, 1),)
    >>> occurrences(When.parse({"months": [1, 2], "day": 31}), date(2026, 1, 31), 12)
    (datetime.date(2026, 2, 27), datetime.date(2026, 3, 30))
    """
    if when.offset is not None:
        return (starts_on + timedelta(days=when.offset),)
    return tuple(_day_in_month(when, starts_on, month, working_days) for month in when.months if month <= months)


def _day_in_month(when: When, starts_on: date, month: int, working_days: frozenset[int]) -> date:
    first, following = month_begins_on(starts_on, month), month_begins_on(starts_on, month + 1)
    if when.working_day is None:
        return min(first + timedelta(days=(when.day or 1) - 1), following - timedelta(days=1))
    wanted = nth_working_day(first, when.working_day, working_days)
    return wanted if wanted < following else nth_working_day(following, -1, working_days)


def is_working_day(day: date, working_days: frozenset[int] = WEEKDAYS) -> bool:
    """Whether people whose week has these working days (Monday is 0) work on that day."""
    return day.weekday() in working_days


def nth_working_day(first: date, n: int, working_days: frozenset[int] = WEEKDAYS) -> date:
    """
    The `n`th working day from `first` on, itself included; a negative `n` counts the working days before it.

    Raises WhenInvalid where `n` is 0 or nobody ever works.

    >>> nth_working_day(date(2026, 8, 1), 1), nth_working_day(date(2026, 8, 1), -1)  # a Saturday
    (datetime.date(2026, 8, 3), datetime.date(2026, 7, 31))
    """
    week = working_days & frozenset(range(7))
    if not n or not week:
        raise WhenInvalid(_("There is no such working day."))
    weeks, rest = divmod(abs(n) - 1, len(week))
    step = 1 if n > 0 else -1
    day = first + timedelta(weeks=step * weeks) - timedelta(days=0 if n > 0 else 1)
    for _number in range(7):
        rest -= is_working_day(day, week)
        if rest < 0:
            break
        day += timedelta(days=step)
    return day


def after(spec: After, day: date, working_days: frozenset[int] = WEEKDAYS) -> date:
    """
    The day that is so long after `day`.

    >>> after(After(days=7), date(2026, 7, 3)), after(After(working_days=1), date(2026, 7, 3))  # a Friday
    (datetime.date(2026, 7, 10), datetime.date(2026, 7, 6))
    """
    if spec.days is not None:
        return day + timedelta(days=spec.days)
    return nth_working_day(day + timedelta(days=1), spec.working_days or 1, working_days)


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one program: its start, so many months, and the days of the week on which its people work."""

    starts_on: date
    months: int
    working_days: frozenset[int] = WEEKDAYS

    def days(self, when: When) -> tuple[date, ...]:
        """The days that `when` names here; see occurrences."""
        return occurrences(when, self.starts_on, self.months, self.working_days)

    def after(self, spec: After, day: date) -> date:
        """The day that is so long after `day` here; see after."""
        return after(spec, day, self.working_days)


def local_moment(day: date, hour: int, time_zone: str) -> datetime:
    """
    The moment in UTC when the clocks in `time_zone` first show that hour, or first have passed it.

    >>> local_moment(date(2026, 3, 29), 2, "Europe/Berlin")  # the clocks go from 02:00 to 03:00
    datetime.datetime(2026, 3, 29, 1, 0, tzinfo=datetime.timezone.utc)
    """
    zone = ZoneInfo(time_zone)
    shown = datetime.combine(day, time(hour), zone)
    moment = shown.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == shown.replace(tzinfo=None):
        return moment
    return _change(zone, shown.replace(fold=1).astimezone(UTC), moment)


def reached(time_zone: str, at: datetime) -> LocalHour:
    """
    The last full hour that has come in `time_zone` at the moment `at`. It never goes back, even when the clocks do.

    >>> reached("Europe/Berlin", datetime(2026, 7, 1, 6, 30, tzinfo=UTC))
    LocalHour(day=datetime.date(2026, 7, 1), hour=8)
    """
    zone = ZoneInfo(time_zone)
    local = at.astimezone(zone)
    hour = LocalHour(local.date(), local.hour)
    if not local.fold:
        return hour
    # The clocks went back and show these hours again: what they showed just before has come already.
    changed = _change(zone, local.replace(fold=0).astimezone(UTC), at.astimezone(UTC))
    before = (changed - timedelta(microseconds=1)).astimezone(zone)
    return max(hour, LocalHour(before.date(), before.hour))


def due_since(
    last_seen: datetime | None, now: datetime, time_zone: str, hours: Iterable[LocalHour]
) -> tuple[LocalHour, ...]:
    """
    Which of these hours came after `last_seen` and not after `now`, oldest first: each is given to one look only.

    A beat that was away looks once and gets what it missed. Without a `last_seen` all that has come is due.

    >>> eight = LocalHour(date(2026, 7, 1), 8)
    >>> due_since(None, datetime(2026, 7, 1, 6, tzinfo=UTC), "Europe/Berlin", [eight])
    (LocalHour(day=datetime.date(2026, 7, 1), hour=8),)
    >>> due_since(datetime(2026, 7, 1, 6, tzinfo=UTC), datetime(2026, 7, 2, 6, tzinfo=UTC), "Europe/Berlin", [eight])
    ()
    """
    until = reached(time_zone, now)
    seen = LocalHour(date.min, -1) if last_seen is None else reached(time_zone, last_seen)
    return tuple(sorted(hour for hour in hours if seen < hour <= until))


def _change(zone: ZoneInfo, before: datetime, by: datetime) -> datetime:
    # The first moment whose offset is no longer that of `before`: both ends are whole seconds in every zone file.
    old = before.astimezone(zone).utcoffset()
    low, high = 0, int((by - before).total_seconds()) + 1
    while high - low > 1:
        middle = (low + high) // 2
        if (before + timedelta(seconds=middle)).astimezone(zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return before + timedelta(seconds=high)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """
    A series of days: every so many weeks, or in every so many months.

    Monthly, the day is that of `first` (the last day in shorter months), or with `nth` its weekday: the first to fourth
    of the month, or the last (-1). It ends on `until`, or after `count` days, or not at all. `shift` moves every day.
    Raises WhenInvalid for a series that never happens.
    """

    first: date
    weeks: int = 0
    months: int = 0
    nth: int | None = None
    until: date | None = None
    count: int | None = None
    shift: int = 0

    def __post_init__(self) -> None:
        if (self.weeks > 0) == (self.months > 0) or min(self.weeks, self.months) < 0:
            raise WhenInvalid(_("A series repeats by weeks or by months."))
        if self.nth is not None and (not self.months or self.nth not in {1, 2, 3, 4, -1}):
            raise WhenInvalid(_("A weekday is the first to the fourth of a month, or its last."))
        if self.until is not None and self.count is not None:
            raise WhenInvalid(_("A series ends on a day or after a number of times: one of them."))
        if self.count is not None and not 1 <= self.count <= MOST_REPEATS:
            raise WhenInvalid(_("A series happens from 1 to %(most)s times."), most=MOST_REPEATS)
        if self.until is not None and next(self._days(), None) is None:
            raise WhenInvalid(_("This series never happens: it ends before its first day."))

    def dates(self, since: date, until: date) -> tuple[date, ...]:
        """
        The days of the series from `since` to `until`, both included.

        >>> chat = Recurrence(date(2026, 1, 30), months=1, nth=-1)  # the last Friday
        >>> chat.dates(date(2026, 2, 1), date(2026, 3, 31))
        (datetime.date(2026, 2, 27), datetime.date(2026, 3, 27))
        """
        found = []
        for day in self._days():
            moved = day + timedelta(days=self.shift)
            if moved > until:
                break
            if moved >= since:
                found.append(moved)
        return tuple(found)

    def shifted(self, days: int) -> "Recurrence":
        """The same series with every day moved."""
        return Recurrence(
            self.first, self.weeks, self.months, self.nth, self.until, self.count, shift=self.shift + days
        )

    def _days(self) -> Iterator[date]:
        given = 0
        for number in counting():
            try:
                day = self._day(number)
            except (OverflowError, ValueError):  # the calendar ends in the year 9999
                return
            if (self.until is not None and day > self.until) or given == self.count:
                return
            if day >= self.first:
                given += 1
                yield day

    def _day(self, number: int) -> date:
        if self.weeks:
            return self.first + timedelta(weeks=number * self.weeks)
        year, month0 = divmod(self.first.year * 12 + self.first.month - 1 + number * self.months, 12)
        length = days_in_month(year, month0 + 1)
        if self.nth is None:
            return date(year, month0 + 1, min(self.first.day, length))
        if self.nth > 0:
            begin = date(year, month0 + 1, 1)
            return begin + timedelta(days=(self.first.weekday() - begin.weekday()) % 7, weeks=self.nth - 1)
        end = date(year, month0 + 1, length)
        return end - timedelta(days=(end.weekday() - self.first.weekday()) % 7)
