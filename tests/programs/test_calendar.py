"""Each due thing comes once, on the right local day, in every zone of the world and for every kind of month."""

import doctest
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.core.clock import month_begins_on, program_month
from programs import calendar
from programs.calendar import (
    WEEKDAYS,
    After,
    LocalHour,
    Recurrence,
    When,
    WhenInvalid,
    after,
    due_since,
    is_working_day,
    local_moment,
    nth_working_day,
    occurrences,
    reached,
)

FIRST, DAYS = date(2025, 1, 1), 730
BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
SUNDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3})
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
weeks = st.frozensets(st.integers(0, 6), min_size=1)


@cache
def changes(name: str) -> tuple[tuple[datetime, timedelta, timedelta], ...]:
    """Every moment of the two years at which the clocks of a zone change, with the offset before and after."""
    zone, found = ZoneInfo(name), []
    # One look in six hours; none of these zones changes twice in that time.
    looks = [BEGIN - 2 * DAY + HOUR * 6 * number for number in range((DAYS + 4) * 4)]
    offsets = [look.astimezone(zone).utcoffset() or timedelta() for look in looks]
    for number in [number for number in range(1, len(looks)) if offsets[number] != offsets[number - 1]]:
        low, high = looks[number - 1], looks[number]
        while high - low > SECOND:
            middle = low + (high - low) // 2
            low, high = (middle, high) if middle.astimezone(zone).utcoffset() == offsets[number - 1] else (low, middle)
        found.append((high.replace(microsecond=0), offsets[number - 1], offsets[number]))
    return tuple(found)


@cache
def kinds_of_zone() -> dict[object, list[str]]:
    """Every IANA zone, put together with those whose clocks went exactly alike in these two years."""
    kinds: dict[object, list[str]] = {}
    for name in sorted(available_timezones()):
        kinds.setdefault((BEGIN.astimezone(ZoneInfo(name)).utcoffset(), changes(name)), []).append(name)
    return kinds


def first_shown(name: str, day: date, hour: int) -> datetime:
    """When that hour comes, worked out from the list of changes alone: by stretches of one offset."""
    moves = changes(name)
    begun = [datetime.min.replace(tzinfo=UTC), *(at for at, _, _ in moves)]
    ends = [*(at for at, _, _ in moves), datetime.max.replace(tzinfo=UTC)]
    offsets = [moves[0][1], *(new for _, _, new in moves)] if moves else [BEGIN.astimezone(ZoneInfo(name)).utcoffset()]
    for begin, end, offset in zip(begun, ends, offsets, strict=True):
        moment = datetime.combine(day, time(hour), UTC) - (offset or timedelta())
        if moment < end:
            return max(moment, begin)
    raise AssertionError(name)


def near(name: str) -> set[int]:
    """The numbers of the days around each change of the clocks."""
    around = {(at.date() - FIRST).days + step for at, _, _ in changes(name) for step in (-1, 0, 1)}
    return {number for number in around if 0 <= number < DAYS}


def test_every_zone_is_looked_at() -> None:
    kinds = kinds_of_zone()

    print(f"{sum(map(len, kinds.values()))} zones, {len(kinds)} ways of setting the clocks")
    assert {name for names in kinds.values() for name in names} == available_timezones()
    assert len(kinds) > 60


def test_an_hour_comes_when_the_clocks_show_it_first_in_every_zone() -> None:
    wrong, next_day, checked = [], set(), 0
    for names in kinds_of_zone().values():
        around = near(names[0])
        for number in range(DAYS):
            day = FIRST + timedelta(days=number)
            for hour in range(24) if number in around else (8,):
                moment = local_moment(day, hour, names[0])
                checked += 1
                if moment != first_shown(names[0], day, hour):
                    wrong.append((names[0], day, hour))
                if moment.astimezone(ZoneInfo(names[0])).date() != day:
                    next_day.add((names[0], day, hour))

    print(f"{checked} hours, {len(wrong)} wrong")
    assert wrong == []
    # Greenland's clocks go from 23:00 to midnight: the hour that is left out comes with the first of the next day.
    assert next_day == {("America/Godthab", date(2025, 3, 29), 23), ("America/Godthab", date(2026, 3, 28), 23)}


def test_an_hour_is_reached_at_its_moment_and_not_a_second_before_in_every_zone() -> None:
    wrong, checked = [], 0
    for names in kinds_of_zone().values():
        around = near(names[0])
        for number in {*around, *range(0, DAYS, 7)}:
            for hour in range(24) if number in around else (8,):
                due = LocalHour(FIRST + timedelta(days=number), hour)
                moment = local_moment(*due, names[0])
                checked += 1
                if not reached(names[0], moment - SECOND) < due <= reached(names[0], moment):
                    wrong.append((names[0], due))

    print(f"{checked} hours, {len(wrong)} wrong")
    assert wrong == []


