"""Reads of a person's own map: who is on it, who may be put on it, and what others' maps say of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from belonging.core.names import is_uuid
from network.enums import EntryState
from network.models import Block, InteractionPartner, Map, MapEntry, MapPair, Tie
from network.rules import MOST_LISTED, MOST_PAIRS_AT_ONCE
from network.selectors.people import Person, faces, found_people
from programs.selectors.programs import people_by_public_id, people_in

if TYPE_CHECKING:
    from programs.models import Participant, Program

TOLD = (EntryState.CLAIMED, EntryState.MUTUAL, EntryState.DECLINED)


def map_of(participant: Participant) -> Map | None:
    """A person's own map, or nothing before they begin one."""
    return Map.objects.filter(participant=participant).first()


def entries_on(own: Map) -> QuerySet[MapEntry]:
    """Everybody on a map now, the closest first."""
    rows = MapEntry.objects.filter(map=own, gone_on=None).select_related("map", "person__membership")
    return rows.order_by("-strength", "person__membership__name", "outside_name", "pk")


def entry_on(participant: Participant, entry_id: UUID) -> MapEntry | None:
    """An entry of the person's own map, gone or not, with its map; nobody else's."""
    rows = MapEntry.objects.filter(map__participant=participant, public_id=entry_id)
    return rows.select_related("map__program", "map__participant__membership", "person__membership").first()


def pairs_on(own: Map) -> QuerySet[MapPair]:
    """What a map's owner says of the people on it among themselves."""
    rows = MapPair.objects.filter(map=own, low__gone_on=None, high__gone_on=None)
    return rows.select_related("low", "high").order_by("low_id", "high_id")


@dataclass(frozen=True)
class OpenPair:
    """Two people on a map, of whom its owner has not said yet whether they know each other."""

    low: MapEntry
    high: MapEntry


def open_pairs(own: Map) -> tuple[list[OpenPair], int]:
    """The next pairs to ask about, of the closest people first, and how many are left in all."""
    rows = list(entries_on(own))
    said = {(pair.low_id, pair.high_id) for pair in pairs_on(own)}
    every = [(one, other) for place, one in enumerate(rows) for other in rows[:place]]
    left = [sorted(pair, key=lambda row: row.pk) for pair in every]
    left = [pair for pair in left if (pair[0].pk, pair[1].pk) not in said]
    return [OpenPair(low, high) for low, high in left[:MOST_PAIRS_AT_ONCE]], len(left)


def not_to_be_named(participant: Participant) -> QuerySet[Map, int]:
    """Row ids of people who do not want to be put on maps; a subquery."""
    return Map.objects.filter(program=participant.program_id, is_findable=False).values_list(
        "participant_id", flat=True
    )


def nameable_for_maps(program: Program, participant: Participant) -> QuerySet[Participant]:
    """Whom a person may put on their map: not themself, not who they keep out, not who wants to be on no map."""
    kept_out = Block.objects.filter(blocker=participant).values("blocked")
    people = people_in(program).exclude(pk=participant.pk).exclude(pk__in=kept_out)
    return people.exclude(pk__in=not_to_be_named(participant))


def on_map_ids(participant: Participant) -> set[int]:
    """Row ids of the people of the program who are on a person's map now."""
    rows = MapEntry.objects.filter(map__participant=participant, gone_on=None, person__isnull=False)
    return set(rows.values_list("person_id", flat=True))


def found_for_map(program: Program, participant: Participant, query: str, limit: int = 6) -> list[Participant]:
    """Whom a few letters find among those who may be put on the map and are not on it."""
    allowed = set(nameable_for_maps(program, participant).values_list("pk", flat=True)) - on_map_ids(participant)
    found = found_people(program, query, besides=participant, limit=limit + 20)
    return [person for person in found if person.pk in allowed][:limit]


