"""Rounds of introductions through the services: planned, offered, answered alone, met, and reported in numbers."""

from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from django.core import mail

from belonging.tenancy.enums import Role
from network.enums import (
    IntroductionAnswer,
    IntroductionState,
    LeftOutReason,
    MetAnswer,
    Occasion,
    PartnerState,
    RoundState,
)
from network.models import Block, Interaction, Introduction, IntroductionSide, IntroductionWish, LeftOut, Round
from network.rules import ANSWER_WITHIN, MEET_WITHIN
from network.selectors.introductions import introductions_page, lines_of, offers_for, round_report, wish_of
from network.selectors.round_pages import round_page
from network.services.introduction_days import close_round, make_introduction_hour, move_introductions
from network.services.introductions import (
    IntroductionRefused,
    answer_introduction,
    say_met,
    set_introduction_wish,
)
from network.services.rounds import RoundRefused, drop_round, plan_introductions, start_round
from network.services.snapshots import take_snapshot
from tests.network.small_program import NOON, SmallProgram

pytestmark = pytest.mark.django_db

TOMORROW = NOON + timedelta(days=1)
LATER = NOON + ANSWER_WITHIN + timedelta(hours=1)


class RunningProgram(SmallProgram):
    """A program with a facilitator who plans and starts rounds."""

    def plan(self, now: Any = NOON, apart: str = "") -> Round:
        return plan_introductions(program=self.program, apart=apart, actor=self.people[0].membership, now=now)

    def start(self, now: Any = NOON, counts: Any = None) -> Round:
        planned = self.plan(now)
        return start_round(planned=planned, counts=counts or {}, actor=self.people[0].membership, now=now)

    def sides(self, found: Introduction) -> list[IntroductionSide]:
        rows = found.sides.select_related("introduction", "program", "participant__membership")
        return list(rows.order_by("id"))

    def say(self, found: Introduction, *answers: bool | None, now: Any = TOMORROW) -> None:
        for side, answer in zip(self.sides(found), answers, strict=True):
            if answer is not None:
                answer_introduction(side=side, agrees=answer, now=now)

    def told(self, found: Introduction, *words: MetAnswer | None, now: Any = None) -> None:
        now = now or TOMORROW + timedelta(days=4)
        for side, word in zip(self.sides(found), words, strict=True):
            if word is not None:
                say_met(side=side, word=word, on=now.date(), today=now.date(), now=now)


def two_departments(size: int = 6) -> RunningProgram:
    """Two circles in which everybody knows everybody, in two departments."""
    found = RunningProgram(2 * size)
    for number in range(2 * size):
        found.change(number, segment="Care" if number < size else "Digital")
    for circle in (range(size), range(size, 2 * size)):
        for one, other in combinations(circle, 2):
            found.meet(one, other)
    return found


def test_round_is_planned_as_counts_and_asks_nobody() -> None:  # peers 4.2, C3
    house = two_departments()
    with house.scope():
        planned = house.plan()

        assert planned.state == RoundState.PLANNED
        assert [(line.label, line.count) for line in lines_of(planned)] == [("Care and Digital", 6)]
        assert offers_for(house.program, house.people[0], NOON) == []
        page = round_page(planned, NOON)
    figures = {line.label: line.values for line in page.figures}
    assert figures["Who can reach whom"] == pytest.approx((5 / 11, 1.0, 1.0))
    inside = figures["Inside or across (−1 to 1)"]
    assert inside[0] == -1
    assert -1 < inside[1] < inside[2]  # type: ignore[operator]
    assert page.mix.startswith("Mostly bridges")
    assert mail.outbox == []


def test_preview_is_what_then_happens_when_everybody_meets() -> None:  # peers C3: within 0.001 of every figure
    house = two_departments()
    with house.scope():
        started = house.start()
        for introduction in started.introductions.order_by("id"):
            house.say(introduction, True, True)
            house.told(introduction, MetAnswer.YES, MetAnswer.YES)
        take_snapshot(program=house.program, on=NOON.date() + timedelta(days=6), now=LATER, occasion=Occasion.NIGHT)
        move_introductions(now=LATER)

        found = Round.objects.get(pk=started.pk)
        assert found.state == RoundState.CLOSED
        assert found.figures["after"] == pytest.approx(found.figures["all"], abs=0.001)
        assert (round_report(found).proposed, round_report(found).met) == (6, 6)


