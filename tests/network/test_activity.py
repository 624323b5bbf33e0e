"""Monthly activity: who did something in a program month, of everybody who was there."""

import doctest
from datetime import date, timedelta

import pytest

from network import activity
from network.activity import Place, monthly_activity
from network.enums import Occasion, PartnerState
from network.models import Map, MapUpdate
from network.services.snapshots import take_snapshot
from programs.enums import LearningKind, ParticipantState, PromiseSource
from programs.models import Promise
from tests.network.small_program import BEGAN, NOON, SmallProgram

STARTS_ON = BEGAN.date()  # 2 March
DAYS = timedelta(days=1)


def counted(small: SmallProgram, on: date) -> dict[int, tuple[int, int]]:
    """Active people and people by month, as the newest count has it."""
    with small.scope():
        kept = take_snapshot(program=small.program, on=on, now=NOON + (on - NOON.date()), occasion=Occasion.NIGHT)
    assert kept.activity
    return {row["month"]: (row["active"], row["people"]) for row in kept.activity["months"]}


# peers D21, C7: one of many acts is enough, twice is once; a claim nobody answered is its author's alone
@pytest.mark.django_db
def test_month_counts_who_did_something_of_whoever_was_there() -> None:
    small = SmallProgram(people=8)
    small.meet(0, 1, on=STARTS_ON + 40 * DAYS)
    small.meet(0, 1, on=STARTS_ON + 41 * DAYS)
    small.meet(2, 3, on=STARTS_ON + 40 * DAYS, state=PartnerState.CLAIMED)
    small.change(6, state=ParticipantState.WITHDRAWN, withdrawn_on=STARTS_ON + 20 * DAYS)
    small.change(7, state=ParticipantState.PAUSED)
    with small.scope():
        own = Map.objects.create(program=small.program, participant=small.people[4], began_on=STARTS_ON)
        MapUpdate.objects.create(map=own, month=2, done_on=STARTS_ON + 33 * DAYS)
        Promise.objects.create(
            participant=small.people[5], source=PromiseSource.OWN, text="Bread", kind=LearningKind.PEER,
            opens_on=STARTS_ON, due_on=STARTS_ON, done_at=BEGAN,
        )  # fmt: skip

    # March: only the promise, of all eight. April: two who met, one who says so, one map; one left, one pauses.
    assert counted(small, STARTS_ON + 42 * DAYS) == {1: (1, 8), 2: (4, 6)}


# peers D21: a month that is long over stays as it was counted, the one before may still be added to
@pytest.mark.django_db
def test_late_words_change_the_month_before_and_no_older_one() -> None:
    small = SmallProgram(people=3)
    small.change(2, state=ParticipantState.PAUSED)
    small.meet(0, 1, on=STARTS_ON)
    first = counted(small, STARTS_ON + 5 * DAYS)
    small.change(2, state=ParticipantState.ACTIVE)
    counted(small, STARTS_ON + 40 * DAYS)

    small.meet(2, 1, on=STARTS_ON + 39 * DAYS)
    later = counted(small, STARTS_ON + 70 * DAYS)
    small.meet(2, 1, on=STARTS_ON + 3 * DAYS)

    assert first == {1: (2, 2)}
    assert later == {1: (2, 3), 2: (2, 3), 3: (0, 3)}
    assert counted(small, STARTS_ON + 71 * DAYS)[1] == (2, 3)


def test_nobody_and_no_month_come_to_nothing() -> None:
    assert monthly_activity([], [], STARTS_ON, 0) == {"months": [], "ever": 0, "everybody": 0}


def test_who_left_on_the_first_day_of_a_month_was_there_the_month_before() -> None:
    places = [Place(1, STARTS_ON, date(2026, 4, 2), False)]

    assert [row["people"] for row in monthly_activity(places, [], STARTS_ON, 2)["months"]] == [1, 0]


def test_examples_run() -> None:
    assert doctest.testmod(activity).failed == 0
