"""Choosing and asking: one-sided, two-sided, with a question first; who is taken is told without names."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client, TestCase

from mentoring.enums import AskState, Mode, PairState
from mentoring.models import Ask, Pair, Track
from mentoring.selectors.asks import asks_for, my_asks, suggestions
from mentoring.services.asks import AskRefused, answer_ask, ask_back, ask_person, take_back_ask, tell_more
from mentoring.services.looking_after import look_after_pairs
from network.services.interactions import block_person
from tests.cast import NOON, TODAY, House, Person
from tests.conftest import SignIn
from tests.mentoring.people import crowd, opted_in, paired

DAYS = timedelta(days=1)


@pytest.fixture
def asking(inside: House) -> House:
    """People who choose, in a program where one asks the other."""
    Track.objects.create(program=inside.program, mode=Mode.ONE_SIDED)
    for person in (inside.ada, inside.ben, inside.mira):
        opted_in(person)
    return inside


def asks(one: Person, other: Person, words: str = "Would you?", **more: Any) -> Ask:
    given = {"on": TODAY, "now": NOON} | more
    return ask_person(author=one.place, recipient=other.place, words=words, **given)


# peers 4.1, B6
def test_yes_makes_a_pair(asking: House) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        asked = asks(asking.ben, asking.mira)
    assert [message.subject for message in mail.outbox] == ["Somebody asks you in Common Ground"]
    assert "Would you?" not in mail.outbox[0].body

    answer_ask(ask=asked, says_yes=True, on=TODAY, now=NOON)
    answer_ask(ask=asked, says_yes=True, on=TODAY, now=NOON)  # a double tap

    pair = Pair.objects.get()
    assert (pair.state, {seat.participant_id for seat in pair.seats.all()}) == (
        PairState.RUNNING, {asking.ben.place.pk, asking.mira.place.pk},
    )  # fmt: skip


# peers 4.1: two-sided; a choice alone is told to nobody
def test_quiet_choices_become_a_pair_when_they_meet(asking: House) -> None:
    Track.objects.update(mode=Mode.TWO_SIDED)
    with TestCase.captureOnCommitCallbacks(execute=True):
        asks(asking.ben, asking.mira)
    assert (mail.outbox, asks_for(asking.mira.place, NOON), Pair.objects.count()) == ([], [], 0)

    asks(asking.mira, asking.ben)

    assert Pair.objects.get().state == PairState.RUNNING
    assert set(Ask.objects.values_list("state", flat=True)) == {AskState.ACCEPTED}


# peers 4.1: facilitator-approved
def test_approved_pair_waits_for_a_facilitator(asking: House) -> None:
    Track.objects.update(mode=Mode.APPROVED)

    answer_ask(ask=asks(asking.ben, asking.mira), says_yes=True, on=TODAY, now=NOON)

    assert Pair.objects.get().state == PairState.AGREED


# peers 4.9: expires after the track's days, and the next in line is asked
@pytest.mark.parametrize("ending", ["no", "silence", "taken back"])
def test_next_in_line_is_asked(asking: House, ending: str) -> None:
    first, second = asks(asking.ben, asking.mira), asks(asking.ben, asking.ada)
    assert (first.state, second.state) == (AskState.WAITING, AskState.QUEUED)

    if ending == "no":
        answer_ask(ask=first, says_yes=False, on=TODAY, now=NOON)
    elif ending == "taken back":
        take_back_ask(ask=first, now=NOON)
    else:
        look_after_pairs(now=NOON + 4 * DAYS)
        second.refresh_from_db()
        assert second.state == AskState.QUEUED
        look_after_pairs(now=NOON + 5 * DAYS)

    second.refresh_from_db()
    assert second.state == AskState.WAITING
    assert [one.author for one in asks_for(asking.ada.place, NOON)] == [asking.ben.place]


# peers 4.1, B7: tell me more first
def test_third_answer_asks_for_more(asking: House) -> None:
    asked = asks(asking.ben, asking.mira)

    ask_back(ask=asked, question="Mornings or evenings?", now=NOON)
    told = tell_more(ask=asked, reply="Evenings", now=NOON + 4 * DAYS)

    assert (told.state, told.question, told.reply) == (AskState.WAITING, "Mornings or evenings?", "Evenings")
    assert told.answer_until == NOON + 9 * DAYS
    with pytest.raises(AskRefused, match="Nobody waits"):
        tell_more(ask=asked, reply="Again", now=NOON)
    with pytest.raises(AskRefused, match="a few words"):
        ask_back(ask=asked, question=" ", now=NOON)


# peers 4.8, B7: already taken, and how many asked before, without names
def test_queue_is_told_without_names(asking: House) -> None:
    opted_in(asking.mira, capacity=1)
    first = asks(asking.ada, asking.mira)
    asks(asking.ben, asking.mira)
    assert [(one.ahead_count, one.is_taken) for one in my_asks(asking.program, asking.ben.place)] == [(1, False)]

    answer_ask(ask=first, says_yes=True, on=TODAY, now=NOON)

    assert [(one.ahead_count, one.is_taken) for one in my_asks(asking.program, asking.ben.place)] == [(0, True)]
    with pytest.raises(AskRefused, match="as many partners as they want now"):
        answer_ask(ask=Ask.objects.get(author=asking.ben.place), says_yes=True, on=TODAY, now=NOON)


def test_who_cannot_be_asked_is_not(asking: House) -> None:
    (noor,) = crowd(asking, "Noor")
    block_person(blocker=noor.place, blocked=asking.ben.place, now=NOON)
    paired(asking, asking.ada, asking.mira)

    for other in (noor, asking.mira, asking.ben):
        with pytest.raises(AskRefused, match="cannot be asked now"):
            asks(asking.ben, other)
    with pytest.raises(AskRefused, match="as many partners as you wanted"):
        asks(asking.ada, noor)


def test_three_at_a_time_and_each_once(asking: House) -> None:
    noor, omar = crowd(asking, "Noor", "Omar")
    for other in (asking.ada, asking.mira, noor):
        asks(asking.ben, other)

    with pytest.raises(AskRefused, match="asked 3 people already"):
        asks(asking.ben, omar)


def test_asking_is_shut_where_pairs_are_proposed(asking: House) -> None:
    Track.objects.update(mode=Mode.PROPOSED)

    with pytest.raises(AskRefused, match="pairs are proposed to you"):
        asks(asking.ben, asking.mira)


# peers 4.8: a popular person is not everybody's first suggestion
def test_popular_person_is_not_everybodys_first(asking: House) -> None:
    opted_in(asking.ada, offers=["bread", "trust", "chess", "tea"], wants=["bread"], interests=["cycling"])
    crowd_of = {
        name: crowd(asking, name, offers=[mine], wants=[theirs, "bread"], interests=["cycling"])[0]
        for name, mine, theirs in (
            ("Noor", "oaks", "elms"),
            ("Omar", "elms", "oaks"),
            ("Pia", "rain", "snow"),
            ("Quin", "snow", "rain"),
        )
    }

    first = {
        name: suggestions(asking.program, person.place, TODAY, NOON)[0].person.first_name
        for name, person in crowd_of.items()
    }

    assert first == {"Noor": "Omar", "Omar": "Noor", "Pia": "Quin", "Quin": "Pia"}


# peers 4.7, B5: reasons and a last-active band stand beside each suggestion
def test_pages_of_asking(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        Track.objects.create(program=northlight.program, mode=Mode.ONE_SIDED)
        opted_in(northlight.ben, wants=["bread"])
        opted_in(northlight.mira, offers=["bread"], wants=["chess"])
    ben, mira = sign_in(northlight.ben), sign_in(northlight.mira)
    address = northlight.address("mentoring/asks/")

    shown = ben.get(address).content.decode()
    ben.post(f"{address}send/", {"person": str(northlight.mira.place.public_id), "words": "Bread?"})
    at_home, at_mentoring = (mira.get(northlight.address(rest)).content.decode() for rest in ("", "mentoring/"))
    with northlight.open():
        asked = Ask.objects.get()
    mira.post(f"{address}{asked.public_id}/answer/", {"answer": "more", "words": "Rye?"})
    waits = ben.get(address).content.decode()
    ben.post(f"{address}{asked.public_id}/tell/", {"words": "Rye and wheat"})
    mira.post(f"{address}{asked.public_id}/answer/", {"answer": "yes"})

    assert "Mira can help you with bread" in shown
    assert "here this week" in shown
    assert "Ben would like you as a partner" in at_home
    assert ("Ben Tester asks you" in at_mentoring, "Bread?" in at_mentoring) == (True, True)
    assert "Rye?" in waits
    assert "You and Ben" in mira.get(northlight.address("mentoring/")).content.decode()


def test_others_questions_are_not_there(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        Track.objects.create(program=northlight.program, mode=Mode.ONE_SIDED)
        for person in (northlight.ada, northlight.ben, northlight.mira):
            opted_in(person)
        asked = asks(northlight.ben, northlight.mira)
    ada: Client = sign_in(northlight.ada)

    for rest in ("answer", "tell", "withdraw"):
        address = northlight.address(f"mentoring/asks/{asked.public_id}/{rest}/")
        assert ada.post(address, {"answer": "yes", "words": "x"}).status_code == 404
