"""A pair of peers in each table of mentoring, for the guards."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mentoring.enums import Answer, AskState, PairState, RoundState
from mentoring.models import Ask, CheckIn, Feedback, MentorProfile, Note, Pair, Round, Seat, Skip, SplitPair, Track
from programs.models import Participant, Program
from tests.cast import NOON, TODAY


@dataclass(frozen=True)
class MentoringRows:
    """What stands there."""

    pair: Pair  # of those two, running
    check_in: CheckIn  # noted by the other
    note: Note  # of the one, shared
    ask: Ask  # of the one to the other
    made: Round  # a draft
    drafted: Pair  # of that draft
    agreed: Pair  # waits for a facilitator


def plant_mentoring(program: Program, one: Participant, other: Participant) -> MentoringRows:
    """Two people who opted in, the rounds that brought them together, and their pairs; needs an open scope."""
    Track.objects.create(program=program)
    for person in (one, other):
        MentorProfile.objects.create(
            program=program, participant=person, offers=["bread"], wants=["listening"], time_zone="UTC", capacity=3,
            opted_in_at=NOON, changed_at=NOON,
        )  # fmt: skip
    sent, made = (
        Round.objects.create(program=program, number=number, made_by=other.membership, state=state, published_at=at)
        for number, state, at in ((1, RoundState.PUBLISHED, NOON), (2, RoundState.DRAFT, None))
    )
    low, high = sorted((one, other), key=lambda person: person.pk)
    Skip.objects.create(round=made, participant=one, why="taken")
    SplitPair.objects.create(round=made, low=low, high=high)
    days = {"started_on": TODAY - timedelta(days=21), "term_ends_on": TODAY + timedelta(days=90)}
    pair = plant_pair(program, one, other, PairState.RUNNING, round=sent, fit=0.5, **days)
    Feedback.objects.create(
        pair=pair, author=one, recipient=other, situation="a", behaviour="b", impact="c", sent_at=NOON
    )
    return MentoringRows(
        pair=pair,
        check_in=CheckIn.objects.create(
            pair=pair, happened_on=TODAY - timedelta(days=2), logged_by=other, logged_at=NOON
        ),
        note=Note.objects.create(pair=pair, author=one, is_shared=True, text="our word", written_at=NOON),
        ask=Ask.objects.create(
            program=program, author=one, recipient=other, state=AskState.MORE, question="Why me?", asked_at=NOON,
            answer_until=NOON + timedelta(days=3),
        ),
        made=made,
        drafted=plant_pair(program, one, other, PairState.DRAFT, round=made),
        agreed=plant_pair(program, one, other, PairState.AGREED),
    )  # fmt: skip


def plant_pair(program: Program, one: Participant, other: Participant, state: PairState, **more: Any) -> Pair:
    """A pair of two in some state, both of whom said yes."""
    pair = Pair.objects.create(program=program, state=state, **more)
    for person in (one, other):
        Seat.objects.create(pair=pair, participant=person, answer=Answer.YES, answered_at=NOON)
    return pair
