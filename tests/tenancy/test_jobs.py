"""A job is done once, by one worker, and ends with words."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from celery.signals import before_task_publish
from django.db import connections

from belonging.celery import app
from belonging.core.errors import BelongingError
from belonging.tenancy.enums import JobKind, JobState
from belonging.tenancy.jobs import (
    LEASE,
    OFFER_AGAIN_AFTER,
    Progress,
    _handlers,
    ask,
    offer_unfinished,
    perform,
)
from belonging.tenancy.models import Job, MaintenanceEntry
from belonging.tenancy.scope import BESIDE
from belonging.tenancy.selectors import MOST_ATTEMPTS, MOST_OFFERED
from tests.cast import NOON, House, make_house

KIND = JobKind.TAKE_SNAPSHOT
MANY = 10_000


class Work:
    """What the handler of a kind does in a test: counts, and ends as it is told."""

    def __init__(self) -> None:
        self.count = 0
        self.error: Exception | None = None
        self.meanwhile: Callable[[], None] | None = None  # what happens while the first worker works

    def __call__(self, job: Job, progress: Progress) -> dict[str, Any]:
        self.count += 1
        if self.meanwhile:
            in_another_worker(self.meanwhile)
        if self.error:
            raise self.error
        return {"done": self.count}


def in_another_worker(act: Callable[[], None]) -> None:
    """Does it on a connection of its own, while this one's transaction is open."""

    def run_and_leave() -> None:
        act()
        connections.close_all()

    other = threading.Thread(target=run_and_leave)
    other.start()
    other.join()


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


# security R13
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

    assert MaintenanceEntry.objects.filter(reason="offer unfinished jobs again").count() == 1


def test_reason_is_written_down_once_an_hour(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for minutes in (0, 20, 59, 60, 75):
        monkeypatch.setattr("belonging.core.clock.now", lambda: NOON + timedelta(minutes=minutes))  # noqa: B023
        offer_unfinished(now=NOON)

    entries = MaintenanceEntry.objects.filter(reason="offer unfinished jobs again").order_by("hour")
    assert list(entries.values_list("hour", flat=True)) == [NOON, NOON + timedelta(hours=1)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [LookupError("boom"), BelongingError("Line 3 names nobody.")])
@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.DONE])
def test_worker_whose_lease_was_taken_over_changes_nothing(state: JobState, error: Exception, work: Work) -> None:
    house = make_house("northlight")
    job = asked(house)
    work.error, work.meanwhile = error, lambda: taken_over(house, job, state)

    run(job)

    held = after(house, job)
    assert (held.state, held.attempts, held.message, held.lease_until) == (state, 2, "", NOON + LEASE)


def taken_over(house: House, job: Job, state: JobState = JobState.RUNNING, attempts: int = 2) -> None:
    """Another worker has the job now, or has had it."""
    with house.open():
        Job.objects.filter(pk=job.pk).update(state=state, attempts=attempts, lease_until=NOON + LEASE)


@pytest.mark.django_db(transaction=True, databases=["default", BESIDE])
def test_progress_is_told_by_whoever_holds_the_lease() -> None:
    house = make_house("northlight")
    job = asked(house)
    taken_over(house, job, attempts=1)
    first = after(house, job)
    taken_over(house, job, attempts=2)

    Progress(first)(7, 9, "Still here", NOON)
    assert after(house, job).message == ""

    Progress(after(house, job))(8, 9, "Here", NOON)
    assert after(house, job).message == "Here"
    connections[BESIDE].close()


# security R13
def test_job_that_ends_its_workers_is_given_up(northlight: House, work: Work) -> None:
    job = asked(northlight)
    with northlight.open():
        Job.objects.filter(pk=job.pk).update(
            state=JobState.RUNNING, lease_until=NOON - LEASE, attempts=MOST_ATTEMPTS, offered_at=NOON - LEASE
        )

    run(job)
    assert (work.count, after(northlight, job).state) == (0, JobState.RUNNING)
    assert offer_unfinished(now=NOON) == 0

    given_up = after(northlight, job)
    assert (given_up.state, given_up.finished_at, given_up.lease_until) == (JobState.FAILED, NOON, None)
    assert given_up.message.startswith("That didn't work")


# security R13
@pytest.mark.django_db(transaction=True)
def test_ten_thousand_jobs_of_another_organization_keep_nobody_waiting(work: Work) -> None:
    queue: deque[UUID] = deque()

    def published(body: tuple[Any, dict[str, str], Any], **_: Any) -> None:
        queue.append(UUID(body[1]["job_id"]))

    mine, theirs = make_house("northlight"), make_house("southgate")
    before_task_publish.connect(published, weak=False)
    try:
        with theirs.open():
            row = {"kind": KIND, "arguments": {}, "asked_by": theirs.una.membership}
            Job.objects.bulk_create(Job(**row) for _ in range(MANY - 2 * MOST_OFFERED))
        for _ in range(2 * MOST_OFFERED):
            asked(theirs)
        waits = [
            jobs_until(asked(mine), queue, {mine.organization.id: mine, theirs.organization.id: theirs})
            for _ in range(8)
        ]
        offered = offer_unfinished(now=NOON + OFFER_AGAIN_AFTER * 2)
    finally:
        before_task_publish.disconnect(published)

    print(f"R13: {MANY} jobs of another organization, 8 of one's own: at most {max(waits)} done before each")
    assert max(waits) <= MOST_OFFERED + 1
    assert offered <= MOST_OFFERED


def jobs_until(job: Job, queue: deque[UUID], houses: dict[UUID, House]) -> int:
    """How many jobs one worker does, first come first served, until it has done this one."""
    count = 0
    while True:
        count += 1
        taken = queue.popleft()
        for house in houses.values():
            perform(organization_id=house.organization.id, job_id=taken, now=NOON)
        if taken == job.public_id:
            return count