def test_preview_when_half_meet_is_near_what_then_happens() -> None:  # peers C3: within 0.25 steps and 0.05 otherwise
    house = two_departments()
    with house.scope():
        started = house.start()
        rows = list(started.introductions.order_by("id"))
        for introduction in rows[1::2]:  # the other half than the one that was previewed
            house.say(introduction, True, True)
            house.told(introduction, MetAnswer.YES, MetAnswer.YES)
        take_snapshot(program=house.program, on=NOON.date() + timedelta(days=6), now=LATER, occasion=Occasion.NIGHT)
        page = round_page(Round.objects.get(pk=started.pk), LATER)

    for line in page.figures:
        near = 0.25 if line.label == "Steps between two people" else 0.05
        assert line.after == pytest.approx(line.half, abs=near), line.label


def test_nobody_is_named_before_both_said_yes(django_capture_on_commit_callbacks: Any) -> None:  # peers 4.9, DESIGN 8.2
    house = two_departments()
    with house.scope():
        started = house.start()
        introduction = started.introductions.order_by("id")[0]
        one, other = (side.participant for side in house.sides(introduction))

        before = offers_for(house.program, one, NOON)
        house.say(introduction, True, None)
        waiting = offers_for(house.program, one, TOMORROW)
        house.say(introduction, None, True)
        after = offers_for(house.program, one, TOMORROW)

    assert before[0].people == waiting[0].people == []
    assert "Somebody from " in before[0].reason
    assert "%" not in before[0].reason  # peers 4.7: words, never a percentage
    assert [person.name for person in after[0].people] == [other.name]
    assert after[0].question


def test_refusal_looks_like_silence_and_like_being_kept_out_to_the_other() -> None:  # security I2
    house = two_departments()
    with house.scope():
        started = house.start()
        rows = list(started.introductions.order_by("id")[:3])
        willing = [house.sides(row)[0].participant for row in rows]
        for row in rows:
            house.say(row, True, None)
        house.say(rows[0], None, False)  # refused
        keeper = house.sides(rows[1])[1].participant
        Block.objects.create(program=house.program, blocker=keeper, blocked=willing[1])
        house.say(rows[1], None, True)  # kept out, and said yes without knowing to whom
        seen = [offers_for(house.program, person, TOMORROW) for person in willing]
        keeper_sees = offers_for(house.program, keeper, TOMORROW)

        assert {(offer.state, offer.has_answered, tuple(offer.people)) for (offer,) in seen} == {("offered", True, ())}
        assert keeper_sees[0].people == []
        move_introductions(now=LATER)
        states = {Introduction.objects.get(pk=row.pk).state for row in rows}
    assert states == {IntroductionState.FALLEN}


def test_unanswered_introduction_ends_and_the_willing_get_their_next_choice() -> None:  # peers 4.9
    house = two_departments()
    with house.scope():
        started = house.start()
        rows = list(started.introductions.order_by("id"))
        for row in rows[:2]:
            house.say(row, *(side.participant.segment == "Care" for side in house.sides(row)))
        third, fourth = rows[2:4]
        for row in (third, fourth):
            house.say(row, *(side.participant.segment == "Digital" for side in house.sides(row)))
        willing = {
            side.participant_id for row in rows[:4] for side in house.sides(row)
            if IntroductionSide.objects.get(pk=side.pk).answer == IntroductionAnswer.YES
        }  # fmt: skip

        move_introductions(now=LATER)

        fresh = started.introductions.filter(is_next_choice=True)
        asked = {side.participant_id for row in fresh for side in house.sides(row)}
        tried = [{side.participant_id for side in house.sides(row)} for row in rows]
        again = [{side.participant_id for side in house.sides(row)} for row in fresh]
    assert asked == willing
    assert len(again) == 2
    assert not [pair for pair in again if pair in tried]


def test_three_silences_stop_kindly_and_one_word_brings_back() -> None:  # peers 4.11
    house = RunningProgram(8)
    with house.scope():
        person = house.people[3]
        for number in range(3):
            now = NOON + timedelta(days=100 * number)
            house.start(now)
            move_introductions(now=now + ANSWER_WITHIN)
            Round.objects.filter(state=RoundState.OPEN).update(state=RoundState.CLOSED)
        stopped = wish_of(person)
        page = introductions_page(house.program, person, now.date(), now)
        planned = house.plan(now + timedelta(days=100))

        assert stopped.silences == 3
        assert stopped.stopped_on is not None
        assert not page.is_open
        assert planned.introductions.count() == 0  # everybody kept silent three times
        set_introduction_wish(participant=person, most_at_once=2, paused_until=None, now=now)
        assert wish_of(person).is_open(now.date())
    assert not mail.outbox


