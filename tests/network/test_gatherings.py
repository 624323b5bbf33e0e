"""Small groups of people who have not met, and what came of an event."""

import doctest
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from network import breakouts
from network.breakouts import sizes_of, small_groups
from network.models import Block, Tie
from network.selectors.gatherings import fruit_of, kept_rooms, proposed_rooms
from programs.enums import Attendance, ReplyState
from programs.models import Event, Participant, Reply
from programs.services.event_rooms import settle_rooms
from programs.services.events import EventRefused
from tests.cast import NOON, TODAY, House, make_person
from tests.conftest import SignIn, said_again
from tests.effort import effort

IN_A_WEEK = NOON + timedelta(days=7)


def test_examples_run() -> None:
    assert doctest.testmod(breakouts).failed == 0


@settings(max_examples=effort(60), deadline=None)
@given(st.integers(0, 40), st.integers(2, 8), st.integers(0, 9))
def test_everybody_is_in_one_group_and_nobody_alone(count: int, size: int, seed: int) -> None:  # peers D45
    groups = small_groups(count, size, [], seed=seed).groups

    assert sorted(place for group in groups for place in group) == list(range(count))
    assert all(len(group) > 1 for group in groups) or count < 2
    assert sum(sizes_of(count, size)) == count
    assert not groups or max(map(len, groups)) - min(map(len, groups)) <= 1


def test_old_acquaintances_are_parted_and_the_same_comes_twice() -> None:  # peers D45
    teams = [range(start, start + 4) for start in (0, 4, 8, 12)]
    met = [pair for team in teams for pair in combinations(team, 2)]

    found = small_groups(16, 4, met, seed=3)

    assert (found.met, found.pairs) == (0, 24)
    assert small_groups(16, 4, met, seed=3) == found


def test_who_keeps_out_of_the_way_is_parted_before_anything_else() -> None:
    met = [(0, 2), (0, 3), (1, 2), (1, 3)]

    found = small_groups(4, 2, met, apart=[(0, 1)])

    assert (found.apart, found.met) == (0, 2)


def test_segments_mix_where_nothing_else_matters() -> None:
    found = small_groups(6, 2, [], segments=["Care"] * 3 + ["Digital"] * 3)

    assert all({place < 3 for place in group} == {True, False} for group in found.groups)


def supper(house: House, count: int, **more: object) -> tuple[Event, list[Participant]]:
    words = {"title": "Supper", "form": "roundtable", "starts_at": IN_A_WEEK} | more
    event = Event.objects.create(program=house.program, ends_at=words["starts_at"] + timedelta(hours=2), **words)  # type: ignore[operator]
    people = [make_person(f"G{number}", "northlight", house.program).place for number in range(count)]
    for person in people:
        Reply.objects.create(event=event, participant=person, state=ReplyState.GOING, asked_at=NOON)
    return event, people


def tie(house: House, one: Participant, other: Participant, days: int = 0) -> None:
    low, high = sorted((one.pk, other.pk))
    on = TODAY + timedelta(days=days)
    Tie.objects.create(program=house.program, low_id=low, high_id=high, mutual_count=1, first_on=on, last_on=on)


def test_groups_for_an_event_come_from_confirmed_time_together(inside: House) -> None:  # peers D45
    event, people = supper(inside, 4)
    for one, other in ((0, 1), (2, 3), (0, 2), (1, 3)):
        tie(inside, people[one], people[other])
    Block.objects.create(program=inside.program, blocker=people[0], blocked=people[3])

    proposal = proposed_rooms(event, 2)

    # 0-3 and 1-2 are the only strangers, but 0 and 3 keep out of each other's way.
    assert all({people[0], people[3]} != set(room.people) for room in proposal.rooms)
    assert (proposal.pairs, proposal.new_pairs) == (2, 0)


