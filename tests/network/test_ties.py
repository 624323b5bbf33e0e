"""A tie's row always says what its times together say."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from network.enums import PartnerState, Source
from network.models import Interaction, InteractionPartner, Tie
from network.services.ties import lock_ties, refresh_ties
from tests.network.small_program import DAY, SmallProgram

EMPTY = {
    "claimed_count": 0, "mutual_count": 0, "first_on": None, "last_on": None, "claimed_last_on": None,
    "is_imported": False,
}  # fmt: skip


@pytest.mark.django_db
def test_counts_both_directions_and_only_what_counts() -> None:  # peers 3.23
    small = SmallProgram(3)
    small.meet(0, 1, on=DAY)
    small.meet(1, 0, 2, on=DAY - timedelta(days=5))
    small.meet(0, 1, on=DAY + timedelta(days=1), state=PartnerState.CLAIMED)
    for state in (PartnerState.DECLINED, PartnerState.EXPIRED):
        small.meet(0, 1, on=DAY + timedelta(days=2), state=state)
    small.meet(0, 1, on=DAY + timedelta(days=3), state=PartnerState.MUTUAL, is_hidden=True)
    small.meet(0, 1, on=DAY + timedelta(days=3), state=PartnerState.CLAIMED, is_hidden=True)

    assert small.tie(0, 1) == {
        "claimed_count": 1, "mutual_count": 2, "first_on": DAY - timedelta(days=5), "last_on": DAY,
        "claimed_last_on": DAY + timedelta(days=1), "is_imported": False,
    }  # fmt: skip
    assert small.tie(1, 2)["mutual_count"] == 1
    with small.scope():
        assert Tie.objects.count() == 2  # two partners of one author are not a tie


@pytest.mark.django_db
def test_what_is_taken_back_no_longer_counts_and_the_row_stays() -> None:
    small = SmallProgram(2)
    met = small.meet(0, 1, source=Source.IMPORTED)
    assert small.tie(0, 1)["is_imported"]
    with small.scope():
        InteractionPartner.objects.filter(interaction=met).delete()
        Interaction.objects.all().delete()

    small.refresh([(1, 0), (0, 1)])

    assert small.tie(0, 1) == EMPTY


@pytest.mark.django_db
def test_no_pairs_and_oneself_are_nothing() -> None:
    small = SmallProgram(2)

    small.refresh([])
    small.refresh([(1, 1)])

    with small.scope():
        assert not Tie.objects.exists()


@pytest.mark.django_db
def test_another_programs_rows_are_left_alone() -> None:
    small, southgate = SmallProgram(2), SmallProgram(2)
    small.meet(0, 1)
    ids = [(small.people[0].pk, small.people[1].pk)]

    with pytest.raises(Exception, match="violates foreign key"), southgate.scope():
        refresh_ties(program_id=small.program.pk, pairs=ids)
        connection.check_constraints()

    assert small.tie(0, 1)["mutual_count"] == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_neither_lose_a_count_nor_wait_in_a_circle() -> None:
    small, rounds = SmallProgram(6), 15
    pairs = [(small.people[one].pk, small.people[other].pk) for one in range(6) for other in range(one)]
    failures: list[Exception] = []

    def work(start: int) -> None:
        try:
            for round_number in range(rounds):
                author, partner = (start + round_number) % 6, (start + 2 * round_number + 1) % 6
                turned = pairs[start:] + pairs[:start]
                with small.scope():
                    lock_ties(program_id=small.program.pk, pairs=turned)
                    if author != partner:
                        small.meet(author, partner)
                    refresh_ties(program_id=small.program.pk, pairs=turned[:4])
        except Exception as problem:
            failures.append(problem)
        finally:
            connection.close()

    _together(work, 4)

    assert failures == []
    with small.scope():
        rows = Tie.objects.order_by("low_id", "high_id")
        counted = {(tie.low_id, tie.high_id): tie.mutual_count for tie in rows}
        expected = dict.fromkeys(counted, 0)
        for author, partner in InteractionPartner.objects.values_list("interaction__author_id", "participant_id"):
            expected[min(author, partner), max(author, partner)] += 1
    assert counted == expected
    assert sum(counted.values()) > rounds


def _together(work: Any, count: int) -> None:
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
