"""Each calendar day of each time zone is owed once, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from network.ledger import last_night, owed_nights

FIRST, DAYS = date(2025, 1, 1), 728
TICK = timedelta(minutes=15)


def kinds_of_zone() -> list[str]:
    """One zone for each way the clocks went in these two years; the others are names for the same."""
    noons = [datetime(2025, 1, 1, 12, tzinfo=UTC) + timedelta(days=day) for day in range(DAYS)]
    found: dict[tuple[object, ...], str] = {}
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        found.setdefault(tuple(zone.utcoffset(noon) for noon in noons), name)
    return list(found.values())


def opened_at(zone: str, day: date) -> list[tuple[datetime, date]]:
    """What ticks around the day's 02:00 answer, with the moment of each tick."""
    begins = datetime(day.year, day.month, day.day, 2, tzinfo=UTC) - ZoneInfo(zone).utcoffset(
        datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    )
    first = begins - timedelta(minutes=begins.minute % 15 + 210)
    return [(at, last_night(zone, at)) for at in (first + TICK * count for count in range(22))]


# security R8
def test_every_day_of_every_zone_once_and_in_its_first_quarter_hour() -> None:
    zones = kinds_of_zone()
    wrong = []
    for zone in zones:
        for number in range(DAYS):
            day = FIRST + timedelta(days=number)
            answers = opened_at(zone, day)
            given = [answer for _, answer in answers]
            at = next(at for at, answer in answers if answer == day)
            local, before = (moment.astimezone(ZoneInfo(zone)) for moment in (at, at - TICK))
            # Where the clock goes back over 02:00 the answer does too, for a while; by then the day has its row.
            is_right = set(given) == {day - timedelta(days=1), day}
            if not is_right or not local.hour >= 2 or (before.date() == day and before.hour >= 2):
                wrong.append((zone, day))

    print(f"R8: {len(zones)} kinds of zone, {len(zones) * DAYS} nights, {len(wrong)} wrong")
    assert wrong == []
    assert len(zones) > 50


@pytest.mark.parametrize(
    ("zone", "jump"),
    [
        ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 3, 8, 7, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),
        ("Africa/Cairo", datetime(2026, 10, 29, 21, tzinfo=UTC)),
    ],
)
def test_the_nights_on_which_clocks_change(zone: str, jump: datetime) -> None:
    latest = last_night(zone, jump - timedelta(days=2))
    opened: list[date] = []

    for count in range(4 * 24 * 4):
        nights = owed_nights(zone, jump, latest, jump - timedelta(days=2) + TICK * count)
        opened += nights
        latest = nights[-1] if nights else latest

    assert opened == [opened[0] + timedelta(days=day) for day in range(len(opened))]
    assert 3 <= len(opened) <= 5


# security R8
def test_a_beat_that_was_away_for_thirty_hours() -> None:
    latest, back = date(2026, 3, 10), datetime(2026, 3, 12, 8, tzinfo=UTC)

    assert owed_nights("UTC", back, latest, back) == [date(2026, 3, 11), date(2026, 3, 12)]


# security R8
def test_a_clock_five_minutes_wrong_changes_nothing_but_the_moment() -> None:
    two = datetime(2026, 3, 11, 2, tzinfo=UTC)
    off = timedelta(minutes=5)

    assert owed_nights("UTC", two, date(2026, 3, 10), two - off) == []
    assert owed_nights("UTC", two, date(2026, 3, 10), two + off) == [date(2026, 3, 11)]
    assert owed_nights("UTC", two, date(2026, 3, 11), two - off) == []


def test_the_first_night_comes_when_the_program_starts() -> None:
    morning, small_hours = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 1, tzinfo=UTC)

    assert owed_nights("UTC", morning, None, morning) == [date(2026, 3, 2)]
    assert owed_nights("UTC", small_hours, None, small_hours) == []
    assert owed_nights("UTC", small_hours, None, morning) == [date(2026, 3, 2)]


def test_a_day_that_a_country_skipped_is_never_owed() -> None:
    after = datetime(2012, 1, 1, 0, tzinfo=UTC)

    owed = owed_nights("Pacific/Apia", after, date(2011, 12, 28), after)

    assert owed == [date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)]
