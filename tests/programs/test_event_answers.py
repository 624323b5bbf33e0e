"""What people say of an event: asked once, answered within a week, told once and never changed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from belonging.core import clock
from belonging.tenancy.scope import unscoped
from programs.enums import Attendance
from programs.models import Event, Participant, Reply
from programs.rules import ANSWER_WITHIN, ASK_AFTER
from programs.selectors.event_answers import organizations_with_answers_due
from programs.selectors.events import rating_of
from programs.services.event_answers import answer_event, ask_and_close, make_event_round
from programs.services.event_replies import Mark, ReplyRefused, mark_attendance
from tests.cast import House, make_person
from tests.conftest import SignIn
from tests.programs.test_event_services import BEGINS, crowd, plan
from tests.programs.test_event_views import at, client_of, page_of, was_there

OVER = BEGINS + timedelta(hours=2)
CLOSED = BEGINS + timedelta(hours=1, minutes=30) + ANSWER_WITHIN


def after(house: House, count: int) -> tuple[Event, list[Participant]]:
    """An event that is over, and who was there."""
    (event,) = plan(house)
    people = crowd(house, count)
    marks: dict[Any, Mark | None] = {one.public_id: Mark(Attendance.PRESENT) for one in people}
    mark_attendance(actor=house.ada.membership, event=event, marks=marks, now=BEGINS)
    return event, people


def told(event: Event) -> tuple[Decimal | None, int, Decimal | None]:
    event.refresh_from_db()
    return event.rating_mean, event.answer_count, event.met_mean


def answers(event: Event, people: list[Participant], ratings: list[int], met: int | None = None) -> None:
    for person, rating in zip(people, ratings, strict=True):
        answer_event(event=event, participant=person, rating=rating, met_new=met, now=OVER)


def test_answers_are_told_once_when_the_week_is_over(inside: House) -> None:  # peers D75
    event, people = after(inside, 6)
    answers(event, people[:5], [5, 4, 4, 3, 2], met=3)

    assert (rating_of(event), told(event)) == (None, (None, 0, None))  # nothing before, however many answered
    assert ask_and_close(now=CLOSED) == 1
    assert told(event) == (Decimal("3.6"), 5, Decimal("3.0"))
    with pytest.raises(ReplyRefused, match="closed"):
        answer_event(event=event, participant=people[5], rating=1, now=CLOSED)


def test_a_sixth_answer_cannot_be_read_off(inside: House) -> None:  # peers D75
    event, people = after(inside, 6)
    answers(event, people[:5], [5, 4, 4, 3, 2])
    ask_and_close(now=CLOSED)
    before = told(event)
    Reply.objects.filter(event=event, participant=people[5]).update(rating=1)  # as if it had slipped in

    assert ask_and_close(now=CLOSED + timedelta(days=1)) == 0
    assert told(event) == before


def test_four_answers_are_never_told(inside: House) -> None:  # peers D75
    event, people = after(inside, 5)
    answers(event, people[:4], [5, 5, 5, 5], met=9)

    ask_and_close(now=CLOSED)

    assert (told(event), rating_of(event)) == ((None, 0, None), None)


def test_second_question_needs_five_of_its_own(inside: House) -> None:
    event, people = after(inside, 5)
    answers(event, people[:1], [4], met=2)
    answers(event, people[1:], [4, 4, 4, 4])

    ask_and_close(now=CLOSED)

    assert told(event) == (Decimal("4.0"), 5, None)


@pytest.mark.parametrize(
    ("who", "rating", "met", "now", "words"),
    [
        ("ben", 5, None, OVER, "Only those who were there"),
        ("guest", 5, None, BEGINS, "once it is over"),
        ("guest", 6, None, OVER, "one of the five"),
        ("guest", 5, 1000, OVER, "up to 99"),
        ("guest", 5, None, CLOSED, "closed"),
    ],
)
def test_who_may_not_answer(inside: House, who: str, rating: int, met: int | None, now: datetime, words: str) -> None:
    event, people = after(inside, 1)
    person = people[0] if who == "guest" else inside.ben.place

    with pytest.raises(ReplyRefused, match=words):
        answer_event(event=event, participant=person, rating=rating, met_new=met, now=now)


def test_those_who_were_there_are_asked_by_mail_once(
    inside: House, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[Any]]]
) -> None:  # peers D75
    event, people = after(inside, 2)
    answers(event, people[:1], [4])
    soon = event.ends_at + ASK_AFTER
    with unscoped("find whom to ask"):
        due = organizations_with_answers_due(soon)

    with django_capture_on_commit_callbacks(execute=True):
        counts = [make_event_round(now=at) for at in (event.ends_at, soon, soon + timedelta(hours=2))]

    assert due == {inside.organization.id}
    assert counts == [0, 1, 0]
    assert [message.to for message in mail.outbox] == [[people[1].membership.email]]
    assert "How was it: Long table supper" in mail.outbox[0].subject


def test_page_asks_and_says_when_it_is_told(northlight: House, sign_in: SignIn) -> None:  # peers D75
    event = at(northlight, -timedelta(days=1))
    with northlight.open():
        guests = [make_person(f"Guest{number}", "northlight", northlight.program) for number in range(5)]
    was_there(northlight, event, *guests)
    ada: Client = sign_in(northlight.ada)

    for number, guest in enumerate(guests):
        words = {"rating": str(1 + number), "met_new": "2"}
        client_of(northlight, guest).post(page_of(event, northlight, "answers/"), words)
        page = ada.get(page_of(event, northlight)).content.decode()
        assert ("is told once, after" in page, "out of 5" in page) == (True, False)
    wrong = client_of(northlight, guests[0]).post(page_of(event, northlight, "answers/"), {"rating": "7"})
    with northlight.open():
        ask_and_close(now=clock.now() + ANSWER_WITHIN)

    assert wrong.status_code == 422
    page = ada.get(page_of(event, northlight)).content.decode()
    assert "3.0 out of 5, from 5 answers. Each talked with 2.0 people for the first time." in page