def test_settled_rooms_are_shown_and_unsettled_with_those_who_go(inside: House) -> None:
    event, people = supper(inside, 5)
    settle_rooms(
        actor=inside.ada.membership, event=event, rooms=[[one.pk for one in people[:3]], [people[3].pk]], now=NOON
    )
    Reply.objects.filter(event=event, participant=people[0]).update(state=ReplyState.NOT_GOING)

    assert [[one.pk for one in room.people] for room in kept_rooms(event)] == [
        [people[1].pk, people[2].pk], [people[3].pk],
    ]  # fmt: skip
    with pytest.raises(EventRefused, match="over"):
        settle_rooms(actor=inside.ada.membership, event=event, rooms=[[1]], now=IN_A_WEEK + timedelta(days=1))
    with pytest.raises(EventRefused, match="Nobody"):
        settle_rooms(actor=inside.ada.membership, event=event, rooms=[], now=NOON)


@pytest.mark.parametrize(("there", "counted"), [(5, True), (4, False)])
def test_fruit_is_new_ties_of_those_who_were_there(inside: House, there: int, counted: bool) -> None:  # peers D83
    event, people = supper(inside, 6, starts_at=NOON - timedelta(days=1), new_people=3)
    Reply.objects.filter(participant__in=people[:there]).update(attendance=Attendance.PRESENT)
    tie(inside, people[0], people[1])
    tie(inside, people[0], people[2], days=-9)  # before it
    tie(inside, people[1], people[5])  # one was not there

    fruit = fruit_of(event)

    assert (fruit.is_counted, fruit.new_ties, fruit.wanted) == (counted, 1 if counted else 0, 3)


def test_page_proposes_settles_and_exports(northlight: House, sign_in: SignIn) -> None:  # peers D45
    with northlight.open():
        event, people = supper(northlight, 5)
        people[0].membership.name = "=Formula"
        people[0].membership.save(update_fields=["name"])
    ada, rest = sign_in(northlight.ada), f"events/{event.public_id}/groups/"

    asked = ada.get(northlight.address(rest + "?size=2")).content.decode()
    ada.post(northlight.address(rest), {"size": "2"})
    settled = ada.get(northlight.address(rest)).content.decode()
    rooms = said_again(ada).get(northlight.address(rest + "rooms.csv"))

    assert "pairs that would sit together have not met." in asked
    assert "Settled" in settled
    lines = rooms.content.decode().splitlines()
    assert (lines[0], len(lines)) == ("Room,Name,E-mail", 6)
    assert any("'=Formula" in line for line in lines)
    assert "Room" in sign_in(northlight.ada).get(northlight.address(f"events/{event.public_id}/tags/")).content.decode()
    assert sign_in(northlight.ben).get(northlight.address(rest)).status_code == 403


# peers D45
def test_groups_are_proposed_and_settled_by_api(northlight: House, southgate: House, sign_in: SignIn) -> None:
    with northlight.open():
        event, people = supper(northlight, 6)
    ada, at = sign_in(northlight.ada), northlight.api(f"events/{event.public_id}/groups/")

    proposed = ada.get(f"{at}?size=2").json()
    settled = ada.post(at, {"size": 2}, content_type="application/json")
    after = ada.get(at).json()
    odd = [ada.get(f"{at}?size={one}").status_code for one in ("1", "many")]
    others = [sign_in(who).get(at).status_code for who in (northlight.ben, southgate.ada)]
    with northlight.open():
        Event.objects.update(starts_at=NOON - timedelta(days=1), ends_at=NOON)
    over = ada.get(at).json()

    assert (proposed["size"], len(proposed["proposal"]["rooms"]), proposed["settled"]) == (2, 3, [])
    assert (settled.json(), after["settled"]) == ({"count": 3}, proposed["proposal"]["rooms"])
    assert {one["name"] for room in after["settled"] for one in room["people"]} == {one.name for one in people}
    assert (odd, others) == ([400, 400], [403, 404])
    assert (over["proposal"], over["fruit"]["is_counted"], over["fruit"]["people"]) == (None, False, None)
    assert ada.post(at, {}, content_type="application/json").status_code == 422
