"""Who draws a map of whom in a grown community, and when they look it through: plain acts, seeded, no clock.

People name those they are going to meet in the first weeks: whom one meets at the beginning one mostly knows already.
The acts of the community stay as they are, so that a demo's figures hardly move.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge

from belonging.demo.growth import Act, Joined, Met

DRAWS, LOOKS = 0.88, 0.72  # of everybody: draw a first map; of those who did: look it through in a month
KNOWN_FROM = 40  # days from the start in which somebody met is somebody known before
MOST_KNOWN = 9
MONTH = 30
EARLIEST = 9  # days before a month ends in which maps are looked through
OUTSIDERS = ("Rosa Lind", "Piotr Zalewski", "Olu Adeyemi", "Jamal Brook")


@dataclass(frozen=True)
class Mapped:
    """Somebody draws their first map: people of the program with how close each feels, and somebody outside it."""

    day: int
    minute: int
    person: int
    named: tuple[tuple[int, int], ...]
    outsider: str


@dataclass(frozen=True)
class LookedThrough:
    """Somebody looks their map through for the month."""

    day: int
    minute: int
    person: int


MapAct = Mapped | LookedThrough


def with_maps(acts: Sequence[Act], segments: Sequence[int], *, days: int, seed: int) -> list[Act | MapAct]:
    """
    The same acts in the same order, with first maps and monthly updates among them.

    >>> from belonging.demo.growth import grow
    >>> acts = grow([0] * 6 + [1] * 6, days=60, weekday=0, seed=1)
    >>> both = with_maps(acts, [0] * 6 + [1] * 6, days=60, seed=1)
    >>> [act for act in both if not isinstance(act, MapAct)] == acts
    True
    >>> any(isinstance(act, Mapped) for act in both), any(isinstance(act, LookedThrough) for act in both)
    (True, True)
    """
    rng = random.Random(seed + 1)  # noqa: S311 -- an invented community, not a secret
    joined = {act.person: act.day for act in acts if isinstance(act, Joined)}
    met = _met_early(acts)
    drawn: list[MapAct] = []
    for person, day in joined.items():
        if rng.random() < DRAWS:
            drawn += _maps_of(person, day, met.get(person, []), segments, days, rng)
    drawn.sort(key=lambda act: (act.day, act.minute, act.person))
    return list(merge(acts, drawn, key=lambda act: (act.day, act.minute)))


def _met_early(acts: Sequence[Act]) -> dict[int, list[int]]:
    met: dict[int, list[int]] = {}
    for act in acts:
        if isinstance(act, Met) and act.day < KNOWN_FROM:
            for partner in act.partners:
                met.setdefault(act.author, []).append(partner)
                met.setdefault(partner, []).append(act.author)
    return met


def _maps_of(
    person: int, day: int, met: Sequence[int], segments: Sequence[int], days: int, rng: random.Random
) -> Iterator[MapAct]:
    mates = [other for other in dict.fromkeys(met) if segments[other] == segments[person]]
    others = [other for other in dict.fromkeys(met) if segments[other] != segments[person]]
    known = [*mates[: MOST_KNOWN - 2], *others[:2]]
    first = day + rng.randint(1, 6)
    if first < days:
        named = tuple((other, rng.choice((2, 3, 3, 4, 4, 5))) for other in known)
        yield Mapped(first, 12 * 60 + person % 60, person, named, OUTSIDERS[person % len(OUTSIDERS)])
    for month in range(MONTH, days, MONTH):
        if month - EARLIEST > first and rng.random() < LOOKS:
            yield LookedThrough(month - rng.randint(0, EARLIEST), 20 * 60 + person % 60, person)