def test_stop_and_asking_are_told_by_mail_once(django_capture_on_commit_callbacks: Any) -> None:  # peers 4.11
    house = RunningProgram(2)
    for person in house.people:
        with house.scope():
            person.membership.email = f"person{person.pk}@people.example"
            person.membership.save(update_fields=["email"])
    with house.scope(), django_capture_on_commit_callbacks(execute=True):
        IntroductionWish.objects.create(program=house.program, participant=house.people[0], silences=2)
        house.start()
        make_introduction_hour(now=NOON)
        make_introduction_hour(now=NOON)
    assert sorted(one.subject for one in mail.outbox) == ["Somebody worth meeting"] * 2
    assert not [one for one in mail.outbox if "Person 0" in one.body or "Person 1" in one.body.split("\n", 1)[1]]
    mail.outbox.clear()
    with house.scope(), django_capture_on_commit_callbacks(execute=True):
        make_introduction_hour(now=LATER)
    assert [one.subject for one in mail.outbox] == ["No more introductions for now"]


def test_named_and_did_you_meet_are_told_by_mail(django_capture_on_commit_callbacks: Any) -> None:  # peers 4.12
    house = RunningProgram(2)
    with house.scope(), django_capture_on_commit_callbacks(execute=True):
        for person in house.people:
            person.membership.email = f"person{person.pk}@people.example"
            person.membership.save(update_fields=["email"])
        introduction = house.start().introductions.get()
        house.say(introduction, True, True)
        make_introduction_hour(now=TOMORROW)
        make_introduction_hour(now=TOMORROW + timedelta(days=3))
        make_introduction_hour(now=TOMORROW + timedelta(days=3))
    subjects = [one.subject for one in mail.outbox]
    assert subjects == ["You both said yes"] * 2 + ["Did you meet?"] * 2
    assert "Person 1" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("words", "state", "logged"),
    [
        ((MetAnswer.YES, MetAnswer.YES), IntroductionState.MET, [PartnerState.MUTUAL]),
        ((MetAnswer.YES, None), IntroductionState.MET, [PartnerState.CLAIMED]),
        ((MetAnswer.YES, MetAnswer.NOT_YET), IntroductionState.MET, [PartnerState.CLAIMED]),
        ((MetAnswer.YES, MetAnswer.NO), IntroductionState.NOT_MET, []),
        ((None, None), IntroductionState.NOT_MET, []),
        ((MetAnswer.NO, None), IntroductionState.NOT_MET, []),
    ],
)
def test_meeting_counts_when_one_confirms_and_none_denies(words: Any, state: str, logged: Any) -> None:  # peers 4.12
    house = RunningProgram(2)
    with house.scope():
        introduction = house.start().introductions.get()
        house.say(introduction, True, True)
        house.told(introduction, *words)

        move_introductions(now=TOMORROW + MEET_WITHIN)

        assert Introduction.objects.get().state == state
        assert [row.state for one in Interaction.objects.all() for row in one.partners.all()] == logged


def test_meeting_they_logged_themselves_is_not_logged_twice() -> None:
    house = RunningProgram(2)
    with house.scope():
        introduction = house.start().introductions.get()
        house.say(introduction, True, True)
        house.meet(0, 1, on=TOMORROW.date())

        house.told(introduction, MetAnswer.YES, MetAnswer.YES)

        assert Introduction.objects.get().state == IntroductionState.MET
        assert Interaction.objects.count() == 1


def test_odd_number_makes_a_three_that_goes_on_as_two() -> None:  # peers 4.5, B3
    house = RunningProgram(3)
    with house.scope():
        introduction = house.start().introductions.get()
        assert len(house.sides(introduction)) == 3
        house.say(introduction, True, False, True)
        assert Introduction.objects.get().state == IntroductionState.OFFERED

        move_introductions(now=LATER)

        assert Introduction.objects.get().state == IntroductionState.NAMED
        seen = offers_for(house.program, house.sides(introduction)[0].participant, LATER)
    assert len(seen[0].people) == 1


def test_smaller_round_leaves_people_out_who_then_come_first() -> None:  # peers 4.5: never two rounds running
    house = two_departments()
    with house.scope():
        started = house.start(counts={"line-0": 2})
        left = set(LeftOut.objects.filter(round=started).values_list("participant", flat=True))
        report = round_report(started)
        close_round(running=started, actor=house.people[0].membership, now=TOMORROW)
        again = house.start(NOON + timedelta(days=2), {"line-0": 0})
        asked = {side.participant_id for row in again.introductions.all() for side in house.sides(row)}

    assert (report.proposed, report.people, report.skipped) == (2, 4, 8)
    assert report.skipped_why == [(str(LeftOutReason.SMALLER_ROUND.label), 8)]
    assert left <= asked


