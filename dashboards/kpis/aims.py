"""How a key result stands: on its way, or as it was on its day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """Where a key result is."""

    REACHED = "reached"  # on its day
    THERE = "there"  # so far; its day is still to come
    WAY = "way"
    BEHIND = "behind"
    MISSED = "missed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Aim:
    """A figure that is to come to a target by a day; `before` is what it was on the day it was written down."""

    target: float
    is_most: bool  # the target is the most it may be; otherwise the least
    begun_on: date
    due_on: date
    before: float | None

    def is_met(self, value: float) -> bool:
        """At the target, or on its good side."""
        return value <= self.target if self.is_most else value >= self.target

    def asked_by(self, on: date) -> float | None:
        """
        What a straight way from the first figure to the target asks for on a day; nothing without a first figure.

        >>> Aim(10, False, date(2026, 1, 1), date(2026, 1, 11), 5).asked_by(date(2026, 1, 6))
        7.5
        """
        days = (self.due_on - self.begun_on).days
        if self.before is None or days <= 0:
            return None
        return self.before + (self.target - self.before) * min(1.0, (on - self.begun_on).days / days)


def standing(aim: Aim, value: float | None, on: date) -> Standing:
    """
    Where a figure stands on a day: after the aim's own day it is reached or not, and stays so.

    Before it, a figure on the good side is there so far, and one that is further from the target than half of the
    straight way asks for is behind.

    >>> aim = Aim(10, False, date(2026, 1, 1), date(2026, 1, 11), 5)
    >>> [str(standing(aim, value, date(2026, 1, 6))) for value in (10, 7, 6, None)]
    ['there', 'way', 'behind', 'unknown']
    >>> [str(standing(aim, value, date(2026, 1, 12))) for value in (10, 7)]
    ['reached', 'missed']
    """
    if value is None:
        return Standing.UNKNOWN
    is_over = on > aim.due_on
    if aim.is_met(value):
        return Standing.REACHED if is_over else Standing.THERE
    if is_over:
        return Standing.MISSED
    asked = aim.asked_by(on)
    if asked is None or aim.before is None:
        return Standing.WAY
    half = (aim.before + asked) / 2
    is_short = value > half if aim.is_most else value < half
    return Standing.BEHIND if is_short and on > aim.begun_on else Standing.WAY
