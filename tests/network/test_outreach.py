"""People to reach out to: by days of taking part, told in words, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network.enums import OutreachAct, PartnerState
from network.selectors.outreach import people_to_reach, why_to_reach
from network.services.outreach import record_outreach, take_back_outreach
from programs.enums import Attendance, ParticipantState, ReplyState
from programs.models import Event, Reply
from tests.cast import House
from tests.conftest import SignIn
from tests.network.small_program import BEGAN, NOON, SmallProgram

pytestmark = pytest.mark.django_db

LATER = BEGAN.date() + timedelta(days=60)
KNOWN_TABLES = (
    "network_interaction", "network_interactionpartner", "network_outreach", "programs_participant",
    "programs_personstep", "programs_reply", "programs_event", "programs_program", "tenancy_membership",
)  # fmt: skip


def names(house: SmallProgram, on: Any = LATER) -> dict[str, tuple[str, ...]]:
    with house.scope():
        return {one.person.name: one.reasons for one in people_to_reach(house.program, on, segments=None)}


def missed(house: SmallProgram, number: int, *marks: Attendance) -> None:
    with house.scope():
        for k, mark in enumerate(marks):
            begins = NOON + timedelta(days=k)
            event = Event.objects.create(
                program=house.program, title="Supper", starts_at=begins, ends_at=begins + timedelta(hours=2)
            )
            Reply.objects.create(
                event=event, participant=house.people[number], state=ReplyState.GOING, asked_at=NOON, attendance=mark
            )


def test_quiet_people_are_listed_with_reasons_in_words() -> None:  # peers D20
    house = SmallProgram(5)
    house.meet(0, 1, on=LATER - timedelta(days=3))
    house.meet(2, 1, on=LATER - timedelta(days=45))
    missed(house, 1, Attendance.ABSENT, Attendance.ABSENT)

    assert names(house) == {
        "Person 1": ("Missed the last 2 events they had said yes to",),
        "Person 2": ("Nothing logged or done since March",),
        "Person 3": ("Joined in March, and has not logged meeting anybody yet",),
        "Person 4": ("Joined in March, and has not logged meeting anybody yet",),
    }


def test_newcomers_paused_people_and_those_who_left_are_not_listed() -> None:
    house = SmallProgram(3)
    house.change(0, joined_on=LATER - timedelta(days=10))
    house.change(1, state=ParticipantState.PAUSED)
    house.change(2, state=ParticipantState.WITHDRAWN)

    assert names(house) == {}


def test_coming_once_ends_the_row_of_missed_events() -> None:
    house = SmallProgram(2)
    house.meet(0, 1, on=LATER - timedelta(days=1))
    missed(house, 0, Attendance.ABSENT, Attendance.ABSENT, Attendance.PRESENT, Attendance.ABSENT)

    assert names(house) == {}


def test_what_others_only_say_of_somebody_is_no_act_of_theirs() -> None:  # security I1
    house = SmallProgram(2)
    house.meet(0, 1, on=LATER - timedelta(days=3), state=PartnerState.CLAIMED)

    assert list(names(house)) == ["Person 1"]


def test_somebody_reached_is_left_in_peace_and_it_can_be_taken_back() -> None:  # peers C5
    house = SmallProgram(2)
    with house.scope():
        person, actor = house.people[0], house.people[1].membership
        record_outreach(participant=person, act=OutreachAct.CALL, actor=actor, on=LATER, now=NOON)
        record_outreach(participant=person, act=OutreachAct.CALL, actor=actor, on=LATER, now=NOON)
    assert list(names(house)) == ["Person 1"]
    assert list(names(house, LATER + timedelta(days=28))) == ["Person 0", "Person 1"]
    with house.scope():
        take_back_outreach(participant=person, actor=actor, on=LATER, now=NOON)
    assert list(names(house)) == ["Person 0", "Person 1"]


def test_list_reads_no_answer_word_or_promise() -> None:  # security S12: no table of answers is even opened
    house = SmallProgram(3)
    house.meet(0, 1)
    with house.scope(), CaptureQueriesContext(connection) as queries:
        people_to_reach(house.program, LATER, segments=None)
        why_to_reach(house.program, house.people[0], LATER)

    read = {word for query in queries.captured_queries for word in query["sql"].replace('"', " ").split()}
    tables = {word for word in read if word.startswith(("programs_", "network_", "surveys_", "tenancy_", "community_"))}
    assert {table.split(".")[0] for table in tables} <= set(KNOWN_TABLES)
    assert not {"wrote", "note", "rating", "absence_reason"} & read


def test_person_reads_that_the_list_exists_and_what_puts_them_on_it(  # peers D20
    northlight: House, sign_in: SignIn
) -> None:
    page = sign_in(northlight.ben).get(northlight.address("privacy/")).content.decode()

    assert "People to reach out to" in page
    assert "You are on it now: Joined in January, and has not logged meeting anybody yet." in page


def test_facilitator_notes_what_they_did_and_takes_it_back(northlight: House, sign_in: SignIn) -> None:
    ada = sign_in(northlight.ada)
    address = northlight.address("outreach/")
    person = f"{address}{northlight.ben.place.public_id}/"

    before = ada.get(address).content.decode()
    wrong = ada.post(person, {"act": "shouted"}, follow=True).content.decode()
    done = ada.post(person, {"act": "call"}, follow=True).content.decode()
    undone = ada.post(f"{person}undo/", follow=True).content.decode()

    assert "Ben Tester" in before
    assert "Choose what you did" in wrong
    assert "Called them" in done
    assert "Nobody yet." in undone
    assert sign_in(northlight.ben).get(address).status_code == 403
