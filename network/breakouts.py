"""Small groups at an event: who sits with whom, so that people meet those they have not met.

Everybody is in exactly one group, nobody is alone (with two people or more), and sizes differ by one at most. Pairs who
keep out of each other's way never share a group while any other way is found; then as few pairs as possible who have
met, then as few of the same segment. Found by exchanging two people while that helps, from several seeded beginnings.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

APART, MET, ALIKE = 1_000_000, 1_000, 1
BEGINNINGS = 6
MOST_ROUNDS = 12

Pair = tuple[int, int]


@dataclass(frozen=True)
class Grouping:
    """Groups as places in the list of people, and how many of their pairs have met or should be apart."""

    groups: list[list[int]]
    pairs: int
    met: int
    apart: int


def sizes_of(count: int, size: int) -> list[int]:
    """
    How large the groups are, larger ones first.

    >>> sizes_of(11, 4), sizes_of(5, 4), sizes_of(3, 4), sizes_of(1, 4)
    ([4, 4, 3], [3, 2], [3], [1])
    """
    if count < 2 * 2 or count <= size:
        return [count] if count else []
    groups = min(-(-count // size), count // 2)
    small, more = divmod(count, groups)
    return [small + 1] * more + [small] * (groups - more)


def small_groups(
    count: int,
    size: int,
    met: Collection[Pair],
    *,
    apart: Collection[Pair] = (),
    segments: Sequence[str] = (),
    seed: int = 0,
) -> Grouping:
    """
    Groups of about `size` of `count` people; `met` and `apart` are pairs of places, in either order.

    >>> small_groups(4, 2, [(0, 1), (2, 3)]).met
    0
    """
    costs = _costs(count, met, apart, segments)
    best: list[list[int]] = []
    least = -1
    for beginning in range(BEGINNINGS if count > 2 else 1):
        groups = _begun(count, size, Random(f"{seed}-{beginning}"))  # noqa: S311 -- seeded: the same twice
        cost = _improve(groups, costs)
        if least < 0 or cost < least:
            best, least = groups, cost
    found = sorted(sorted(group) for group in best)
    inside = [pair for group in found for pair in combinations(group, 2)]
    known, kept = ({tuple(sorted(pair)) for pair in pairs} for pairs in (met, apart))
    return Grouping(found, len(inside), sum(pair in known for pair in inside), sum(pair in kept for pair in inside))


def _costs(count: int, met: Collection[Pair], apart: Collection[Pair], segments: Sequence[str]) -> list[list[int]]:
    costs = [[0] * count for _place in range(count)]
    for pairs, cost in ((met, MET), (apart, APART)):
        for one, other in pairs:
            costs[one][other] = costs[other][one] = max(cost, costs[one][other])
    for one, other in combinations(range(len(segments)), 2):
        if segments[one] and segments[one] == segments[other]:
            costs[one][other] += ALIKE
            costs[other][one] += ALIKE
    return costs


def _begun(count: int, size: int, chance: Random) -> list[list[int]]:
    places = list(range(count))
    chance.shuffle(places)
    groups, begin = [], 0
    for length in sizes_of(count, size):
        groups.append(places[begin : begin + length])
        begin += length
    return groups


def _improve(groups: list[list[int]], costs: list[list[int]]) -> int:
    """Exchanges two people of different groups while it helps; gives the cost that is left."""
    for _round in range(MOST_ROUNDS):
        changed = False
        for first, second in combinations(range(len(groups)), 2):
            changed |= _exchange(groups[first], groups[second], costs)
        if not changed:
            break
    return sum(costs[one][other] for group in groups for one, other in combinations(group, 2))


def _exchange(first: list[int], second: list[int], costs: list[list[int]]) -> bool:
    changed = False
    for left in range(len(first)):
        for right in range(len(second)):
            one, other = first[left], second[right]
            before = _among(one, first, costs) + _among(other, second, costs)
            shared = costs[one][other]
            after = _among(one, second, costs) + _among(other, first, costs) - 2 * shared
            if after < before:
                first[left], second[right] = other, one
                changed = True
    return changed


def _among(person: int, group: list[int], costs: list[list[int]]) -> int:
    return sum(costs[person][other] for other in group if other != person)
