"""The ledger's rows, who takes them, and that a night is taken once."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from belonging.tenancy.models import MaintenanceEntry
from network.enums import NightState, PartnerState
from network.models import Interaction, InteractionPartner, Measure, Night, Snapshot
from network.services.expiry import expire_claims
from network.services.nights import LEASE, offer_free_nights, open_due_nights, take_night
from programs.enums import ProgramState
from tests.network.small_program import BEGAN, DAY, NOON, SmallProgram

pytestmark = pytest.mark.django_db


def ledger(small: SmallProgram) -> list[tuple[date, str]]:
    with small.scope():
        return list(Night.objects.order_by("local_date").values_list("local_date", "state"))


def the_night(small: SmallProgram, **fields: Any) -> Night:
    with small.scope():
        if fields:
            Night.objects.update(**fields)
        return Night.objects.latest("local_date")


def take(small: SmallProgram, at: datetime = NOON) -> Snapshot | None:
    return take_night(organization_id=small.organization.id, night_id=the_night(small).public_id, now=at)


def test_each_running_program_gets_its_night_and_it_is_taken() -> None:  # peers 3.14, D19
    small, southgate = SmallProgram(3), SmallProgram(2, time_zone="Pacific/Auckland")
    draft = SmallProgram(2, state=ProgramState.DRAFT)
    small.meet(0, 1)

    open_due_nights(now=NOON)
    open_due_nights(now=NOON + timedelta(minutes=15))
    snapshot = take(small)

    assert ledger(small) == [(DAY, NightState.TAKEN)]
    assert ledger(southgate) == [(DAY, NightState.DUE)]  # 01:00 of the 11th there
    assert ledger(draft) == []
    assert snapshot is not None
    assert (snapshot.local_date, snapshot.ties, the_night(small).taken_at) == (DAY, 1, NOON)
    assert MaintenanceEntry.objects.filter(reason="open the nights that programs owe").count() == 1


def test_after_an_outage_the_last_night_is_taken_and_the_others_are_marked() -> None:
    small = SmallProgram(2)
    open_due_nights(now=BEGAN)
    take(small, BEGAN)

    open_due_nights(now=BEGAN + timedelta(days=3))

    days = [BEGAN.date() + timedelta(days=count) for count in range(4)]
    states = [NightState.TAKEN, NightState.MISSED, NightState.MISSED, NightState.DUE]
    assert ledger(small) == list(zip(days, states, strict=True))


# security R8
def test_a_beat_that_was_off_for_thirty_hours_and_comes_back_with_a_wrong_clock() -> None:
    places = [SmallProgram(2, time_zone=zone) for zone in ("Pacific/Auckland", "UTC", "America/Los_Angeles")]
    open_due_nights(now=BEGAN)
    back = BEGAN + timedelta(hours=30)
    for minutes in (-5, 0, 5, -5):  # clocks of several beats, each a little wrong
        open_due_nights(now=back + timedelta(minutes=minutes))

    rows = [ledger(small) for small in places]
    print(f"R8: a beat off for 30 hours, clocks 5 minutes wrong: {sum(map(len, rows))} nights, each once")
    for nights in rows:
        days = [day for day, _ in nights]
        assert days == [days[0] + timedelta(days=count) for count in range(len(days))]
        assert [state for _, state in nights].count(NightState.DUE) == 1
        assert nights[-1][1] == NightState.DUE
    assert [len(nights) for nights in rows] == [3, 2, 1]  # so often 02:00 came there since the start


def test_a_night_nobody_took_gives_way_to_the_next() -> None:
    small = SmallProgram(2)
    open_due_nights(now=NOON)

    open_due_nights(now=NOON + timedelta(days=1))

    assert ledger(small) == [(DAY, NightState.MISSED), (DAY + timedelta(days=1), NightState.DUE)]


def test_a_night_that_somebody_holds_is_left_until_the_lease_ends() -> None:
    small = SmallProgram(2)
    open_due_nights(now=NOON)
    the_night(small, lease_until=NOON + LEASE, attempts=1)

    assert take(small) is None
    assert take(small, NOON + LEASE + timedelta(seconds=1)) is not None
    assert take(small, NOON + 2 * LEASE) is None
    assert the_night(small).attempts == 2


def test_a_free_night_is_offered_again_after_a_minute() -> None:
    small = SmallProgram(2)
    open_due_nights(now=NOON)

    offer_free_nights(now=NOON + timedelta(seconds=30))
    assert the_night(small).offered_at == NOON

    offer_free_nights(now=NOON + timedelta(seconds=61))
    assert the_night(small).offered_at == NOON + timedelta(seconds=61)


def test_a_night_that_cannot_be_taken_is_given_up_after_five_times(caplog: pytest.LogCaptureFixture) -> None:
    small = SmallProgram(2)
    open_due_nights(now=NOON)
    with small.scope(), connection.cursor() as cursor:  # stands before the real table, and cannot hold a measure
        cursor.execute("CREATE TEMPORARY TABLE network_measure (nothing int) ON COMMIT DROP")

    for _ in range(6):
        assert take(small) is None

    assert (the_night(small).state, the_night(small).attempts) == (NightState.FAILED, 5)
    assert caplog.text.count("stopped.") == 5


def test_a_night_whose_workers_die_is_given_up_after_five_times(caplog: pytest.LogCaptureFixture) -> None:
    small = SmallProgram(2)
    open_due_nights(now=NOON)
    the_night(small, attempts=5, lease_until=NOON)

    offer_free_nights(now=NOON + timedelta(seconds=1))

    assert the_night(small).state == NightState.FAILED
    assert "given up" in caplog.text


def test_another_organizations_night_is_not_taken() -> None:
    small, southgate = SmallProgram(2), SmallProgram(2)
    open_due_nights(now=NOON)

    foreign = take_night(organization_id=southgate.organization.id, night_id=the_night(small).public_id, now=NOON)
    unknown = take_night(organization_id=small.organization.id, night_id=uuid4(), now=NOON)

    assert (foreign, unknown) == (None, None)
    assert ledger(small) == [(DAY, NightState.DUE)]


def test_claims_expire_after_thirty_days_and_no_longer_count() -> None:
    small = SmallProgram(3)
    small.meet(0, 1, state=PartnerState.CLAIMED)
    small.meet(0, 2, state=PartnerState.CLAIMED)
    small.meet(0, 2, state=PartnerState.MUTUAL)
    with small.scope():
        made = InteractionPartner.objects.order_by("pk")
        Interaction.objects.filter(pk=made[0].interaction_id).update(logged_at=NOON - timedelta(days=30, seconds=1))
        Interaction.objects.filter(pk=made[1].interaction_id).update(logged_at=NOON - timedelta(days=30))
        Interaction.objects.filter(pk=made[2].interaction_id).update(logged_at=NOON - timedelta(days=90))

        assert expire_claims(now=NOON) == 1
        assert expire_claims(now=NOON) == 0

        states = list(InteractionPartner.objects.order_by("pk").values_list("state", flat=True))
    assert states == [PartnerState.EXPIRED, PartnerState.CLAIMED, PartnerState.MUTUAL]
    assert small.tie(0, 1)["claimed_count"] == 0
    assert (small.tie(0, 2)["claimed_count"], small.tie(0, 2)["mutual_count"]) == (1, 1)


def together(work: Callable[[], Any], count: int) -> list[Any]:
    """Does the same thing several times at the same moment, and gives what came back."""
    barrier, results = threading.Barrier(count), []

    def run() -> None:
        try:
            barrier.wait()
            results.append(work())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_two_beats_and_three_deliveries_at_once_make_one_snapshot() -> None:
    small, rounds = SmallProgram(8), 20
    for other in range(1, 8):
        small.meet(0, other)

    for number in range(rounds):
        at = NOON + timedelta(days=number)
        small.meet(1 + number % 7, 1 + (number + 1 + number // 7) % 7)
        together(lambda at=at: open_due_nights(now=at), 2)
        taken = together(lambda at=at: take(small, at), 3)
        assert sum(snapshot is not None for snapshot in taken) == 1

    with small.scope():
        snapshots = list(Snapshot.objects.order_by("local_date"))
        counted = {row.pk for row in snapshots if row.carried_from_id is None}
        rows = list(Measure.objects.values_list("snapshot_id", flat=True))
    assert [row.local_date for row in snapshots] == [DAY + timedelta(days=number) for number in range(rounds)]
    assert ledger(small) == [(row.local_date, NightState.TAKEN) for row in snapshots]
    assert len(rows) == 8 * len(counted)
    assert set(rows) == counted


@pytest.mark.django_db(transaction=True)
def test_a_lease_that_ran_out_under_a_slow_worker_still_makes_one_snapshot() -> None:
    small, rounds = SmallProgram(8), 20
    for other in range(1, 8):
        small.meet(0, other)

    for number in range(rounds):
        at = NOON + timedelta(days=number)
        small.meet(1 + number % 7, 1 + (number + 2) % 7)
        open_due_nights(now=at)
        # Each believes that the lease of the others has run out.
        late = iter([at, at + 2 * LEASE, at + 4 * LEASE])
        together(lambda late=late: take(small, next(late)), 3)

    with small.scope():
        assert Snapshot.objects.count() == rounds
        assert set(Night.objects.values_list("state", flat=True)) == {NightState.TAKEN}
