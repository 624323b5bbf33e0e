"""What a round of introductions is planned on: the network as arrays, and who may meet whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Q
from numpy.typing import NDArray

from network.enums import WAITING_STATES
from network.graph import build_graph
from network.introductions import Field
from network.models import Block, IntroductionSide, IntroductionWish, MapEntry, Tie
from network.rules import NOT_AGAIN_FOR
from network.selectors.introductions import waiting_since_last_round
from network.selectors.ties import counted_ties, network_people
from programs.enums import ParticipantState
from programs.selectors.programs import attributes_in, people_in

if TYPE_CHECKING:
    from programs.models import Program

Pairs = list[tuple[int, int]]


@dataclass(frozen=True, eq=False)
class RoundField:
    """The field of a round, and the row ids of its people in order."""

    field: Field
    ids: NDArray[np.int64]


def round_field(
    program: Program, on: date, now: datetime, *, apart: str = "", only: Collection[int] | None = None
) -> RoundField:
    """
    Everybody in a program's network on a date, with what stands between whom.

    `apart` names an attribute within which nobody is introduced; `only` leaves room to these people alone.
    """
    people = network_people(program, on)
    ends = counted_ties(program, on, people)
    place = {person: k for k, person in enumerate(people.ids.tolist())}
    room = _room(program, on, place)
    if only is not None:
        room[[k for person, k in place.items() if person not in only]] = 0
    field = Field(
        graph=build_graph((ends.low, ends.high), people=people.ids),
        segments=people.segment_codes.astype(np.int32),
        room=room,
        waited=_waited(program, place),
        teams=_teams(program, apart, place),
        barred=_placed([*_met(program), *_on_maps(program), *_kept_out(program)], place),
        lately=_placed(_lately(program, now), place),
    )
    return RoundField(field, people.ids)


def _room(program: Program, on: date, place: dict[int, int]) -> NDArray[np.int64]:
    """For how many introductions each is open now: none for who is away, less those they have open."""
    room = np.zeros(len(place), np.int64)
    active = people_in(program).filter(state=ParticipantState.ACTIVE).values_list("pk", flat=True)
    for person in active:
        if person in place:
            room[place[person]] = 1
    for wish in IntroductionWish.objects.filter(program=program):
        if wish.participant_id in place and room[place[wish.participant_id]]:
            room[place[wish.participant_id]] = wish.most_at_once if wish.is_open(on) else 0
    taken = IntroductionSide.objects.filter(program=program, introduction__state__in=WAITING_STATES)
    for person in taken.values_list("participant", flat=True):
        if person in place:
            room[place[person]] -= 1
    return np.maximum(room, 0)


def _waited(program: Program, place: dict[int, int]) -> NDArray[np.bool_]:
    waited = np.zeros(len(place), np.bool_)
    waited[[place[person] for person in waiting_since_last_round(program) if person in place]] = True
    return waited


def _teams(program: Program, apart: str, place: dict[int, int]) -> NDArray[np.int32]:
    teams = np.full(len(place), -1, np.int32)
    if apart:
        values = {person: str(has.get(apart, "")) for person, has in attributes_in(program).items() if person in place}
        codes = {value: code for code, value in enumerate(sorted(set(values.values()) - {""}))}
        for person, value in values.items():
            teams[place[person]] = codes.get(value, -1)
    return teams


def _met(program: Program) -> Iterable[tuple[int, int]]:
    said = Q(mutual_count__gt=0) | Q(claimed_count__gt=0) | Q(is_baseline=True)
    return Tie.objects.filter(said, program=program).order_by("id").values_list("low_id", "high_id")


def _on_maps(program: Program) -> Iterable[tuple[int, int]]:
    """Whom people put on their own maps: they know each other, and nobody is told so by not being introduced."""
    rows = MapEntry.objects.filter(map__program=program, person__isnull=False, gone_on=None).order_by("id")
    return ((owner, person) for owner, person in rows.values_list("map__participant_id", "person_id") if person)


def _kept_out(program: Program) -> Iterable[tuple[int, int]]:
    return Block.objects.filter(program=program).order_by("id").values_list("blocker_id", "blocked_id")


def _lately(program: Program, now: datetime) -> Pairs:
    """Pairs who were offered each other not long ago, whatever became of it."""
    sides = IntroductionSide.objects.filter(program=program, introduction__round__started_at__gt=now - NOT_AGAIN_FOR)
    groups: dict[int, list[int]] = defaultdict(list)
    for introduction, person in sides.order_by("id").values_list("introduction_id", "participant_id"):
        groups[introduction].append(person)
    return [pair for group in groups.values() for pair in combinations(group, 2)]


def _placed(pairs: Iterable[tuple[int, int]], place: dict[int, int]) -> NDArray[np.int64]:
    kept = [(place[one], place[other]) for one, other in pairs if one in place and other in place]
    return np.array(kept, np.int64).reshape(-1, 2)
