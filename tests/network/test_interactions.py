"""Logging, confirming, declining, taking back, keeping out."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from network.enums import PartnerState, Source
from network.models import Block, Interaction, InteractionPartner, Tie
from network.rules import CLAIM_LASTS, COOL_OFF, NEW_PEOPLE_A_DAY
from network.selectors.interactions import (
    claim_for,
    own_times,
    times_of,
    waiting_for,
)
from network.selectors.lately import recent_faces, recent_people, times_lately
from network.selectors.people import faces
from network.services.interactions import (
    AnswerRefused,
    InteractionRefused,
    Logged,
    block_person,
    confirm_interaction,
    decline_interaction,
    log_interaction,
    unblock_person,
    undo_interaction,
)
from programs.enums import LearningKind, ParticipantState
from programs.models import Participant
from programs.selectors.programs import segment_sizes
from programs.services.programs import pause_participant, pause_program, withdraw_participant
from tests.cast import NOON, STARTS_ON, TODAY, House, make_person


def log(house: House, author: Participant, *partners: Participant, on: date = TODAY, **more: object) -> Logged:
    words = {"program": house.program, "today": TODAY, "now": NOON} | more
    return log_interaction(author=author, partners=partners, happened_on=on, **words)  # type: ignore[arg-type]


def tie(one: Participant, other: Participant) -> Tie:
    low, high = sorted((one.pk, other.pk))
    return Tie.objects.get(low_id=low, high_id=high)


def confirm_all(person: Participant) -> None:
    for row in waiting_for(person):
        confirm_interaction(partner_row=row, now=NOON)


def test_log_waits_for_each_partner(inside: House) -> None:
    ada, ben, mira = inside.ada.place, inside.ben.place, inside.mira.place

    logged = log(inside, ben, ada, mira)

    assert {person.pk for person in logged.waiting} == {ada.pk, mira.pk}
    assert tie(ben, ada).mutual_count == 0
    assert tie(ben, ada).claimed_count == 1
    assert [row.interaction_id for row in waiting_for(mira)] == [logged.interaction.pk]  # type: ignore[union-attr]


def test_confirm_makes_the_tie_count(inside: House) -> None:  # peers 3.23, 3.24
    log(inside, inside.ben.place, inside.ada.place)

    confirm_all(inside.ada.place)

    found = tie(inside.ben.place, inside.ada.place)
    assert (found.mutual_count, found.claimed_count, found.first_on, found.last_on) == (1, 0, TODAY, TODAY)


def test_partners_are_tied_to_the_author_only(inside: House) -> None:
    log(inside, inside.ben.place, inside.ada.place, inside.mira.place)

    confirm_all(inside.ada.place)
    confirm_all(inside.mira.place)

    assert Tie.objects.filter(mutual_count=1).count() == 2


def test_both_sides_logging_the_same_meeting_make_one(inside: House) -> None:  # peers C6
    log(inside, inside.ben.place, inside.ada.place, kind=LearningKind.PEER)

    second = log(inside, inside.ada.place, inside.ben.place, note="my side")

    assert second.interaction is None
    assert Interaction.objects.count() == 1
    assert tie(inside.ben.place, inside.ada.place).mutual_count == 1
    assert InteractionPartner.objects.get().note == "my side"


def test_decline_is_silent(inside: House) -> None:
    ben, ada = inside.ben.place, inside.ada.place
    log(inside, ben, ada)
    before = times_of(inside.program, ben, list(own_times(ben)), TODAY)

    decline_interaction(partner_row=waiting_for(ada)[0], now=NOON)

    after = times_of(inside.program, ben, list(own_times(ben)), TODAY)
    assert [(line.is_waiting, line.is_confirmed, line.may_take_back) for line in after] == [
        (line.is_waiting, line.is_confirmed, line.may_take_back) for line in before
    ]
    assert tie(ben, ada).claimed_count == 0


def test_after_a_decline_claims_stay_unseen_for_ninety_days(inside: House) -> None:
    ben, ada = inside.ben.place, inside.ada.place
    log(inside, ben, ada, on=TODAY - timedelta(days=1))
    decline_interaction(partner_row=waiting_for(ada)[0], now=NOON)

    log(inside, ben, ada)

    assert waiting_for(ada) == []
    assert tie(ben, ada).claimed_count == 0


def test_after_a_decline_older_claims_of_that_author_are_put_away_too(inside: House) -> None:
    ben, ada = inside.ben.place, inside.ada.place
    for days in range(3):
        log(inside, ben, ada, on=TODAY - timedelta(days=days))

    decline_interaction(partner_row=waiting_for(ada)[0], now=NOON)

    assert waiting_for(ada) == []
    assert tie(ben, ada).claimed_count == 0


def test_taking_back_a_declined_log_is_no_way_round_the_cool_off(inside: House) -> None:
    ben, ada = inside.ben.place, inside.ada.place
    logged = log(inside, ben, ada, inside.mira.place)
    decline_interaction(partner_row=waiting_for(ada)[0], now=NOON)

    undo_interaction(interaction=logged.interaction, participant=ben, now=NOON)  # type: ignore[arg-type]
    log(inside, ben, ada)

    assert waiting_for(ada) == []
    assert waiting_for(inside.mira.place) == []
    assert len(own_times(ben)) == 1


def test_blocked_author_sees_no_difference(inside: House) -> None:
    ben, ada = inside.ben.place, inside.ada.place
    block_person(blocker=ada, blocked=ben, now=NOON)

    logged = log(inside, ben, ada)

    assert [person.pk for person in logged.waiting] == [ada.pk]
    assert waiting_for(ada) == []
    assert claim_for(ada, logged.interaction.public_id) is None  # type: ignore[union-attr]
    assert times_of(inside.program, ben, list(own_times(ben)), TODAY)[0].is_waiting


def test_unblock_lets_new_claims_through(inside: House) -> None:
    ben, ada = inside.ben.place, inside.ada.place
    block_person(blocker=ada, blocked=ben, now=NOON)
    unblock_person(blocker=ada, blocked=ben, now=NOON)

    log(inside, ben, ada)

    assert len(waiting_for(ada)) == 1


def test_own_block_is_named(inside: House) -> None:
    block_person(blocker=inside.ben.place, blocked=inside.ada.place, now=NOON)

    with pytest.raises(InteractionRefused, match="keep Ada Tester out") as refusal:
        log(inside, inside.ben.place, inside.ada.place)

    assert refusal.value.field == "who"


def test_claims_of_one_author_come_one_at_a_time(inside: House) -> None:
    for days in range(3):
        log(inside, inside.ben.place, inside.ada.place, on=TODAY - timedelta(days=days))

    waiting = waiting_for(inside.ada.place)

    assert [row.interaction.happened_on for row in waiting] == [TODAY - timedelta(days=2)]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (STARTS_ON - timedelta(days=1), "before the program began"),
        (TODAY + timedelta(days=2), "has not come yet"),
    ],
)
def test_log_refuses_days_outside(inside: House, on: date, words: str) -> None:
    with pytest.raises(InteractionRefused, match=words) as refusal:
        log(inside, inside.ben.place, inside.ada.place, on=on)

    assert refusal.value.field == "when"
    assert not Interaction.objects.exists()


def test_log_takes_tomorrow_for_people_further_east(inside: House) -> None:
    assert log(inside, inside.ben.place, inside.ada.place, on=TODAY + timedelta(days=1)).interaction


def test_log_refuses_oneself_nobody_and_strangers(inside: House) -> None:
    ben = inside.ben.place
    for partners, words in [
        ((ben,), "always part"),
        ((), "at least one"),
        ((inside.sam.place,), "not in this program"),
    ]:
        with pytest.raises(InteractionRefused, match=words):
            log(inside, ben, *partners)
    assert not Tie.objects.exists()


def test_log_refuses_people_who_left(inside: House) -> None:
    gone = withdraw_participant(actor=None, participant=inside.ada.place, on=TODAY, reason="moved", now=NOON)

    with pytest.raises(InteractionRefused, match="not in this program"):
        log(inside, inside.ben.place, gone)


def test_log_refuses_while_the_program_or_the_person_is_paused(inside: House) -> None:
    ben = pause_participant(actor=None, participant=inside.ben.place, until=None, now=NOON)
    with pytest.raises(InteractionRefused, match="Your place"):
        log(inside, ben, inside.ada.place)

    pause_program(actor=None, program=inside.program, now=NOON)
    with pytest.raises(InteractionRefused, match="not running"):
        log(inside, inside.mira.place, inside.ada.place)


def test_log_refuses_the_same_again(inside: House) -> None:
    log(inside, inside.ben.place, inside.ada.place)

    with pytest.raises(InteractionRefused, match="already logged this with Ada"):
        log(inside, inside.ben.place, inside.ada.place)


def test_log_takes_another_kind_on_the_same_day(inside: House) -> None:
    log(inside, inside.ben.place, inside.ada.place)

    log(inside, inside.ben.place, inside.ada.place, kind=LearningKind.FORMAL)

    confirm_all(inside.ada.place)
    confirm_all(inside.ada.place)
    assert tie(inside.ben.place, inside.ada.place).mutual_count == 2


def test_log_has_a_daily_limit_of_new_people(inside: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.services.interactions.NEW_PEOPLE_A_DAY", 1)
    log(inside, inside.ben.place, inside.ada.place)

    with pytest.raises(InteractionRefused, match="more than 1 new"):
        log(inside, inside.ben.place, inside.mira.place)


def test_answer_twice_is_answered_once(inside: House) -> None:
    log(inside, inside.ben.place, inside.ada.place)
    row = waiting_for(inside.ada.place)[0]
    confirm_interaction(partner_row=row, now=NOON)

    assert confirm_interaction(partner_row=row, now=NOON).state == PartnerState.MUTUAL
    with pytest.raises(AnswerRefused):
        decline_interaction(partner_row=row, now=NOON)


def test_no_answer_after_a_month_looks_the_same_as_not_me(inside: House) -> None:
    ben = inside.ben.place
    log(inside, ben, inside.ada.place)
    log(inside, ben, inside.mira.place, kind=LearningKind.PEER)
    decline_interaction(partner_row=waiting_for(inside.ada.place)[0], now=NOON)

    lines = times_of(inside.program, ben, list(own_times(ben)), TODAY + CLAIM_LASTS)

    assert [line.is_waiting for line in lines] == [False, False]


def test_recent_people_come_first_then_the_own_segment(inside: House) -> None:
    log(inside, inside.ben.place, inside.mira.place)
    other = make_person("Omar", "northlight", inside.program).place

    people = recent_people(inside.program, inside.ben.place, TODAY)

    assert [person.pk for person in people] == [inside.mira.place.pk, inside.ada.place.pk, other.pk]


def test_what_was_lately_is_what_ones_own_times_say(inside: House) -> None:
    """Of every kind there is: logged or from a file, in each state, taken back or not, by somebody kept out or not."""
    ben, ada, mira = inside.ben.place, inside.ada.place, inside.mira.place
    Block.objects.create(program=inside.program, blocker=ben, blocked=ada)
    kinds = product((ada, mira), PartnerState, Source, (None, NOON), (False, True))
    for author, state, source, taken_back_at, is_mine in kinds:
        by, of = (ben, author) if is_mine else (author, ben)
        words = {"program": inside.program, "happened_on": TODAY, "logged_at": NOON, "taken_back_at": taken_back_at}
        made = Interaction.objects.create(author=by, source=source, **words)
        InteractionPartner.objects.create(interaction=made, program=inside.program, participant=of, state=state)

    lately = times_lately(ben, TODAY)

    assert len(lately) == len({row.interaction_id for row in lately}) > 24
    assert {row.interaction_id for row in lately if not row.is_taken_back} == {one.pk for one in own_times(ben)}
    assert {row.public_id for row in lately} == {None, mira.public_id}
    sizes = segment_sizes(inside.program)
    shown = faces(inside.program, recent_people(inside.program, ben, TODAY))
    assert recent_faces(inside.program, ben, sizes, lately) == shown
    assert shown[0].public_id == mira.public_id


def test_new_people_are_counted_by_the_programs_own_day(inside: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.services.interactions.NEW_PEOPLE_A_DAY", 1)
    inside.program.time_zone = "Pacific/Auckland"  # midnight is at 12:00 UTC in July
    before, after = datetime(2026, 7, 9, 11, 59, tzinfo=UTC), datetime(2026, 7, 9, 12, 1, tzinfo=UTC)
    log(inside, inside.ben.place, inside.ada.place, now=before)

    log(inside, inside.ben.place, inside.mira.place, now=after, today=TODAY + timedelta(days=1))

    assert Interaction.objects.count() == 2


def test_a_claim_waits_for_a_month_of_the_programs_own_days(inside: House) -> None:
    inside.program.time_zone = "Pacific/Auckland"
    ben, late = inside.ben.place, datetime(2026, 7, 9, 13, tzinfo=UTC)  # the tenth, there
    log(inside, ben, inside.ada.place, now=late)

    lines = times_of(inside.program, ben, list(own_times(ben)), date(2026, 7, 9) + CLAIM_LASTS)

    assert [line.is_waiting for line in lines] == [True]


def test_logging_the_same_confirms_one_claim_of_each(inside: House) -> None:
    ada, ben = inside.ada.place, inside.ben.place
    log(inside, ada, ben)
    log(inside, ada, ben, kind=LearningKind.PEER)
    log(inside, inside.mira.place, ben)

    second = log(inside, ben, ada, inside.mira.place, kind=LearningKind.PEER)

    assert [row.interaction.kind for row in second.confirmed] == ["peer", "experiential"]
    assert [row.interaction.kind for row in waiting_for(ben)] == ["experiential"]


def test_answers_wait_while_the_program_or_the_person_is_paused(inside: House) -> None:
    ada = inside.ada.place
    logged = log(inside, inside.ben.place, ada)
    (row,) = waiting_for(ada)
    pause_participant(actor=None, participant=ada, until=None, now=NOON)
    row.participant.refresh_from_db()
    with pytest.raises(AnswerRefused, match="Your place in this program is paused"):
        confirm_interaction(partner_row=row, now=NOON)

    pause_program(actor=None, program=inside.program, now=NOON)
    row.program.refresh_from_db()
    with pytest.raises(AnswerRefused, match="not running now"):
        decline_interaction(partner_row=row, now=NOON)
    with pytest.raises(AnswerRefused, match="not running now"):
        undo_interaction(interaction=logged.interaction, participant=inside.ben.place, now=NOON)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "words"), [(ParticipantState.INVITED, "not joined"), (ParticipantState.COMPLETED, "have completed")]
)
def test_log_says_why_somebody_may_not(inside: House, state: ParticipantState, words: str) -> None:
    Participant.objects.filter(pk=inside.ben.place.pk).update(state=state)

    with pytest.raises(InteractionRefused, match=words):
        log(inside, Participant.objects.get(pk=inside.ben.place.pk), inside.ada.place)


# security I3: the limits as they were promised; other tests set smaller ones to be quick
def test_limits_are_the_promised_ones() -> None:
    assert NEW_PEOPLE_A_DAY == 10
    assert timedelta(days=90) == COOL_OFF
