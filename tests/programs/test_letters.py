"""Messages to a role: by plan or by hand, seen before they go, on the page and by mail, within bounds."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import TestCase

from belonging.accounts.models import User
from programs.enums import Audience, MailKind
from programs.models import Delivery, Letter, Program, SentMail
from programs.rules import THROTTLES
from programs.selectors.letters import receivers
from programs.services import letters as writes
from programs.services.places import pause_own_place
from programs.services.plans import create_program_from_template, move_start
from programs.services.seed import keep_seed_template
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn

HOUR = timedelta(hours=1)


def letter(house: House, audience: Audience = Audience.PARTICIPANT, **words: Any) -> Letter:
    words = {"subject": "Tonight", "text": "Come **along**.", "goes_on": TODAY, "hour": 9, "is_ready": True} | words
    return Letter.objects.create(program=house.program, audience=audience, **words)


def go(now: datetime = NOON) -> int:
    """What the worker does now."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return writes.make_letter_round(now=now)


def addresses(mailoutbox: list[Any]) -> list[str]:
    return sorted(message.to[0].split("@")[0] for message in mailoutbox)


# peers 1.13, 1.21
def test_message_reaches_the_page_and_the_mail_from_one_text(
    northlight: House, sign_in: SignIn, mailoutbox: list[Any]
) -> None:
    with northlight.open():
        letter(northlight)
        assert (go(), go()) == (3, 0)

    assert addresses(mailoutbox) == ["ada", "ben", "mira"]
    assert ("Come **along**." in mailoutbox[0].body, mailoutbox[0].subject) == (True, "Tonight")
    ben = sign_in(northlight.ben)
    assert "Come <strong>along</strong>." in ben.get(northlight.address()).content.decode()
    ben.post(northlight.address("messages/read/"))
    assert "Come <strong>along</strong>." not in ben.get(northlight.address()).content.decode()
    assert "Come <strong>along</strong>." in ben.get(northlight.address("messages/")).content.decode()


# peers 1.13
def test_each_role_reaches_those_who_have_it(inside: House) -> None:
    writes.set_roles(
        actor=inside.ada.membership, participant=inside.ben.place, roles=["buddy", "partner", "facilitator"], now=NOON
    )
    writes.set_roles(actor=inside.ada.membership, participant=inside.mira.place, roles=["partner"], now=NOON)
    pause_own_place(participant=inside.ada.place, until=TODAY + timedelta(days=9), on=TODAY, now=NOON)

    found = {role.value: [one.first_name for one in receivers(inside.program, role)] for role in Audience}

    assert found == {
        "participant": ["Ben", "Mira"], "facilitator": ["Ada", "Una"], "buddy": ["Ben"], "partner": ["Ben", "Mira"],
    }  # fmt: skip


# peers 1.13
def test_plan_brings_its_messages_and_moving_the_start_moves_them(inside: House) -> None:
    una = inside.una.membership
    template = keep_seed_template(actor=una, now=NOON)
    draft = create_program_from_template(
        actor=una, template=template, name="Draft", starts_on=date(2026, 9, 1), now=NOON
    )
    first = Letter.objects.get(program=draft, key="begins-in-a-week")
    assert (first.goes_on, first.audience, first.is_ready) == (date(2026, 8, 25), "participant", True)
    assert Letter.objects.filter(program=draft, key="month-opens").count() == 10

    move_start(actor=una, program=draft, starts_on=date(2026, 9, 8), now=NOON)

    assert [one.goes_on for one in Letter.objects.filter(program=draft, key="begins-in-a-week")] == [date(2026, 9, 1)]


# peers 1.13
def test_message_by_hand_shows_who_gets_it_before_it_goes(
    northlight: House, sign_in: SignIn, mailoutbox: list[Any]
) -> None:
    ada, at = sign_in(northlight.ada), northlight.address("messages/")
    words = {"audience": "facilitator", "subject": "Room", "text": "Which one?", "goes_on": str(TODAY), "hour": "9"}
    page = ada.post(f"{at}new/", words, follow=True)
    assert ("2 people would get it now" in page.content.decode(), "Una Tester" in page.content.decode()) == (True, True)
    with northlight.open():
        assert go() == 0
        one = Letter.objects.get()

    ada.post(f"{at}{one.public_id}/release/")
    with northlight.open():
        assert go() == 2

    assert addresses(mailoutbox) == ["ada", "una"]
    assert ada.post(f"{at}{one.public_id}/edit/", words).status_code == 422
    assert "has gone already" in ada.post(f"{at}{one.public_id}/drop/", follow=True).content.decode()


