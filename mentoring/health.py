"""How a pair is doing, measured against the rhythm it has itself: plain dates in, one word out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

EARLY, ON_TRACK, NEEDS_CHECK_IN = "early", "on_track", "needs_check_in"
GRACE = 0.5  # of a cadence; life comes between


def health(started_on: date, met_on: Sequence[date], cadence_days: int, today: date) -> str:
    """
    One of three words for a pair.

    A pair that began less than a cadence ago and has not met is too early to tell; after that it is on track as long as
    the last check-in, or the beginning, is no longer ago than a cadence and half of one.

    Parameters
    ----------
    started_on : the day it began
    met_on : the days of its check-ins that count, in any order
    cadence_days : how many days lie between two check-ins
    today : the day that is asked about

    Examples
    --------
    >>> health(date(2026, 7, 1), [], 14, date(2026, 7, 9))
    'early'
    >>> health(date(2026, 6, 1), [date(2026, 6, 24)], 14, date(2026, 7, 9))
    'on_track'
    >>> health(date(2026, 6, 1), [date(2026, 6, 3)], 14, date(2026, 7, 9))
    'needs_check_in'
    """
    allowed = timedelta(days=cadence_days * (1 + GRACE))
    if not met_on and today - started_on <= timedelta(days=cadence_days):
        return EARLY
    return ON_TRACK if today - max([started_on, *met_on]) <= allowed else NEEDS_CHECK_IN


def quiet_days(started_on: date, met_on: Sequence[date], today: date) -> int:
    """
    How many days ago the last check-in was, or the beginning where there was none.

    >>> quiet_days(date(2026, 7, 1), [date(2026, 7, 4)], date(2026, 7, 9))
    5
    """
    return (today - max([started_on, *met_on])).days


def has_met_this_cadence(met_on: Sequence[date], cadence_days: int, today: date) -> bool:
    """
    Whether a pair has met within its last cadence.

    >>> has_met_this_cadence([date(2026, 6, 26)], 14, date(2026, 7, 9))
    True
    """
    return any(today - timedelta(days=cadence_days) < day <= today for day in met_on)


def midpoint(started_on: date, term_ends_on: date) -> date:
    """
    The day on which half of a pair's time is over.

    >>> midpoint(date(2026, 1, 1), date(2026, 1, 31))
    datetime.date(2026, 1, 16)
    """
    return started_on + (term_ends_on - started_on) / 2
