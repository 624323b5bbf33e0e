"""A job is done once, by one worker, and ends with words."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections

from belonging.celery import app
from belonging.core.errors import BelongingError
from belonging.tenancy.enums import JobKind, JobState
from belonging.tenancy.jobs import (
    LEASE,
    MOST_ATTEMPTS,
    OFFER_AGAIN_AFTER,
    Progress,
    _handlers,
    ask,
    offer_unfinished,
    perform,
)
from belonging.tenancy.models import Job, MaintenanceEntry
from belonging.tenancy.scope import BESIDE
from tests.cast import NOON, House

KIND = JobKind.TAKE_SNAPSHOT


class Work:
    """What the handler of a kind does in a test: counts, and ends as it is told."""

    def __init__(self) -> None:
        self.count = 0
        self.error: Exception | None = None

    def __call__(self, job: Job, progress: Progress) -> dict[str, Any]:
        self.count += 1
        if self.error:
            raise self.error
        return {"done": self.count}


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """The handler of one kind, replaced by a piece of work that can be watched."""
    made = Work()
    monkeypatch.setitem(_handlers, KIND, made)
    yield made
    connections[BESIDE].close()


def asked(house: House) -> Job:
    """A job that waits."""
    with house.open():
        return ask(kind=KIND, arguments={}, asked_by=house.una.membership, now=NOON)


def after(house: House, job: Job) -> Job:
    """The job as it stands now."""
    with house.open():
        return Job.objects.get(pk=job.pk)


def run(job: Job, minutes: int = 0) -> None:
    """A worker takes the job."""
    perform(organization_id=job.organization_id, job_id=job.public_id, now=NOON + timedelta(minutes=minutes))


def test_job_is_done_once(northlight: House, work: Work) -> None:
    job = asked(northlight)

    run(job)
    run(job)

    done = after(northlight, job)
    assert (work.count, done.state, done.result, done.is_finished) == (1, JobState.DONE, {"done": 1}, True)


def test_job_that_a_worker_holds_is_left_alone_until_the_lease_ends(northlight: House, work: Work) -> None:
    job = asked(northlight)
    with northlight.open():
        Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, lease_until=NOON + LEASE)

    run(job)
    assert work.count == 0

    run(job, minutes=3)
    assert (work.count, after(northlight, job).state) == (1, JobState.DONE)


def test_refusal_ends_the_job_with_its_words(northlight: House, work: Work) -> None:
    job = asked(northlight)
    work.error = BelongingError("Line 3 names nobody.")

    run(job)

    done = after(northlight, job)
    assert (done.state, done.message, done.result) == (JobState.FAILED, "Line 3 names nobody.", {})


def test_fault_is_tried_again_and_not_for_ever(northlight: House, work: Work, caplog: pytest.LogCaptureFixture) -> None:
    job = asked(northlight)
    work.error = LookupError("boom")

    for attempt in range(MOST_ATTEMPTS + 2):
        run(job, minutes=attempt)

    done = after(northlight, job)
    assert (work.count, done.state, done.attempts) == (MOST_ATTEMPTS, JobState.FAILED, MOST_ATTEMPTS)
    assert "boom" not in done.message
    assert "Tester" not in caplog.text


def test_sweeper_offers_what_nobody_holds_in_every_organization(northlight: House, southgate: House) -> None:
    assert app.conf.broker_url
    asked(northlight)
    asked(southgate)

    assert offer_unfinished(now=NOON + OFFER_AGAIN_AFTER / 2) == 0
    assert offer_unfinished(now=NOON + OFFER_AGAIN_AFTER * 2) == 2
    assert offer_unfinished(now=NOON + OFFER_AGAIN_AFTER * 2) == 0

    assert MaintenanceEntry.objects.filter(reason="offer unfinished jobs again").count() == 3
