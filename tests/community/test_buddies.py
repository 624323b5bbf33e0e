"""Welcome buddies: who gets whom, within a day, never more than offered; a hello, a list, handing on, and who waits."""

from datetime import timedelta

import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks

from community.models import BuddyOffer, Welcome
from community.selectors.buddies import unmet_welcomes
from community.services.buddies import (
    WelcomeRefused,
    give_buddy,
    make_welcome_round,
    offer_to_welcome,
    pass_welcome_on,
    say_hello,
    stop_welcoming,
)
from community.services.buddy_mail import send_welcome_mail
from network.services.interactions import block_person
from programs.models import Participant
from programs.selectors.letters import roles_of
from tests.cast import NOON, TODAY, House, Person, make_person
from tests.conftest import SignIn

DAY = timedelta(days=1)


def new_person(house: House, name: str = "Noor") -> Person:
    """Somebody who came yesterday."""
    person = make_person(name, house.organization.slug, house.program)
    Participant.objects.filter(pk=person.place.pk).update(joined_on=TODAY - DAY)
    return person


def buddies() -> dict[str, str]:
    """Who looks after whom, by first name."""
    rows = Welcome.objects.filter(ended_at=None).select_related("newcomer__membership", "buddy__membership")
    return {row.newcomer.first_name: row.buddy.first_name if row.buddy else "" for row in rows.order_by("id")}


# peers 5.4, peers D53
def test_every_newcomer_gets_the_least_busy_buddy_and_nobody_more_than_they_offered(inside: House) -> None:
    for name in ("Noor", "Piotr", "Rosa", "Jo"):
        new_person(inside, name)
    offer_to_welcome(participant=inside.ben.place, most=1, now=NOON)
    offer_to_welcome(participant=inside.mira.place, most=2, now=NOON)

    make_welcome_round(now=NOON)
    make_welcome_round(now=NOON)

    given = list(buddies().values())
    assert sorted(given) == ["", "Ben", "Mira", "Mira"]
    assert roles_of(inside.ben.place) == ["buddy"]
    stop_welcoming(participant=inside.ben.place, now=NOON)
    stop_welcoming(participant=inside.ben.place, now=NOON)
    assert (roles_of(inside.ben.place), "Ben" in buddies().values()) == ([], True)


def test_nobody_welcomes_whom_somebody_keeps_out_and_nobody_is_new_on_the_first_day(inside: House) -> None:
    noor = new_person(inside)
    block_person(blocker=noor.place, blocked=inside.ben.place, now=NOON)
    offer_to_welcome(participant=inside.ben.place, most=3, now=NOON)

    make_welcome_round(now=NOON)

    assert buddies() == {"Noor": ""}


# peers D53: unanswered welcomes go to somebody else, and those who run the program see only those
def test_who_says_no_hello_within_a_day_hands_on_and_leaders_see_it(inside: House) -> None:
    new_person(inside)
    offer_to_welcome(participant=inside.ben.place, most=1, now=NOON)
    make_welcome_round(now=NOON)
    offer_to_welcome(participant=inside.mira.place, most=1, now=NOON)

    early, at_first = unmet_welcomes(inside.program, inside.una.membership, NOON), buddies()
    make_welcome_round(now=NOON + DAY)
    welcome = Welcome.objects.get()
    with pytest.raises(WelcomeRefused, match="Somebody else looks after"):
        say_hello(welcome=welcome, buddy=inside.ben.place, text="Hello", now=NOON + DAY)

    assert (early, at_first, buddies()) == ([], {"Noor": "Ben"}, {"Noor": "Mira"})
    assert [row.pk for row in unmet_welcomes(inside.program, inside.una.membership, NOON + DAY)] == [welcome.pk]
    pass_welcome_on(welcome=welcome, buddy=inside.mira.place, now=NOON + DAY)
    assert buddies() == {"Noor": ""}  # both had it
    give_buddy(actor=inside.ada.membership, welcome=welcome, person=inside.ada.place, now=NOON + DAY)
    say_hello(welcome=welcome, buddy=inside.ada.place, text="Hello, Noor", now=NOON + DAY)
    assert unmet_welcomes(inside.program, inside.una.membership, NOON + 3 * DAY) == []
    make_welcome_round(now=NOON + 31 * DAY)
    assert buddies() == {}


def test_buddy_and_newcomer_are_told_once_and_by_day(
    inside: House, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    new_person(inside)
    offer_to_welcome(participant=inside.ben.place, most=1, now=NOON)
    make_welcome_round(now=NOON)
    night = NOON + timedelta(hours=12)

    with django_capture_on_commit_callbacks(execute=True):
        counts = [send_welcome_mail(now=now) for now in (night, NOON, NOON)]
    say_hello(welcome=Welcome.objects.get(), buddy=inside.ben.place, text="Soup at noon?", now=NOON)
    say_hello(welcome=Welcome.objects.get(), buddy=inside.ben.place, text="Soup on Friday?", now=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        counts += [send_welcome_mail(now=NOON), send_welcome_mail(now=NOON)]

    assert counts == [0, 1, 0, 1, 0]
    assert [one.to[0].partition("@")[0] for one in mail.outbox] == ["ben", "noor"]
    assert "Soup on Friday?" in mail.outbox[1].body


# peers 5.4
def test_newcomer_is_greeted_looked_after_and_let_go_by_the_pages(northlight: House, sign_in: SignIn) -> None:
    ben = sign_in(northlight.ben)
    at = northlight.address("community/welcome/")
    ben.post(at, {"most": "2"})
    with northlight.open():
        noor = new_person(northlight)
        make_welcome_round(now=NOON)
        welcome = Welcome.objects.get()
    one = f"{at}{welcome.public_id}/"

    home = ben.get(northlight.address()).content.decode()
    empty = ben.post(f"{one}greet/", {"text": "  "}, follow=True).content.decode()
    ben.post(f"{one}greet/", {"text": "Tea <b>on</b> Friday?"})
    ben.post(f"{one}tick/", {"steps": ["met", "nothing"]})
    page = ben.get(at).content.decode()
    seen = sign_in(noor).get(northlight.address()).content.decode()
    sign_in(noor).post(f"{one}end/")

    assert "Noor Tester is new" in home
    assert "it needs one" in empty
    # What they did is offered as time together, never silently a tie.
    assert f"log/?with={noor.place.public_id}" in page
    assert "Tea &lt;b&gt;on&lt;/b&gt; Friday?" in seen
    with northlight.open():
        assert (Welcome.objects.get().steps, Welcome.objects.get().ended_at) == (["met"], NOON)
        assert BuddyOffer.objects.get().most == 2


def test_nobody_else_acts_for_a_buddy(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        new_person(northlight)
        offer_to_welcome(participant=northlight.ben.place, most=1, now=NOON)
        make_welcome_round(now=NOON)
        welcome = Welcome.objects.get()
    mira = sign_in(northlight.mira)

    for act in ("greet", "tick", "pass", "end"):
        found = mira.post(northlight.address(f"community/welcome/{welcome.public_id}/{act}/"), {"text": "I"})
        assert found.status_code == 404, act
    page = sign_in(northlight.ada).get(northlight.address("community/welcome/unmet/?q=Mira"))
    assert "Everybody has been greeted" in page.content.decode()