def test_each_due_thing_fires_once_on_the_right_local_day_in_every_zone() -> None:
    # peers 1.2, goal R8: a beat every seven hours, which comes by all hours of the day, for two years.
    wrong, given_count = [], 0
    ticks = [BEGIN + timedelta(hours=7) * number for number in range(DAYS * 24 // 7)]
    for names in kinds_of_zone().values():
        zone, fired = ZoneInfo(names[0]), []
        for before, at in pairwise(ticks):
            today = at.astimezone(zone).date()
            due = due_since(before, at, names[0], [LocalHour(today + DAY * step, 8) for step in (-1, 0, 1)])
            # Seven hours after 08:00 it is still the same day, so a due thing of another day would be a wrong one.
            wrong += [(names[0], eight) for eight in due if eight.day != today]
            fired += due
        given_count += len(fired)
        if [eight.day for eight in fired] != [fired[0].day + DAY * step for step in range(len(fired))]:
            wrong.append((names[0], fired[0]))

    print(f"{given_count} firings, {len(wrong)} wrong")
    assert wrong == []
    assert given_count > len(kinds_of_zone()) * (DAYS - 2)


def test_no_beat_gives_an_hour_twice_around_any_change_of_clocks() -> None:
    wrong = []
    for names in kinds_of_zone().values():
        for at, _, _ in changes(names[0]):
            hours = [LocalHour(at.date() + DAY * step, hour) for step in (-1, 0, 1) for hour in range(24)]
            ticks = [at - 30 * HOUR + timedelta(minutes=10) * number for number in range(360)]
            fired = [
                due
                for before, tick in pairwise(ticks)
                if reached(names[0], before) != reached(names[0], tick)  # only to be quick: else nothing is due
                for due in due_since(before, tick, names[0], hours)
            ]
            if fired != sorted(set(fired)):
                wrong.append((names[0], at))

    assert wrong == []


@pytest.mark.parametrize(
    ("zone", "day", "hour", "moment"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 2, datetime(2026, 3, 29, 1, tzinfo=UTC)),  # jumped over: at 03:00
        ("Europe/Berlin", date(2026, 10, 25), 2, datetime(2026, 10, 25, 0, tzinfo=UTC)),  # shown twice: the first
        ("America/New_York", date(2026, 3, 8), 2, datetime(2026, 3, 8, 7, tzinfo=UTC)),
        ("America/New_York", date(2026, 11, 1), 1, datetime(2026, 11, 1, 5, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2026, 10, 4), 2, datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),  # half an hour
        ("America/Santiago", date(2026, 9, 6), 0, datetime(2026, 9, 6, 4, tzinfo=UTC)),  # the day has no midnight
        ("Asia/Kathmandu", date(2026, 1, 1), 8, datetime(2026, 1, 1, 2, 15, tzinfo=UTC)),
        ("Pacific/Kiritimati", date(2026, 1, 1), 0, datetime(2025, 12, 31, 10, tzinfo=UTC)),
        ("Pacific/Apia", date(2011, 12, 30), 8, datetime(2011, 12, 30, 10, tzinfo=UTC)),  # Samoa left this day out
    ],
)
def test_moments_worked_out_by_hand(zone: str, day: date, hour: int, moment: datetime) -> None:
    assert local_moment(day, hour, zone) == moment


def test_a_beat_that_was_off_for_thirty_hours_catches_up_once() -> None:
    # goal R8
    eights = [LocalHour(date(2026, 3, day), 8) for day in range(26, 32)]
    last_seen = datetime(2026, 3, 28, 6, tzinfo=UTC)
    back = last_seen + timedelta(hours=30)

    assert due_since(last_seen, back, "Europe/Berlin", eights) == (eights[2], eights[3])
    assert due_since(back, back + timedelta(minutes=1), "Europe/Berlin", eights) == ()
    assert due_since(None, back, "Europe/Berlin", eights) == tuple(eights[:4])


def test_a_clock_that_is_set_back_gives_nothing_again() -> None:
    eight = [LocalHour(date(2026, 7, 1), 8)]
    moment = local_moment(*eight[0], "Asia/Tokyo")

    assert due_since(moment, moment - timedelta(minutes=5), "Asia/Tokyo", eight) == ()
    assert due_since(moment - timedelta(minutes=5), moment, "Asia/Tokyo", eight) == tuple(eight)


# Program months


@pytest.mark.parametrize(
    ("starts_on", "mapping", "expected"),
    [
        (date(2026, 1, 31), {"months": [1, 2, 3], "day": 1}, [(2026, 1, 31), (2026, 2, 28), (2026, 3, 31)]),
        (date(2026, 1, 31), {"month": 1, "day": 31}, [(2026, 2, 27)]),
        (date(2028, 2, 29), {"months": [1, 2, 12]}, [(2028, 2, 29), (2028, 3, 29), (2029, 1, 29)]),
        (date(2028, 2, 29), {"day": 366}, [(2029, 3, 1)]),
        (date(2027, 2, 28), {"month": 12, "day": 31}, [(2028, 2, 27)]),
        (date(2026, 3, 1), {"day": -28}, [(2026, 2, 1)]),
        (date(2028, 3, 1), {"day": -1}, [(2028, 2, 29)]),
        (date(2026, 8, 1), {"month": 1, "working_day": 1}, [(2026, 8, 3)]),
        (date(2026, 8, 1), {"month": 1, "working_day": 23}, [(2026, 8, 31)]),
        (date(2026, 1, 15), {"every": "month", "from": 11, "to": 14, "day": 3}, [(2026, 11, 17), (2026, 12, 17)]),
    ],
)
def test_days_of_a_plan_by_hand(
    starts_on: date, mapping: Mapping[str, object], expected: list[tuple[int, ...]]
) -> None:
    # peers 1.1, 1.7
    assert occurrences(When.parse(mapping), starts_on, 12) == tuple(date(*day) for day in expected)


def test_working_days_of_another_week() -> None:
    # peers 1.2: Sunday to Thursday; 1 January 2026 is a Thursday
    third = When.parse({"month": 1, "working_day": 3})

    assert occurrences(third, date(2026, 1, 1), 12) == (date(2026, 1, 5),)
    assert occurrences(third, date(2026, 1, 1), 12, SUNDAY_TO_THURSDAY) == (date(2026, 1, 5),)
    assert occurrences(third, date(2026, 1, 2), 12) == (date(2026, 1, 6),)
    assert occurrences(third, date(2026, 1, 2), 12, SUNDAY_TO_THURSDAY) == (date(2026, 1, 6),)
    assert nth_working_day(date(2026, 1, 2), 1) == date(2026, 1, 2)
    assert nth_working_day(date(2026, 1, 2), 1, SUNDAY_TO_THURSDAY) == date(2026, 1, 4)
    assert nth_working_day(date(2026, 1, 4), -1, SUNDAY_TO_THURSDAY) == date(2026, 1, 1)
    assert after(After(working_days=2), date(2026, 1, 1), SUNDAY_TO_THURSDAY) == date(2026, 1, 5)


@given(days, st.integers(-60, 60).filter(bool), weeks)
def test_working_days_are_counted_one_by_one(first: date, n: int, week: frozenset[int]) -> None:
    step = 1 if n > 0 else -1
    day = first if n > 0 else first - DAY
    left = abs(n) - is_working_day(day, week)
    while left:
        day += DAY * step
        left -= is_working_day(day, week)
    while not is_working_day(day, week):  # only when the first day counted down to nothing is no working day
        day += DAY * step

    assert nth_working_day(first, n, week) == day


def test_a_week_without_work_and_a_day_zero_are_refused() -> None:
    for arguments in ((date(2026, 1, 1), 1, frozenset[int]()), (date(2026, 1, 1), 0, WEEKDAYS)):
        with pytest.raises(WhenInvalid):
            nth_working_day(*arguments)


@given(days, st.integers(1, 36), st.integers(1, 31), weeks, st.booleans())
def test_a_day_of_a_month_never_leaves_it(
    starts_on: date, month: int, number: int, week: frozenset[int], works: bool
) -> None:
    name, number = ("working_day", min(number, 23)) if works else ("day", number)

    (day,) = occurrences(When.parse({"month": month, name: number}), starts_on, 36, week)

    assert program_month(starts_on, day) == month
    assert not works or is_working_day(day, week)
    assert works or (day - month_begins_on(starts_on, month)).days <= number - 1


@given(days, st.integers(1, 12), st.integers(0, 11), st.integers(1, 31))
def test_a_repeated_month_is_once_in_each(starts_on: date, first: int, more: int, day: int) -> None:
    when = When.parse({"every": "month", "from": first, "to": first + more, "day": day})

    months = [program_month(starts_on, on) for on in occurrences(when, starts_on, 12)]

    assert months == list(range(first, min(first + more, 12) + 1))


whens = st.one_of(
    st.fixed_dictionaries({"day": st.integers(-100, 400)}, optional={"hour": st.integers(0, 23)}),
    st.fixed_dictionaries({"month": st.integers(1, 36)}, optional={"day": st.integers(1, 31)}),
    st.fixed_dictionaries(
        {"months": st.lists(st.integers(1, 36), min_size=1)}, optional={"working_day": st.integers(1, 23)}
    ),
    st.fixed_dictionaries({"every": st.just("month"), "from": st.integers(1, 6), "to": st.integers(6, 12)}),
)


@given(whens)
def test_a_moment_reads_back_what_it_writes(mapping: Mapping[str, object]) -> None:
    when = When.parse(mapping)

    assert When.parse(when.mapping()) == when


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({}, "Name a day"),
        ({"hour": 9}, "Name a day"),
        ({"day": 1, "weekday": 2}, "“weekday”"),
        ({"day": "first"}, "whole number"),
        ({"day": True}, "whole number"),
        ({"day": 1, "hour": 24}, "from 0 to 23"),
        ({"month": 0}, "from 1 to 36"),
        ({"month": 2, "day": 32}, "from 1 to 31"),
        ({"month": 2, "day": -1}, "from 1 to 31"),
        ({"month": 2, "day": 3, "working_day": 3}, "one of them"),
        ({"month": 2, "months": [3]}, "one of them"),
        ({"months": []}, "at least one"),
        ({"months": 3}, "at least one"),
        ({"month": 2, "working_day": 24}, "from 1 to 23"),
        ({"every": "week", "from": 1, "to": 2}, "every: month"),
        ({"every": "month", "from": 5, "to": 2}, "never happens"),
        ({"every": "month", "from": 5}, "“to”"),
        ({"month": 5, "to": 6}, "belong to"),
        ({"day": 5, "working_day": 6}, "one of them"),
    ],
)
def test_a_moment_that_cannot_be_says_why(mapping: Mapping[str, object], words: str) -> None:
    with pytest.raises(WhenInvalid, match=words):
        When.parse(mapping)


