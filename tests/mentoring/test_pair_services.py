"""A pair from the proposal to the end, and the nightly round that looks after it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import TestCase

from belonging.tenancy.models import AuditEntry
from mentoring.enums import Answer, Ending, Fit, Mode, PairState, Review
from mentoring.models import MentorProfile, Note, Pair, Round, Seat, Skip, Track
from mentoring.selectors.care import people_without_partner, silent_pairs
from mentoring.selectors.meetings import stand_of
from mentoring.selectors.pairs import farewells_for, running_pair
from mentoring.services.looking_after import look_after_pairs
from mentoring.services.meetings import log_check_in
from mentoring.services.pairs import (
    PairRefused,
    answer_pair,
    ask_for_help,
    decide_pair,
    leave_pair,
    say_fit,
    say_review,
)
from mentoring.services.rounds import prepare_round, publish_round
from programs.models import Task, Thread
from programs.services.programs import withdraw_participant
from tests.cast import NOON, TODAY, House, Person
from tests.mentoring.people import crowd, opted_in, paired

DAYS = timedelta(days=1)


def proposed(house: House, *people: Person) -> Pair:
    """A round that was sent out; the first pair of it."""
    for one in people:
        opted_in(one)
    made = prepare_round(actor=house.ada.membership, program=house.program, on=TODAY, now=NOON)
    publish_round(actor=house.ada.membership, made=made, on=TODAY, now=NOON)
    return Pair.objects.filter(round=made).order_by("id").first()  # type: ignore[return-value]


def says(pair: Pair, person: Person, yes: bool = True, later: timedelta = timedelta()) -> Pair:
    return answer_pair(pair=pair, participant=person.place, says_yes=yes, on=(NOON + later).date(), now=NOON + later)


# peers 4.1
def test_pair_begins_when_everybody_said_yes(inside: House) -> None:
    pair = proposed(inside, inside.ben, inside.mira)

    assert says(pair, inside.ben).state == PairState.PROPOSED
    with TestCase.captureOnCommitCallbacks(execute=True):
        began = says(pair, inside.mira)

    assert (began.state, began.started_on, began.term_ends_on) == (
        PairState.RUNNING,
        TODAY,
        inside.program.ends_before - DAYS,
    )
    assert [message.subject for message in mail.outbox] == ["You have a partner in Common Ground"] * 2


def test_no_is_told_to_nobody_and_twice_is_once(inside: House) -> None:
    pair = proposed(inside, inside.ben, inside.mira)
    says(pair, inside.ben)
    with TestCase.captureOnCommitCallbacks(execute=True):
        fallen = says(pair, inside.mira, yes=False)

    assert (fallen.state, fallen.ending, mail.outbox) == (PairState.FALLEN, Ending.DECLINED, [])
    with pytest.raises(PairRefused, match="not open any more"):
        says(pair, inside.ben)


def test_yes_after_the_days_is_too_late(inside: House) -> None:
    pair = proposed(inside, inside.ben, inside.mira)

    with pytest.raises(PairRefused, match="not open any more"):
        says(pair, inside.ben, later=6 * DAYS)


# double acceptance: a place is given once
def test_second_pair_of_somebody_with_one_place_does_not_begin(inside: House) -> None:
    first = proposed(inside, inside.ben, inside.mira)
    opted_in(inside.ada)
    second = Pair.objects.create(program=inside.program, state=PairState.PROPOSED, answer_until=NOON + DAYS)
    for person in (inside.ada, inside.ben):
        Seat.objects.create(pair=second, participant=person.place)
    says(second, inside.ada)
    says(first, inside.ben)
    says(first, inside.mira)

    with pytest.raises(PairRefused, match="as many partners as they want now"):
        says(second, inside.ben)

    assert Pair.objects.filter(state=PairState.RUNNING).count() == 1


# peers 4.1: facilitator-approved
@pytest.mark.parametrize(("approves", "state"), [(True, PairState.RUNNING), (False, PairState.FALLEN)])
def test_facilitator_has_the_last_word_where_the_track_says_so(inside: House, approves: bool, state: PairState) -> None:
    Track.objects.create(program=inside.program, mode=Mode.APPROVED)
    pair = proposed(inside, inside.ben, inside.mira)
    says(pair, inside.ben)
    assert says(pair, inside.mira).state == PairState.AGREED

    decided = decide_pair(actor=inside.ada.membership, pair=pair, approves=approves, on=TODAY, now=NOON)

    assert decided.state == state
    with pytest.raises(PairRefused, match="decided already"):
        decide_pair(actor=inside.ada.membership, pair=pair, approves=True, on=TODAY, now=NOON)


# peers 4.9: expires, and falls through to the next choice
def test_unanswered_proposal_falls_through_to_the_next_best(inside: House) -> None:
    Track.objects.create(program=inside.program, allows_trios=False)
    opted_in(inside.ada)
    first = proposed(inside, inside.ben, inside.mira)
    people = [inside.ada, inside.ben, inside.mira]
    asked = [one for one in people if Seat.objects.filter(pair=first, participant=one.place).exists()]
    says(first, asked[0])

    look_after_pairs(now=NOON + 6 * DAYS)
    look_after_pairs(now=NOON + 6 * DAYS)

    first.refresh_from_db()
    assert (first.state, first.ending) == (PairState.FALLEN, Ending.EXPIRED)
    assert MentorProfile.objects.get(participant=asked[1].place).silent_count == 1
    assert MentorProfile.objects.get(participant=asked[0].place).silent_count == 0
    second = Pair.objects.get(state=PairState.PROPOSED)
    assert second.round_id == first.round_id
    assert Round.objects.count() == 1


# peers B5: three proposals without an answer, and somebody is left in peace
def test_three_silences_and_somebody_is_left_in_peace(inside: House) -> None:
    pair = proposed(inside, inside.ben, inside.mira)
    MentorProfile.objects.filter(participant=inside.ben.place).update(silent_count=2)
    says(pair, inside.mira)

    with TestCase.captureOnCommitCallbacks(execute=True):
        look_after_pairs(now=NOON + 6 * DAYS)

    assert not MentorProfile.objects.get(participant=inside.ben.place).is_open
    assert MentorProfile.objects.get(participant=inside.mira.place).is_open
    assert "We leave you in peace, in Common Ground" in [message.subject for message in mail.outbox]
    assert opted_in(inside.ben).silent_count == 0


# peers 4.13
def test_fit_is_asked_after_the_first_meeting_and_again_while_undecided(inside: House) -> None:
    pair = paired(inside, inside.ben, inside.mira)

    def asks() -> bool:
        return stand_of(pair, Seat.objects.get(pair=pair, participant=inside.ben.place), TODAY).asks_fit

    def meets(days_ago: int, at: timedelta) -> None:
        day = TODAY - days_ago * DAYS
        log_check_in(pair=pair, author=inside.mira.place, happened_on=day, line="", today=TODAY, now=NOON + at)

    said = [asks()]
    meets(9, -9 * DAYS)
    said.append(asks())
    say_fit(pair=pair, participant=inside.ben.place, fit=Fit.UNDECIDED, now=NOON - 5 * DAYS)
    said.append(asks())
    meets(2, timedelta())
    said.append(asks())
    say_fit(pair=pair, participant=inside.ben.place, fit=Fit.GOOD, now=NOON + DAYS)
    meets(1, 2 * DAYS)
    said.append(asks())

    assert said == [False, True, False, True, False]


# peers 4.13: not good offers another partner, and the two are not brought together again
def test_not_good_and_a_swap(inside: House) -> None:
    pair = paired(inside, inside.ben, inside.mira)
    say_fit(pair=pair, participant=inside.ben.place, fit=Fit.NOT_GOOD, now=NOON)
    with TestCase.captureOnCommitCallbacks(execute=True):
        leave_pair(
            pair=pair, participant=inside.ben.place, wants_another=True, farewell="Thank you for the walks.", on=TODAY,
            now=NOON,
        )  # fmt: skip

    assert [row.participant.first_name for row in people_without_partner(inside.program)] == ["Ben", "Mira"]
    assert [one.farewell for one in farewells_for(inside.mira.place, TODAY)] == ["Thank you for the walks."]
    assert farewells_for(inside.ben.place, TODAY) == []
    text = "".join(message.subject + message.body for message in mail.outbox)
    assert ("has ended" in text, "walks" in text, "fit" in text) == (True, False, False)
    made = prepare_round(actor=inside.ada.membership, program=inside.program, on=TODAY, now=NOON)
    assert not Pair.objects.filter(round=made).exists()


def test_of_three_the_others_stay(inside: House) -> None:
    (noor,) = crowd(inside, "Noor")
    pair = paired(inside, inside.ben, inside.mira, noor)

    leave_pair(pair=pair, participant=noor.place, wants_another=False, farewell="", on=TODAY, now=NOON)

    assert running_pair(noor.place, pair.public_id) is None
    assert running_pair(inside.ben.place, pair.public_id) == pair
    assert not MentorProfile.objects.get(participant=noor.place).is_open


# peers 4.20
@pytest.mark.parametrize(("is_unsafe", "ends_now", "state"), [(True, True, "ended"), (False, False, "running")])
def test_help_reaches_a_human_and_not_the_partner(inside: House, is_unsafe: bool, ends_now: bool, state: str) -> None:
    pair = paired(inside, inside.ben, inside.mira)
    mail.outbox.clear()

    with TestCase.captureOnCommitCallbacks(execute=True):
        ask_for_help(
            pair=pair, participant=inside.ben.place, is_unsafe=is_unsafe, words="It was harsh", ends_now=ends_now,
            on=TODAY, now=NOON,
        )  # fmt: skip

    pair.refresh_from_db()
    tasks, thread = list(Task.objects.order_by("due_on")), Thread.objects.get()
    assert pair.state == state
    assert {(task.assignee, task.thread) for task in tasks} == {(inside.ada.membership, thread)}
    assert tasks[0].due_on == (TODAY if is_unsafe else TODAY + 3 * DAYS)
    assert thread.messages.get().text == "It was harsh"
    assert "harsh" not in "".join(message.subject + message.body for message in mail.outbox)
    to_mira = [message for message in mail.outbox if message.to == ["mira@northlight.example"]]
    assert len(to_mira) == ends_now
    assert [one.asked_for_help for one in silent_pairs(inside.program, TODAY)] == ([] if ends_now else [True])


# peers 4.22
def test_midpoint_is_looked_at_once_and_the_term_ends(inside: House) -> None:
    pair = paired(inside, inside.ben, inside.mira)
    Pair.objects.filter(pk=pair.pk).update(started_on=TODAY - 20 * DAYS, term_ends_on=TODAY + 20 * DAYS)
    pair.refresh_from_db()
    seat = Seat.objects.get(pair=pair, participant=inside.ben.place)
    before = stand_of(pair, seat, TODAY - DAYS).asks_review, stand_of(pair, seat, TODAY).asks_review

    say_review(pair=pair, participant=inside.ben.place, review=Review.CHANGE, words="Longer walks", now=NOON)
    seat.refresh_from_db()
    look_after_pairs(now=NOON + 20 * DAYS)
    pair.refresh_from_db()
    runs_on_its_last_day = pair.state
    look_after_pairs(now=NOON + 21 * DAYS)
    pair.refresh_from_db()

    assert (before, stand_of(pair, seat, TODAY).asks_review) == ((False, True), False)
    assert Note.objects.get().is_shared
    assert (runs_on_its_last_day, pair.state, pair.ending) == (PairState.RUNNING, PairState.ENDED, Ending.TERM)


# peers 4.14: silent pairs are reminded once in their own rhythm
def test_silent_pair_is_reminded_once_a_rhythm(inside: House) -> None:
    pair = paired(inside, inside.ben, inside.mira, since=30)

    counts = []
    for later in (0, 1, 13, 14):
        mail.outbox.clear()
        with TestCase.captureOnCommitCallbacks(execute=True):
            look_after_pairs(now=NOON + later * DAYS)
        counts.append(len(mail.outbox))

    assert counts == [2, 0, 0, 2]
    assert [one.pair for one in silent_pairs(inside.program, TODAY)] == [pair]


def test_leaving_the_program_ends_pairs_and_a_crash_is_mended(inside: House) -> None:
    pair = paired(inside, inside.ben, inside.mira)
    withdraw_participant(actor=None, participant=inside.mira.place, on=TODAY, reason="", now=NOON)  # the signal is lost

    look_after_pairs(now=NOON)

    pair.refresh_from_db()
    assert (pair.state, pair.ending) == (PairState.ENDED, Ending.LEFT)
    assert not MentorProfile.objects.get(participant=inside.mira.place).is_open
    assert not Skip.objects.exists()


def test_audit_holds_no_words(inside: House) -> None:
    pair = paired(inside, inside.ben, inside.mira)
    log_check_in(pair=pair, author=inside.ben.place, happened_on=TODAY, line="saffron", today=TODAY, now=NOON)
    leave_pair(pair=pair, participant=inside.ben.place, wants_another=False, farewell="saffron", on=TODAY, now=NOON)

    assert AuditEntry.objects.filter(verb__startswith="mentoring.").exists()
    assert "saffron" not in "".join(str(row.detail) for row in AuditEntry.objects.all())
    assert Seat.objects.filter(pair=pair, answer=Answer.YES).count() == 2
