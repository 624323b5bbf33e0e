"""When people are free in a week, and how much of it they share, whatever their clocks show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

STEP = 15  # minutes; clocks differ by quarters of an hour in some places
STEPS = 7 * 24 * 60 // STEP
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = {"morning": (8 * 60, 12 * 60), "afternoon": (12 * 60, 17 * 60), "evening": (17 * 60, 21 * 60)}
WHOLE_DAY = (8 * 60, 21 * 60)
SPAN = re.compile(r"(\d{1,2})(?::(\d\d))?(?:\s*[-–]\s*(\d{1,2})(?::(\d\d))?)?")
OFFSET = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d\d))?")

Span = tuple[int, int, int]  # day of the week from 0, first and last minute


class HoursInvalid(ValueError):
    """Words that name no time of a week, or no time zone."""


def spans(words: str) -> list[Span]:
    """
    The times of a week that words name.

    "mon-evening", "Mon 9-12", "Mon 09:30-12:00", "Mon"; without a day, Monday to Friday: "9-17", "evening", and "9" for
    an hour. A span may run over midnight.

    >>> spans("Mon 9-12"), spans("sun-evening")
    ([(0, 540, 720)], [(6, 1020, 1260)])
    >>> len(spans("9-17"))
    5
    """
    text = words.strip().casefold()
    day, rest = (
        (DAYS.index(text[:3]), text[3:].lstrip("abcdefghijklmnopqrstuvwxyz")) if text[:3] in DAYS else (-1, text)
    )
    begin, end = _minutes(rest.strip(" -,"), words)
    return [(one, begin, end) for one in (range(5) if day < 0 else [day])]


def _minutes(text: str, words: str) -> tuple[int, int]:
    if not text:
        return WHOLE_DAY
    if text in PARTS:
        return PARTS[text]
    found = SPAN.fullmatch(text)
    if found is None:
        raise HoursInvalid(f"“{words}” names no time of a week; write it like “Mon 9-12” or “mon-evening”.")
    hour, minute, last_hour, last_minute = (int(one) if one else 0 for one in found.groups())
    begin = hour * 60 + minute
    end = last_hour * 60 + last_minute if found[3] else begin + 60
    if begin >= 24 * 60 or end > 24 * 60 or minute > 59 or last_minute > 59 or begin == end:
        raise HoursInvalid(f"“{words}” names no time of a day.")
    return begin, end if end > begin else end + 24 * 60


@lru_cache(maxsize=1024)
def zone_of(name: str) -> tzinfo:
    """
    A time zone by its name or its distance from UTC; blank is UTC.

    >>> zone_of("UTC+5:45").utcoffset(None)
    datetime.timedelta(seconds=20700)
    """
    text = name.strip()
    if not text:
        return UTC
    if (found := OFFSET.fullmatch(text.casefold())) is not None:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        if minutes <= 14 * 60:
            return timezone((1 if found[1] == "+" else -1) * timedelta(minutes=minutes))
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise HoursInvalid(f"The time zone “{name}” is not known.") from None


def free_steps(hours: Iterable[str], zone: str, on: date) -> NDArray[np.bool_]:
    """
    The quarters of an hour of a week, in UTC from Monday on, in which somebody is free; all of them without words.

    `on` lies in the week that counts: where clocks change in summer, the same words are another time in winter.

    >>> int(free_steps(["Mon 9-10"], "Europe/London", date(2026, 7, 9)).argmax()) * STEP // 60
    8
    """
    given = [span for words in hours for span in spans(words)]
    if not given:
        return np.ones(STEPS, np.bool_)
    free, where = np.zeros(STEPS, np.bool_), zone_of(zone)
    monday = on - timedelta(days=on.weekday())
    begins = datetime.combine(monday, time(), UTC)
    for day, first, last in given:
        # Wall clocks of that very day: the offset of the day counts, not that of today.
        start = datetime.combine(monday + timedelta(days=day), time(), where) + timedelta(minutes=first)
        step = round((start.astimezone(UTC) - begins).total_seconds() / 60 / STEP)
        free[np.arange(step, step + max(1, (last - first) // STEP)) % STEPS] = True
    return free


def shared_minutes(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> int:
    """How many minutes of a week two people are both free."""
    return int((one & other).sum()) * STEP