@pytest.mark.parametrize("mapping", [{}, {"days": 1, "working_days": 1}, {"weeks": 1}, {"days": -1}, {"days": "x"}])
def test_a_time_to_do_something_that_cannot_be(mapping: Mapping[str, object]) -> None:
    with pytest.raises(WhenInvalid):
        After.parse(mapping)


# Series


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        (Recurrence(date(2026, 1, 6), weeks=1, count=3), ["2026-01-06", "2026-01-13", "2026-01-20"]),
        (Recurrence(date(2026, 1, 6), weeks=2, until=date(2026, 2, 3)), ["2026-01-06", "2026-01-20", "2026-02-03"]),
        (Recurrence(date(2026, 1, 31), months=1, count=3), ["2026-01-31", "2026-02-28", "2026-03-31"]),
        (Recurrence(date(2028, 2, 29), months=12, count=2), ["2028-02-29"]),
        (Recurrence(date(2026, 1, 20), months=1, nth=1, count=2), ["2026-02-03", "2026-03-03"]),
        (Recurrence(date(2026, 1, 30), months=2, nth=-1, count=2), ["2026-01-30", "2026-03-27"]),
    ],
)
def test_a_series_by_hand(series: Recurrence, expected: list[str]) -> None:
    assert [str(day) for day in series.dates(date(2026, 1, 1), date(2028, 12, 31))] == expected


