"""Rounds: prepared, held by hand, made anew, sent out; whoever is left has a reason and comes first next time."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import TestCase

from mentoring.enums import Comfort, Ending, PairState, RoundState
from mentoring.models import Pair, Round, Skip, Track
from mentoring.selectors.rounds import what_if
from mentoring.services.looking_after import look_after_pairs
from mentoring.services.pairs import leave_pair
from mentoring.services.profiles import opt_out
from mentoring.services.rounds import (
    RoundRefused,
    drop_round,
    hold_pair,
    join_people,
    make_anew,
    prepare_round,
    publish_round,
    split_pair,
)
from network.services.interactions import block_person
from programs.services.programs import pause_participant, withdraw_participant
from tests.cast import NOON, TODAY, House, Person
from tests.mentoring.people import crowd, opted_in, paired


def prepared(house: House, **more: Any) -> Round:
    return prepare_round(actor=house.ada.membership, program=house.program, on=TODAY, now=NOON, **more)


def groups(made: Round) -> set[frozenset[str]]:
    """First names of who is together."""
    rows = Pair.objects.filter(round=made).prefetch_related("seats__participant__membership")
    return {frozenset(seat.participant.first_name for seat in pair.seats.all()) for pair in rows}


def pair_with(made: Round, person: Person) -> Pair:
    return Pair.objects.get(round=made, seats__participant=person.place)


# peers 4.2, 4.5, 4.7, D5: complementary goals meet, the odd one joins, the reason is kept
def test_round_brings_together_who_can_help_each_other(inside: House) -> None:
    opted_in(inside.ben, offers=["bread"], wants=["first aid"])
    opted_in(inside.mira, offers=["first aid"], wants=["bread"])
    crowd(inside, "Noor", "Omar", "Pia", offers=["chess"], wants=["chess"])

    made = prepared(inside)

    assert groups(made) == {frozenset({"Ben", "Mira"}), frozenset({"Noor", "Omar", "Pia"})}
    assert not Skip.objects.exists()
    reasons = what_if(made).pairs
    assert "Ben can help Mira with bread" in [words for one in reasons for words in one.reasons]


# peers 4.5, C15
def test_nobody_is_placed_beyond_their_comfort(inside: House) -> None:
    for person in (inside.ada, inside.ben, inside.mira):
        opted_in(person, comfort=Comfort.ONE_TO_ONE)

    made = prepared(inside)
    left = Skip.objects.get(round=made)

    assert [len(names) for names in groups(made)] == [2]
    assert what_if(made).skips == [
        (left.participant.name, "Everybody who fits has a partner now. First in line next time.")
    ]


# peers 4.5: a skip is never given twice running
def test_who_was_left_comes_first_next_time(inside: House) -> None:
    for person in (inside.ada, inside.ben, inside.mira):
        opted_in(person, comfort=Comfort.ONE_TO_ONE)
    made = prepared(inside)
    left = Skip.objects.get(round=made).participant
    publish_round(actor=inside.ada.membership, made=made, on=TODAY, now=NOON)

    look_after_pairs(now=NOON + timedelta(days=6))  # nobody answered

    asked = Pair.objects.get(round=made, state=PairState.PROPOSED)
    assert left.pk in {seat.participant_id for seat in asked.seats.all()}
    assert not Skip.objects.filter(participant=left).exists()


# security I8: blocks hold, silently
def test_blocked_people_are_never_brought_together(inside: House) -> None:
    opted_in(inside.ben)
    opted_in(inside.mira)
    block_person(blocker=inside.mira.place, blocked=inside.ben.place, now=NOON)

    made = prepared(inside)

    assert groups(made) == set()
    assert {words for _name, words in what_if(made).skips} == {"Nobody fits now."}
    with pytest.raises(RoundRefused, match="cannot be brought together in this round"):
        join_people(
            actor=inside.ada.membership, made=made, people=[inside.ben.place, inside.mira.place], on=TODAY, now=NOON
        )


# peers 4.4, B1: the same two rest a while, and the round says so before anybody is asked
def test_cooldown_is_named(inside: House) -> None:
    pair = paired(inside, inside.ben, inside.mira)
    leave_pair(pair=pair, participant=inside.ben.place, wants_another=True, farewell="", on=TODAY, now=NOON)
    Pair.objects.filter(pk=pair.pk).update(ending=Ending.KIND)

    made = prepared(inside)

    assert {words for _name, words in what_if(made).skips} == {"Nobody is left by: “not the same two again so soon”."}


# peers 4.3, 4.6, D5: held pairs stay, what was split stays apart, the rest is made anew
def test_by_hand_and_the_rest_anew(inside: House) -> None:
    for person in (inside.ada, inside.ben, inside.mira):
        opted_in(person)
    (noor,) = crowd(inside, "Noor")
    made = prepared(inside)
    actor = inside.ada.membership

    join_people(actor=actor, made=made, people=[inside.ben.place, noor.place], on=TODAY, now=NOON)
    assert groups(made) == {frozenset({"Ben", "Noor"}), frozenset({"Ada", "Mira"})}
    make_anew(actor=actor, made=made, on=TODAY, now=NOON, seed=9)
    assert groups(made) == {frozenset({"Ben", "Noor"}), frozenset({"Ada", "Mira"})}
    hold_pair(actor=actor, made=made, pair=pair_with(made, inside.ben), is_held=False, now=NOON)
    split_pair(actor=actor, made=made, pair=pair_with(made, inside.ben), on=TODAY, now=NOON)

    assert frozenset({"Ben", "Noor"}) not in groups(made)
    assert {name for names in groups(made) for name in names} == {"Ada", "Ben", "Mira", "Noor"}


# peers 4.3: contradictory rules are named, both of them
def test_rules_that_contradict_stop_the_round(inside: House) -> None:
    Track.objects.create(program=inside.program, musts=[{"same": "team"}, {"different": "team"}])
    opted_in(inside.ben)

    with pytest.raises(RoundRefused, match="“the same team” and “a different team” contradict"):
        prepared(inside)

    assert not Round.objects.exists()


def test_one_person_and_nobody(inside: House) -> None:
    assert groups(prepared(inside)) == set()
    drop_round(actor=inside.ada.membership, made=Round.objects.get(), now=NOON)
    opted_in(inside.ben)

    made = prepared(inside)

    assert what_if(made).skips == [("Ben Tester", "Nobody else is free.")]


def test_one_draft_at_a_time(inside: House) -> None:
    prepared(inside)

    with pytest.raises(RoundRefused, match="being prepared already"):
        prepared(inside)


# peers 4.6
def test_who_has_as_many_partners_as_they_want_is_not_asked(inside: House) -> None:
    paired(inside, inside.ben, inside.mira)
    opted_in(inside.ada)

    made = prepared(inside)

    assert [name for name, _why in what_if(made).skips] == ["Ada Tester"]


def test_sending_out_asks_by_mail_and_only_who_is_still_there(inside: House) -> None:
    opted_in(inside.ben)
    opted_in(inside.mira)
    noor, omar, pia, quin = crowd(inside, "Noor", "Omar", "Pia", "Quin")
    made = prepared(inside)
    actor = inside.ada.membership
    for two in ((inside.ben, inside.mira), (noor, omar), (pia, quin)):
        join_people(actor=actor, made=made, people=[one.place for one in two], on=TODAY, now=NOON)
    opt_out(participant=omar.place, now=NOON)
    pause_participant(actor=None, participant=quin.place, until=TODAY + timedelta(days=30), now=NOON)

    with TestCase.captureOnCommitCallbacks(execute=True):
        count = publish_round(actor=actor, made=made, on=TODAY, now=NOON)

    made.refresh_from_db()
    assert (count, made.state, groups(made)) == (1, RoundState.PUBLISHED, {frozenset({"Ben", "Mira"})})
    assert {skip.participant.first_name for skip in Skip.objects.filter(round=made)} == {"Noor", "Pia"}
    assert sorted(to for message in mail.outbox for to in message.to) == [
        "ben@northlight.example",
        "mira@northlight.example",
    ]
    with pytest.raises(RoundRefused, match="not being prepared any more"):
        publish_round(actor=actor, made=made, on=TODAY, now=NOON)


# a partner who leaves mid-round
def test_leaver_is_taken_out_of_a_draft_and_of_a_proposal(inside: House) -> None:
    opted_in(inside.ben)
    opted_in(inside.mira)
    made = prepared(inside)
    with TestCase.captureOnCommitCallbacks(execute=True):
        withdraw_participant(actor=None, participant=inside.mira.place, on=TODAY, reason="", now=NOON)

    assert not Pair.objects.filter(state=PairState.DRAFT).exists()
    assert publish_round(actor=inside.ada.membership, made=made, on=TODAY, now=NOON) == 0


@pytest.mark.parametrize(
    ("names", "words"),
    [((), "two people, or three"), (("ben",), "two people, or three"), (("ben", "ada"), "Ada Tester is not")],
)
def test_joining_by_hand_says_what_does_not_fit(inside: House, names: tuple[str, ...], words: str) -> None:
    opted_in(inside.ben)
    opted_in(inside.mira)
    made = prepared(inside)

    with pytest.raises(RoundRefused, match=words):
        join_people(
            actor=inside.ada.membership, made=made, people=[getattr(inside, name).place for name in names], on=TODAY,
            now=NOON,
        )  # fmt: skip
