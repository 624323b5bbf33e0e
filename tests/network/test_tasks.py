"""The night's tasks: refused without an organization, blind to another's rows, safe to run more than once."""

import json
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app

from belonging.celery import app
from belonging.core import clock
from belonging.tenancy.tasks import ORG_TASKS
from network import tasks
from network.enums import NightState, PartnerState
from network.models import Interaction, Night, Snapshot
from network.services.nights import open_due_nights
from tests.network.small_program import SmallProgram

pytestmark = pytest.mark.django_db


def the_night(small: SmallProgram) -> Night:
    with small.scope():
        return Night.objects.get()


def ids(small: SmallProgram, of: SmallProgram) -> dict[str, str]:
    """Arguments as they come out of the queue."""
    arguments = {"organization_id": str(small.organization.id), "night_id": str(the_night(of).public_id)}
    found: dict[str, str] = json.loads(json.dumps(arguments))
    return found


def test_every_beat_entry_names_a_task_that_is_there() -> None:
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(current_app.tasks)


@pytest.mark.parametrize("task", [tasks.take_night, tasks.expire_claims])
def test_without_an_organization_a_task_is_refused(task: Any) -> None:
    with pytest.raises(TypeError, match="organization_id"):
        task.apply(kwargs={}, throw=True)


def test_tick_opens_and_task_takes_once_in_three_deliveries() -> None:
    small = SmallProgram(3)
    small.meet(0, 1)
    tasks.open_due_nights.apply(throw=True)
    tasks.open_due_nights.apply(throw=True)

    for _ in range(3):
        tasks.take_night.apply(kwargs=ids(small, small), throw=True)

    assert the_night(small).state == NightState.TAKEN
    with small.scope():
        assert [snapshot.ties for snapshot in Snapshot.objects.all()] == [1]


def test_another_organizations_night_is_left_alone() -> None:
    small, southgate = SmallProgram(2), SmallProgram(2)
    open_due_nights(now=clock.now())

    tasks.take_night.apply(kwargs=ids(southgate, of=small), throw=True)

    assert the_night(small).state == NightState.DUE
    assert the_night(southgate).state == NightState.DUE


def test_sweep_offers_what_was_lost_on_the_way() -> None:
    small = SmallProgram(2)
    open_due_nights(now=clock.now() - timedelta(seconds=90))

    tasks.offer_free_nights.apply(throw=True)

    offered_at = the_night(small).offered_at
    assert offered_at is not None
    assert clock.now() - offered_at < timedelta(seconds=60)


def test_expiry_is_one_task_an_organization() -> None:
    small, southgate = SmallProgram(2), SmallProgram(2)
    for house in (small, southgate):
        house.meet(0, 1, state=PartnerState.CLAIMED)
        with house.scope():
            Interaction.objects.update(logged_at=clock.now() - timedelta(days=31))

    tasks.find_stale_claims.apply(throw=True)
    tasks.expire_claims.apply(kwargs={"organization_id": str(small.organization.id)}, throw=True)

    assert "network.expire_claims" in ORG_TASKS
    assert small.tie(0, 1)["claimed_count"] == 0
    assert southgate.tie(0, 1)["claimed_count"] == 1
