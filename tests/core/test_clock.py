"""Calendar arithmetic of a program, worked out by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from belonging.core.clock import days_in_month, month_begins_on, now, program_month, today


@pytest.mark.parametrize(
    ("starts_on", "on", "month"),
    [
        (date(2026, 1, 12), date(2026, 1, 12), 1),
        (date(2026, 1, 12), date(2026, 2, 11), 1),
        (date(2026, 1, 12), date(2026, 2, 12), 2),
        (date(2026, 1, 12), date(2027, 1, 11), 12),
        (date(2026, 1, 12), date(2027, 1, 12), 13),
        (date(2026, 1, 12), date(2026, 1, 11), 0),
        (date(2026, 1, 12), date(2025, 12, 11), -1),
        (date(2026, 1, 31), date(2026, 2, 27), 1),
        (date(2026, 1, 31), date(2026, 2, 28), 2),
        (date(2028, 1, 31), date(2028, 2, 28), 1),
        (date(2028, 1, 31), date(2028, 2, 29), 2),
        (date(2028, 2, 29), date(2029, 2, 28), 13),
    ],
)
def test_program_month_is_counted_from_the_start_day(starts_on: date, on: date, month: int) -> None:
    assert program_month(starts_on, on) == month


@pytest.mark.parametrize("starts_on", [date(2026, 1, 1), date(2026, 1, 31), date(2028, 2, 29), date(2026, 12, 30)])
def test_each_day_lies_in_the_month_that_began_last(starts_on: date) -> None:
    for days in range(800):
        on = starts_on + timedelta(days=days)
        month = program_month(starts_on, on)
        assert month_begins_on(starts_on, month) <= on < month_begins_on(starts_on, month + 1)


def test_month_begins_on_the_last_day_of_short_months() -> None:
    begins = [month_begins_on(date(2026, 1, 31), month) for month in (1, 2, 3, 4, 13)]

    assert begins == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2027, 1, 31)]


def test_days_in_month() -> None:
    assert [days_in_month(2026, month) for month in (1, 2, 4, 12)] == [31, 28, 30, 31]
    assert [days_in_month(year, 2) for year in (1900, 2000, 2028)] == [28, 29, 29]


def test_today_is_the_day_of_the_time_zone() -> None:
    late = datetime(2026, 3, 10, 11, 30, tzinfo=UTC)

    assert today("Pacific/Auckland", late) == date(2026, 3, 11)
    assert today("Pacific/Honolulu", late) == date(2026, 3, 10)
    assert today("Pacific/Kiritimati", late) == date(2026, 3, 11)


def test_now_is_aware() -> None:
    assert now().utcoffset() == timedelta(0)