def test_pause_until_a_day_ends_by_itself() -> None:  # peers 4.10, B4
    house = RunningProgram(2)
    with house.scope():
        set_introduction_wish(
            participant=house.people[1], most_at_once=1, paused_until=NOON.date() + timedelta(days=10), now=NOON
        )
        assert house.plan().introductions.count() == 0
        assert house.plan(NOON + timedelta(days=10)).introductions.count() == 1


def test_nobody_is_offered_who_was_offered_lately_or_has_one_open() -> None:  # peers 4.4, 4.6, B1
    house = RunningProgram(2)
    with house.scope():
        started = house.start()
        assert house.plan().introductions.count() == 0
        move_introductions(now=LATER)
        planned = house.plan(LATER)
        assert planned.introductions.count() == 0
        assert planned.told["starved"] == {"lately": 2}
        assert "2 people cannot be introduced in this round" in round_page(planned, LATER).told[0]
        assert Round.objects.get(pk=started.pk).state == RoundState.CLOSED
        assert house.plan(NOON + timedelta(days=90)).introductions.count() == 1


def test_same_team_is_kept_apart_when_asked() -> None:  # peers 4.3, B8
    house = RunningProgram(4)
    with house.scope():
        for number, person in enumerate(house.people):
            person.membership.attributes = {"Manager": "Noor" if number < 3 else "Eve"}
            person.membership.save(update_fields=["attributes"])

        planned = house.plan(apart="Manager")

        pairs = [{side.participant_id for side in house.sides(row)} for row in planned.introductions.all()]
    assert len(pairs) == 1
    assert house.people[3].pk in pairs[0]
    assert planned.told["ruled_out"] == {"same_team": 3}


def test_blocks_are_never_told_to_whoever_plans() -> None:  # security I2, I8
    plain, kept = RunningProgram(4), RunningProgram(4)
    for house in (plain, kept):
        house.meet(0, 1)
    with kept.scope():
        Block.objects.create(program=kept.program, blocker=kept.people[2], blocked=kept.people[3])
        planned = kept.plan()
        pairs = [{side.participant_id for side in kept.sides(row)} for row in planned.introductions.all()]
        assert {kept.people[2].pk, kept.people[3].pk} not in pairs
        words = " ".join(round_page(planned, NOON).told)
    assert "met" in words
    assert "kept" not in words


def test_start_is_refused_when_the_plan_is_old_or_a_round_runs() -> None:
    house = RunningProgram(6)
    with house.scope():
        stale = house.plan()
        actor = house.people[0].membership
        with pytest.raises(RoundRefused, match="no longer true"):
            start_round(planned=stale, counts={}, actor=actor, now=NOON + timedelta(days=4))
        drop_round(planned=stale, actor=actor, now=NOON)
        with pytest.raises(RoundRefused, match="no longer true"):
            start_round(planned=stale, counts={}, actor=actor, now=NOON)
        with pytest.raises(RoundRefused, match="at least one"):
            house.start(counts={"line-0": 0})
        house.start()
        with pytest.raises(RoundRefused, match="is running"):
            house.start()


def test_whoever_left_between_plan_and_start_is_not_asked() -> None:
    house = RunningProgram(4)
    with house.scope():
        planned = house.plan()
        house.change(0, state="paused")
        started = start_round(planned=planned, counts={}, actor=house.people[1].membership, now=NOON)
        asked = set(IntroductionSide.objects.filter(introduction__round=started).values_list("participant", flat=True))

        assert house.people[0].pk not in asked
        assert len(asked) == 2
        assert set(started.left_out.values_list("reason", flat=True)) == {LeftOutReason.CHANGED}


def test_answer_is_refused_when_it_comes_too_late_or_twice() -> None:
    house = RunningProgram(2)
    with house.scope():
        introduction = house.start().introductions.get()
        house.say(introduction, True, None)
        house.say(introduction, True, None)  # a double tap
        with pytest.raises(IntroductionRefused, match="come to its end"):
            house.say(introduction, False, None)
        move_introductions(now=LATER)
        with pytest.raises(IntroductionRefused, match="come to its end"):
            house.say(introduction, None, True)
        with pytest.raises(IntroductionRefused, match="answered"):
            house.told(introduction, MetAnswer.YES, None)


def test_facilitator_among_the_people_is_introduced_as_one_of_them() -> None:
    house = RunningProgram(2)
    house.change(0, role=Role.FACILITATOR)
    with house.scope():
        assert house.start().introductions.count() == 1
