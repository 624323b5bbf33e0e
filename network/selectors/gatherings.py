"""Reads of the network round one event: who has met of those who come, and what came of those who were there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from belonging.core import clock
from network.breakouts import Grouping, Pair, small_groups
from network.models import Block, Tie
from programs.enums import ReplyState
from programs.rules import FEWEST_THERE, NEW_TIES_WITHIN
from programs.selectors.events import people_there_at, replies_by_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from programs.models import Event, Participant, Reply

LEAST, MOST = 2, 12  # people in a group


@dataclass(frozen=True)
class Room:
    """One small group with its number."""

    number: int
    people: list[Participant]


@dataclass(frozen=True)
class Proposal:
    """Small groups for an event; only sums are told, never which pairs have met."""

    rooms: list[Room]
    pairs: int
    new_pairs: int


@dataclass(frozen=True)
class TwosAndFours:
    """Who sits with whom, as row ids of participants; each pair is whole in one of the fours."""

    twos: list[list[int]]
    fours: list[list[int]]


@dataclass(frozen=True)
class Fruit:
    """What came of an event: pairs who were there and had their first time together since."""

    people: int
    new_ties: int
    until: date
    is_counted: bool  # False while fewer than five were there
    wanted: int | None  # how many new people each was to talk with


def proposed_rooms(event: Event, size: int) -> Proposal:
    """Small groups of those who come, of people who have not met; three queries. The same until somebody joins."""
    people = [reply.participant for reply in replies_by_name(event, ReplyState.GOING)]
    places = {person.pk: place for place, person in enumerate(people)}
    grouping = _grouped(event, places, [person.segment for person in people], size)
    rooms = [Room(number, [people[place] for place in group]) for number, group in enumerate(grouping.groups, 1)]
    return Proposal(rooms, grouping.pairs, grouping.pairs - grouping.met)


def _grouped(event: Event, places: dict[int, int], segments: list[str], size: int) -> Grouping:
    met, apart = _between(event.program_id, places)
    size = max(LEAST, min(size, MOST))
    return small_groups(len(places), size, met, apart=apart, segments=segments, seed=event.pk)


def _between(program_id: int, places: dict[int, int]) -> tuple[list[Pair], list[Pair]]:
    """Who has met, and who keeps out of whose way, as pairs of places; two queries."""
    ids = list(places)
    met = Tie.objects.filter(program=program_id, low__in=ids, high__in=ids, mutual_count__gt=0)
    apart = Block.objects.filter(blocker__in=ids, blocked__in=ids)
    have_met = met.order_by("id").values_list("low_id", "high_id")
    keep_out = apart.order_by("id").values_list("blocker_id", "blocked_id")
    return (
        [(places[low], places[high]) for low, high in have_met],
        [(places[one], places[other]) for one, other in keep_out],
    )


def twos_and_fours(program_id: int, people: Sequence[Participant], seed: int) -> TwosAndFours:
    """
    Pairs of people who have not met, and pairs put together to fours by the same wish; two queries.

    Nobody is alone: of an odd number three sit together, and of an odd number of pairs three pairs do.
    """
    places = {person.pk: place for place, person in enumerate(people)}
    met, apart = _between(program_id, places)
    segments = [person.segment for person in people]
    twos = small_groups(len(people), 2, met, apart=apart, segments=segments, seed=seed).groups
    table = {place: number for number, group in enumerate(twos) for place in group}
    between = [
        [(table[one], table[other]) for one, other in pairs if table[one] != table[other]] for pairs in (met, apart)
    ]
    fours = small_groups(len(twos), 2, between[0], apart=between[1], seed=seed).groups
    ids = list(places)
    return TwosAndFours(
        [[ids[place] for place in group] for group in twos],
        [[ids[place] for number in group for place in twos[number]] for group in fours],
    )


def kept_rooms(event: Event) -> list[Room]:
    """The small groups that were settled, by number."""
    rooms: dict[int, list[Participant]] = {}
    replies: list[Reply] = replies_by_name(event, ReplyState.GOING)
    for reply in replies:
        if reply.room is not None:
            rooms.setdefault(reply.room, []).append(reply.participant)
    return [Room(number, rooms[number]) for number in sorted(rooms)]


def fruit_of(event: Event) -> Fruit:
    """How many pairs of those who were there met for the first time within two weeks; two queries."""
    ids = people_there_at(event)
    day = clock.today(event.program.time_zone, event.starts_at)
    until = day + NEW_TIES_WITHIN
    ties = 0
    if len(ids) >= FEWEST_THERE:
        new = Tie.objects.filter(program=event.program_id, low__in=ids, high__in=ids, first_on__range=(day, until))
        ties = new.filter(mutual_count__gt=0, is_baseline=False).count()
    return Fruit(len(ids), ties, until, len(ids) >= FEWEST_THERE, event.new_people)
