"""Many people at one door: seats are given out once, in order. Real transactions, real threads."""

from datetime import timedelta

import pytest

from programs.enums import ReplyState
from programs.models import Event, Participant, Reply
from programs.selectors.events import seats_taken, waiting_line
from programs.services.event_mail import send_due_event_mail
from programs.services.event_replies import check_in, reply_to_event
from tests.cast import NOON, House, make_house, make_person
from tests.network.test_races import together
from tests.programs.test_event_services import BEGINS, plan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house("northlight")


def crowd(house: House, count: int) -> list[Participant]:
    with house.open():
        return [make_person(f"Guest{number}", "northlight", house.program).place for number in range(count)]


def go(house: House, event: Event, person: Participant, state: ReplyState = ReplyState.GOING, minute: int = 0) -> str:
    with house.open():
        now = NOON + timedelta(minutes=minute)
        return reply_to_event(event=event, participant=person, state=state, now=now).state


# peers 5.6
def test_fifty_replies_for_the_last_seat_give_it_to_exactly_one(house: House) -> None:
    people = crowd(house, 50)
    with house.open():
        (event,) = plan(house, capacity=2)
    go(house, event, house.ada.place)

    answers = together(*[lambda person=person: go(house, event, person) for person in people])

    with house.open():
        assert sorted(answers) == ["going"] + ["waiting"] * 49
        assert (seats_taken(event), waiting_line(event).count(), Reply.objects.count()) == (2, 49, 51)


def test_ten_taps_of_one_person_take_one_seat(house: House) -> None:
    with house.open():
        (event,) = plan(house, capacity=5)

    together(*[lambda: go(house, event, house.ben.place)] * 10)

    with house.open():
        assert (seats_taken(event), Reply.objects.count()) == (1, 1)


# peers 5.6
def test_ten_leave_while_ten_come_and_the_line_keeps_its_order(house: House) -> None:
    inside, outside, coming = _thirds(crowd(house, 30))
    with house.open():
        (event,) = plan(house, capacity=10)
    for minute, person in enumerate([*inside, *outside]):
        go(house, event, person, minute=minute)

    leaving = [lambda person=person: go(house, event, person, ReplyState.NOT_GOING) for person in inside]
    together(*leaving, *[lambda person=person: go(house, event, person, minute=60) for person in coming])

    with house.open():
        going = set(Reply.objects.filter(state=ReplyState.GOING).values_list("participant", flat=True))
        assert going == {person.pk for person in outside}  # those who waited, before anybody who came later
        assert {row.participant_id for row in waiting_line(event)} == {person.pk for person in coming}


def _thirds(people: list[Participant]) -> list[list[Participant]]:
    return [people[:10], people[10:20], people[20:]]


# peers 5.7
def test_four_workers_send_each_reminder_once(house: House, mailoutbox: list[object]) -> None:
    people = crowd(house, 12)
    with house.open():
        (event,) = plan(house)
    for person in people:
        go(house, event, person)

    def work() -> None:
        with house.open():
            send_due_event_mail(now=BEGINS - timedelta(minutes=30))

    together(*[work] * 4)

    addresses = [message.to[0] for message in mailoutbox]  # type: ignore[attr-defined]
    assert sorted(addresses) == sorted({person.membership.email for person in people})


def test_ten_check_ins_at_once_are_one(house: House) -> None:
    with house.open():
        (event,) = plan(house)

    def tap() -> None:
        with house.open():
            check_in(event=event, participant=house.ben.place, code=event.check_in_code, now=BEGINS)

    together(*[tap] * 10)

    with house.open():
        assert list(Reply.objects.values_list("participant", "attendance")) == [(house.ben.place.pk, "present")]