def test_changed_message_is_looked_at_again_and_a_dropped_one_stays(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        one = letter(northlight)
    ada, at = sign_in(northlight.ada), northlight.address(f"messages/{one.public_id}/")
    words = {"audience": "buddy", "subject": "Other", "text": "Words", "goes_on": str(TODAY), "hour": "9"}

    ada.post(f"{at}edit/", words)

    assert "nobody would get it" in ada.post(f"{at}release/", follow=True).content.decode()
    ada.post(f"{at}drop/")
    with northlight.open():
        assert (go(), Delivery.objects.count()) == (0, 0)


def test_roles_are_given_on_a_page(northlight: House, sign_in: SignIn) -> None:
    ada = sign_in(northlight.ada)
    at = northlight.address(f"paths/{northlight.ben.place.public_id}/roles/")

    ada.post(at, {"roles": ["buddy"]})

    assert 'value="buddy" id="id_roles_0" checked' in ada.get(at).content.decode()
    ada.post(at, {})
    with northlight.open():
        assert not receivers(northlight.program, Audience.BUDDY).exists()


# peers 1.13
@pytest.mark.parametrize(
    ("zone", "hours"), [("UTC", 0), ("America/New_York", 0), ("Asia/Tokyo", 11), ("Pacific/Auckland", 8)]
)
def test_mail_waits_for_the_persons_own_morning(
    inside: House, mailoutbox: list[Any], zone: str, hours: int
) -> None:  # noon in UTC is eight in New York, nine in the evening in Tokyo, midnight in Auckland
    User.objects.filter(pk=inside.ben.user.pk).update(time_zone=zone)
    letter(inside)

    sent = 0
    for later in range(hours + 1):
        go(NOON + later * HOUR)
        sent = later if "ben" in addresses(mailoutbox) and not sent else sent

    assert ("ben" in addresses(mailoutbox), sent) == (True, hours)
    assert Delivery.objects.filter(membership=inside.ben.membership).count() == 1


def test_message_before_its_hour_or_long_after_it_does_not_go(inside: House) -> None:
    letter(inside, hour=13)
    letter(inside, goes_on=TODAY - timedelta(days=4))
    Program.objects.filter(pk=inside.program.pk).update(time_zone="UTC")

    assert go() == 0
    assert go(NOON + HOUR) == 3
    assert Letter.objects.filter(dropped_at__isnull=False).count() == 1


# peers 1.16
def test_fourth_message_of_a_week_is_on_the_page_alone(inside: House, mailoutbox: list[Any]) -> None:
    for number in range(4):
        letter(inside, subject=f"Number {number}")
        go(NOON + number * HOUR)

    to_ben = [message.subject for message in mailoutbox if message.to == [inside.ben.user.email]]
    assert to_ben == ["Number 0", "Number 1", "Number 2"]
    assert Delivery.objects.filter(membership=inside.ben.membership, owes_mail=False).count() == 4
    letter(inside, subject="A week later", goes_on=TODAY + timedelta(days=8))
    assert go(NOON + timedelta(days=8)) == 3


# peers 1.16
def test_nobody_gets_more_than_so_many_ever(inside: House) -> None:
    ever = THROTTLES[MailKind.LETTER].ever
    assert ever is not None
    old = NOON - timedelta(days=100)
    SentMail.objects.bulk_create(
        SentMail(membership=inside.ben.membership, kind=MailKind.LETTER, sent_at=old) for _ in range(ever)
    )
    letter(inside)

    assert go() == 2


def test_message_is_not_sent_to_another_program_or_organization(northlight: House, southgate: House) -> None:
    with northlight.open():
        letter(northlight)
        go()
        assert not Delivery.objects.filter(membership=northlight.sam.membership).exists()
    with southgate.open():
        assert Delivery.objects.count() == 0