@given(
    days,
    st.sampled_from([{"weeks": 1}, {"weeks": 2}, {"months": 1}, {"months": 3}, {"months": 1, "nth": -1}]),
    st.integers(1, 20),
    st.integers(-40, 40),
)
def test_a_shifted_series_is_the_same_days_moved(first: date, rule: dict[str, int], count: int, shift: int) -> None:
    series = Recurrence(first, **rule, count=count)
    all_days = series.dates(first, date(2120, 1, 1))

    assert len(all_days) == count
    assert sorted(set(all_days)) == list(all_days)
    assert series.shifted(shift).dates(date.min, date(2120, 1, 1)) == tuple(day + DAY * shift for day in all_days)
    assert series.dates(all_days[-1], all_days[-1]) == (all_days[-1],)


@pytest.mark.parametrize(
    "rule",
    [
        {},
        {"weeks": 1, "months": 1},
        {"weeks": -1},
        {"weeks": 1, "nth": 1},
        {"months": 1, "nth": 5},
        {"weeks": 1, "count": 0},
        {"weeks": 1, "until": date(2025, 12, 31)},
        {"months": 1, "nth": 1, "until": date(2026, 1, 31)},  # the first Saturday of January is over
        {"weeks": 1, "count": 2, "until": date(2027, 1, 1)},
    ],
)
def test_a_series_that_never_happens_or_contradicts_itself(rule: dict[str, object]) -> None:
    with pytest.raises(WhenInvalid):
        Recurrence(date(2026, 1, 31), **rule)  # type: ignore[arg-type]


def test_examples_run() -> None:
    failed, tried = doctest.testmod(calendar)

    assert (failed, tried > 10) == (0, True)
