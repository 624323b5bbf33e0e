"""A pair of peers in each table of mentoring, for the guards."""

from dataclasses import dataclass
from datetime import timedelta

from mentoring.enums import Answer, PairState
from mentoring.models import MentorProfile, Pair, Round, Seat, Track
from programs.models import Participant, Program
from tests.cast import NOON, TODAY


@dataclass(frozen=True)
class MentoringRows:
    """What stands there."""

    pair: Pair  # of those two, running
    round: Round


def plant_mentoring(program: Program, one: Participant, other: Participant) -> MentoringRows:
    """Two people who opted in, the round that brought them together, and their pair; needs an open scope."""
    Track.objects.create(program=program)
    for person in (one, other):
        MentorProfile.objects.create(
            program=program, participant=person, offers=["bread"], wants=["listening"], time_zone="UTC", capacity=2,
            opted_in_at=NOON, changed_at=NOON,
        )  # fmt: skip
    made = Round.objects.create(program=program, number=1, made_by=other.membership)
    pair = Pair.objects.create(
        program=program, round=made, state=PairState.RUNNING, started_on=TODAY - timedelta(days=21), fit=0.5,
        term_ends_on=TODAY + timedelta(days=90),
    )  # fmt: skip
    for person in (one, other):
        Seat.objects.create(pair=pair, participant=person, answer=Answer.YES, answered_at=NOON)
    return MentoringRows(pair, made)