@dataclass(frozen=True)
class Choices:
    """Whom the page offers: everybody in a small program, in a larger one only who was ticked or searched for."""

    people: list[Person]
    ticked: list[str]
    found_count: int
    is_listed: bool


def map_choices(program: Program, participant: Participant, ticked: Collection[str] = (), find: str = "") -> Choices:
    """Whom a person may put on their map next, the ticked ones first."""
    ids = [UUID(one) for one in ticked if is_uuid(one)]
    allowed = nameable_for_maps(program, participant).exclude(pk__in=on_map_ids(participant))
    chosen = [one for one in people_by_public_id(program, ids).values() if allowed.filter(pk=one.pk).exists()]
    found = found_for_map(program, participant, find, limit=30) if find else []
    is_listed = people_in(program).count() <= MOST_LISTED
    listed = list(allowed) if is_listed and not find else []
    people = {person.pk: person for person in [*chosen, *found, *listed]}
    return Choices(faces(program, people.values()), [str(one) for one in ids], len(found), is_listed)


@dataclass(frozen=True)
class Together:
    """When a person last spent time with another, by what either logged and nobody took back."""

    last_on: date
    is_confirmed: bool


def last_times(participant: Participant) -> dict[int, Together]:
    """By row id of the other person: the last confirmed time together, or the last one the person logged themself."""
    ties = Tie.objects.filter(Q(low=participant) | Q(high=participant), last_on__isnull=False)
    rows = ties.order_by("pk").values_list("low_id", "high_id", "last_on")
    found = {high if low == participant.pk else low: Together(on, True) for low, high, on in rows if on}
    mine = InteractionPartner.objects.filter(interaction__author=participant, interaction__taken_back_at=None).order_by(
        "pk"
    )
    for other, on in mine.values_list("participant_id", "interaction__happened_on"):
        if other not in found or found[other].last_on < on:
            found[other] = Together(on, False)
    return found


def naming_me(participant: Participant) -> QuerySet[MapEntry]:
    """Every map that holds a person as one of the program, whatever they answered, the newest first."""
    rows = MapEntry.objects.filter(person=participant, state__in=TOLD).select_related("map__participant__membership")
    return rows.order_by("-added_on", "-pk")


def asking_me(participant: Participant) -> QuerySet[MapEntry]:
    """The maps that wait for a person's word: do you know each other?"""
    return naming_me(participant).filter(state=EntryState.CLAIMED, is_hidden=False, gone_on=None)


def entry_naming(participant: Participant, entry_id: UUID) -> MapEntry | None:
    """One entry of somebody else's map that names the person, or nothing."""
    rows = MapEntry.objects.filter(person=participant, state__in=TOLD, public_id=entry_id)
    return rows.select_related("map__program", "map__participant__membership", "person__membership").first()


def said_by(owner: Participant, people: Collection[Participant]) -> dict[int, MapEntry]:
    """What these people's own maps say of the owner, by row id of the person; only what is told, and held."""
    rows = MapEntry.objects.filter(person=owner, map__participant__in=people, state__in=TOLD)
    rows = rows.select_for_update(of=("self",)).select_related("map").order_by("pk")
    return {row.map.participant_id: row for row in rows}


def unwelcome_to(owner: Participant, people: Collection[Participant]) -> set[int]:
    """Row ids of those of these people who want no map, or not this person's: their entry is never shown to them."""
    blocks = Block.objects.filter(Q(blocked=owner, blocker__in=people) | Q(blocker=owner, blocked__in=people))
    sides = blocks.values_list("blocker_id", "blocked_id")
    hiding = Map.objects.filter(participant__in=people, is_findable=False).values_list("participant_id", flat=True)
    return {other for pair in sides for other in pair if other != owner.pk} | set(hiding)


def gone_from(own: Map) -> list[MapEntry]:
    """Whom a person took off their map, the last one first."""
    rows = MapEntry.objects.filter(map=own, gone_on__isnull=False).select_related("person__membership")
    return list(rows.order_by("-gone_on", "-pk"))
