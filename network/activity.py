"""
Monthly activity: how many of the people of a program month did something in it.

Rows in, numbers out; people are row ids.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from belonging.core.clock import month_begins_on

STAYS_OPEN = 1  # months in which what happened may still be said later: the one before the month now


@dataclass(frozen=True)
class Place:
    """From when until when somebody is in the program, and whether they pause now."""

    person: int
    joined_on: date
    left_on: date | None
    is_paused: bool

    def is_in(self, begins_on: date, ends_before: date) -> bool:
        """True when they are there for some of these days."""
        return self.joined_on < ends_before and (self.left_on is None or self.left_on > begins_on)


EPOCH = date(2000, 1, 1)


def acts_by_month(
    people: NDArray[np.int64], days: NDArray[np.int32], starts_on: date, month_count: int
) -> set[tuple[int, int]]:
    """
    Who did something in which program month; what was done before the program or after it is left out.

    `people` and `days` go together, days since 2000-01-01; both may name the same act twice.

    >>> found = acts_by_month(np.array([7, 7, 8]), np.array([30, 60, 29]), date(2000, 1, 31), 12)
    >>> sorted(found)
    [(7, 1), (7, 2)]
    """
    begins = [(month_begins_on(starts_on, month) - EPOCH).days for month in range(1, month_count + 2)]
    months = np.searchsorted(begins, days, side="right")
    inside = (months >= 1) & (months <= month_count)
    return set(zip(people[inside].tolist(), months[inside].tolist(), strict=True))


def monthly_activity(
    places: Sequence[Place],
    acts: Iterable[tuple[int, int]],
    starts_on: date,
    month_now: int,
    before: Iterable[dict[str, int]] = (),
) -> dict[str, Any]:
    """
    Active people and people of each month up to the month now, and who was ever active of everybody.

    Whoever pauses, and did nothing in the month now, is not among its people. Months that are long over stay as they
    were counted: whoever paused then may be back.

    Parameters
    ----------
    places : everybody who was ever there
    acts : (person, month) of what people did; twice is once
    starts_on : the program's first day
    month_now : the last month that is counted
    before : the months of the last count

    Returns
    -------
    dict
        `months`, each {"month", "active", "people"}, and `ever` of `everybody`: as a snapshot keeps it.

    Examples
    --------
    >>> first = date(2026, 1, 1)
    >>> places = [Place(1, first, None, False), Place(2, first, None, False), Place(3, first, None, True)]
    >>> monthly_activity(places, [(1, 1), (1, 2), (2, 2)], first, 2)["months"]
    [{'month': 1, 'active': 1, 'people': 3}, {'month': 2, 'active': 2, 'people': 2}]
    """
    did: dict[int, set[int]] = defaultdict(set)
    for person, month in acts:
        did[month].add(person)
    months = {row["month"]: row for row in before if row["month"] < month_now - STAYS_OPEN}
    for month in range(1, month_now + 1):
        if month not in months:
            months[month] = _month(places, did[month], month, starts_on, is_now=month == month_now)
    ever = set().union(*did.values())
    return {
        "months": [months[month] for month in range(1, month_now + 1)],
        "ever": sum(place.person in ever for place in places),
        "everybody": len(places),
    }


def _month(places: Sequence[Place], did: set[int], month: int, starts_on: date, *, is_now: bool) -> dict[str, int]:
    days = month_begins_on(starts_on, month), month_begins_on(starts_on, month + 1)
    there = [place for place in places if place.is_in(*days)]
    counted = [place.person in did for place in there if place.person in did or not (is_now and place.is_paused)]
    return {"month": month, "active": sum(counted), "people": len(counted)}
