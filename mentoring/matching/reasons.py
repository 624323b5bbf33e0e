"""What speaks for a pair, as plain facts; pages put them into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations, permutations
from typing import Any

from mentoring.matching.fitting import FAR
from mentoring.matching.hours import free_steps, shared_minutes
from mentoring.matching.people import Known, Someone, both, same_lines, shared

MOST_WHAT = 3
WORTH_SAYING = 60  # minutes a week


class Why(StrEnum):
    """Kinds of reasons."""

    HELPS = "helps"  # `who` can help `whom` with `what`
    BOTH_LIKE = "both_like"
    HOURS = "hours"  # `number` minutes a week
    LANGUAGE = "language"
    APART = "apart"  # far from each other in the network


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for a pair."""

    kind: Why
    what: tuple[str, ...] = ()
    who: str = ""
    whom: str = ""
    number: int = 0

    def plain(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self) | {"kind": self.kind.value, "what": list(self.what)}


def reasons_of(members: Sequence[Someone], known: Known, *, on: date) -> tuple[Reason, ...]:
    """What speaks for these two or three, the strongest first."""
    found = [
        Reason(Why.HELPS, what[:MOST_WHAT], giver.id, taker.id)
        for giver, taker in permutations(members, 2)
        if (what := shared(giver.offers, taker.wants))
    ]
    if liked := _common([one.interests for one in members]):
        found.append(Reason(Why.BOTH_LIKE, liked))
    if known.steps is not None and all(
        known.steps.get(both(a.id, b.id), FAR) >= FAR for a, b in combinations(members, 2)
    ):
        found.append(Reason(Why.APART))
    if any(one.hours for one in members):
        free = [free_steps(one.hours, one.time_zone, on) for one in members]
        minutes = min(shared_minutes(a, b) for a, b in combinations(free, 2))
        if minutes >= WORTH_SAYING:
            found.append(Reason(Why.HOURS, number=minutes))
    if spoken := _common([one.languages for one in members]):
        found.append(Reason(Why.LANGUAGE, spoken))
    return tuple(found)


def _common(lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    first, *others = lists
    found = tuple(first)
    for lines in others:
        found = same_lines(found, lines)
    return found[:MOST_WHAT]
