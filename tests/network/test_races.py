"""What happens when two people, or two requests, act at the same moment. Real transactions, real threads."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from network.models import Interaction, InteractionPartner, Tie
from network.selectors.interactions import waiting_for
from network.services.interactions import (
    InteractionRefused,
    block_person,
    confirm_interaction,
    log_interaction,
    undo_interaction,
)
from tests.cast import NOON, TODAY, House, make_house

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(transactional_db: None) -> House:
    return make_house("northlight")


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Runs the acts at the same moment, each in its own thread with its own connection."""
    barrier, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            answers[place] = act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads), "somebody waits in a circle"
    return answers


def log(house: House, author: Any, partner: Any) -> None:
    with house.open():
        log_interaction(
            program=house.program, author=author, partners=[partner], happened_on=TODAY, today=TODAY, now=NOON
        )


@pytest.mark.parametrize("_round", range(4))
def test_both_sides_logging_at_once_make_one_confirmed_meeting(house: House, _round: int) -> None:
    ada, ben = house.ada.place, house.ben.place

    together(lambda: log(house, ada, ben), lambda: log(house, ben, ada))

    with house.open():
        assert Interaction.objects.count() == 1
        assert Tie.objects.get().mutual_count == 1


def test_confirming_while_the_other_side_logs_the_same(house: House) -> None:
    ada, ben = house.ada.place, house.ben.place
    log(house, ada, ben)
    with house.open():
        (row,) = waiting_for(ben)

    def confirm() -> None:
        with house.open():
            confirm_interaction(partner_row=row, now=NOON)

    def log_too() -> None:
        try:
            log(house, ben, ada)
        except Exception as refusal:
            assert "already" in str(refusal)

    together(confirm, log_too)

    with house.open():
        tie = Tie.objects.get()
        rows = InteractionPartner.objects.count()
        assert tie.mutual_count + tie.claimed_count == rows
        assert tie.mutual_count >= 1


def test_fifty_posts_with_one_token_make_one_row(house: House) -> None:
    client = Client()
    client.force_login(house.ben.user)
    cookies = client.cookies
    body = {"who": [str(house.ada.place.public_id)], "when": "today", "kind": "peer", "token": str(uuid4())}

    def post() -> tuple[int, str]:
        mine = Client()
        mine.cookies = cookies
        response = mine.post(house.address("log/"), body, headers={"HX-Request": "true"})
        return response.status_code, response.headers["HX-Trigger"]

    answers = [answer for _ in range(5) for answer in together(*[post] * 10)]

    assert len(set(answers)) == 1
    assert answers[0][0] == 200
    with house.open():
        assert Interaction.objects.count() == 1


@pytest.mark.parametrize("_round", range(4))
def test_two_logs_at_once_count_to_the_same_limit(house: House, _round: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.services.interactions.NEW_PEOPLE_A_DAY", 1)

    def log_or_not(partner: Any) -> bool:
        try:
            log(house, house.ben.place, partner)
        except InteractionRefused:
            return False
        return True

    answers = together(lambda: log_or_not(house.ada.place), lambda: log_or_not(house.mira.place))

    assert sorted(answers) == [False, True]


@pytest.mark.parametrize("_round", range(4))
def test_keeping_out_while_taking_back_is_no_circle(house: House, _round: int) -> None:
    ada, ben, mira = house.ada.place, house.ben.place, house.mira.place
    log(house, mira, ben)
    with house.open():
        saved = log_interaction(
            program=house.program, author=ben, partners=[ada, mira], happened_on=TODAY, today=TODAY, now=NOON
        ).interaction
    assert saved is not None

    def keep_out() -> None:
        with house.open():
            block_person(blocker=ada, blocked=ben, now=NOON)

    def take_back() -> None:
        with house.open():
            undo_interaction(interaction=saved, participant=ben, now=NOON)

    together(keep_out, take_back, lambda: log(house, mira, ada))

    with house.open():
        assert Tie.objects.filter(mutual_count__gt=0).count() == 0
