"""
Work that a request asked for: an outbox row, a lease, progress, one end.

PostgreSQL is the record; Celery and Redis only hurry things along. A job is written in the request's transaction and
offered after commit. If the offer is lost (Redis frozen, dead, emptied) the sweeper makes it again; if a worker dies,
its lease runs out and the sweeper offers the job to another. docs/decisions/0005 tells the measured reasons.

An organization has twenty jobs in the queue at most: those beyond wait in their table, and each that ends brings the
next. Ten thousand jobs of one organization keep nobody else waiting for more than these twenty.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.enums import JobKind, JobState
from belonging.tenancy.models import Job, Membership
from belonging.tenancy.scope import BESIDE, open_scope, unscoped
from belonging.tenancy.selectors import (
    MOST_ATTEMPTS,
    has_room_in_the_queue,
    held_job,
    hopeless_jobs,
    next_job,
    unfinished_jobs,
)

LEASE = timedelta(seconds=100)
OFFER_AGAIN_AFTER = timedelta(seconds=60)
QUIET_AFTER_FAILURE_SECONDS = 20.0

logger = logging.getLogger(__name__)


class Progress:
    """Tells the waiting person how far a job is, in a transaction of its own, and renews the worker's lease."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def __call__(self, done: int, total: int, message: str, now: datetime) -> None:
        with open_scope(self.job.organization_id, using=BESIDE):
            held_job(self.job).using(BESIDE).update(
                done_count=done, total_count=total, message=message, lease_until=now + LEASE
            )


Handler = Callable[[Job, Progress], dict[str, Any]]
_handlers: dict[str, Handler] = {}
_broker = {"quiet_until": 0.0}  # per process: after a failed offer, requests do not wait for Redis again at once


def handles(kind: JobKind) -> Callable[[Handler], Handler]:
    """Names the function that does a kind of job; apps register from their tasks.py."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def ask(*, kind: JobKind, arguments: dict[str, Any], asked_by: Membership | None, now: datetime) -> Job:
    """
    This will write the job beside the caller's own change and offer it to a worker after commit, or once others of its
    organization have ended.
    """
    offered_at = now if has_room_in_the_queue() else None
    job = Job.objects.create(kind=kind, arguments=arguments, asked_by=asked_by, offered_at=offered_at)
    if offered_at is not None:
        transaction.on_commit(lambda: offer(job.organization_id, job.public_id))
    return job


def publish(task: Any, **arguments: str) -> bool:
    """This will try once to hand a task to Celery; False when Redis does not answer, which nobody has to notice."""
    if time.monotonic() < _broker["quiet_until"]:
        return False
    try:
        task.apply_async(kwargs=arguments)
    except Exception as problem:  # kombu and redis raise many kinds; the sweeper will try again
        _broker["quiet_until"] = time.monotonic() + QUIET_AFTER_FAILURE_SECONDS
        logger.warning(
            "The broker does not answer (%s); the sweeper will offer the work again.", type(problem).__name__
        )
        return False
    return True


def offer(organization_id: UUID, job_id: UUID) -> bool:
    """This will offer one job to the workers."""
    from belonging.tenancy.tasks import run_job  # noqa: PLC0415 -- tasks call this module from inside their bodies

    return publish(run_job, organization_id=str(organization_id), job_id=str(job_id))


def offer_unfinished(*, now: datetime) -> int:
    """This will close what was tried too often, offer every job that nobody holds, oldest first, and count those."""
    with unscoped("offer unfinished jobs again"):
        for job in hopeless_jobs(now):
            logger.error(
                "Job %s (%s) stopped its worker %s times and is given up.", job.public_id, job.kind, job.attempts
            )
        hopeless_jobs(now).update(state=JobState.FAILED, finished_at=now, lease_until=None, message=_given_up())
        free = list(unfinished_jobs(now, now - OFFER_AGAIN_AFTER)[:500])
        # One statement for many rows; Job has no save hooks that this could skip.
        Job.objects.filter(pk__in=[job.pk for job in free]).update(offered_at=now)
    return sum(offer(job.organization_id, job.public_id) for job in free)


def perform(*, organization_id: UUID, job_id: UUID, now: datetime) -> None:
    """This will do a job if nobody else holds it, once; a refusal ends it with its words, a fault is tried again."""
    with open_scope(organization_id):
        job = _taken(job_id, now)
    if job is None:
        return
    try:
        with open_scope(organization_id):
            result = _handlers[job.kind](job, Progress(job))
            # With the work's own commit, whoever holds the lease by now: what is done is done.
            Job.objects.filter(pk=job.pk).update(
                state=JobState.DONE, finished_at=now, lease_until=None, message="", result=result
            )
    except BelongingError as refusal:
        with open_scope(organization_id):
            _fail(job, now, str(refusal))
    except Exception:
        logger.exception("Job %s (%s) stopped.", job.public_id, job.kind)
        with open_scope(organization_id):
            _give_up_or_wait(job, now)
    _offer_next(organization_id, now)


def _offer_next(organization_id: UUID, now: datetime) -> None:
    with open_scope(organization_id):
        job = next_job()
        if job is not None:
            job.offered_at = now
            job.save(update_fields=["offered_at"])
    if job is not None:
        offer(organization_id, job.public_id)


def _taken(job_id: UUID, now: datetime) -> Job | None:
    # The condition and the lease are one statement: of two workers exactly one gets the row.
    is_free = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lt=now)
    mine = Job.objects.filter(is_free, public_id=job_id, attempts__lt=MOST_ATTEMPTS).update(
        state=JobState.RUNNING, lease_until=now + LEASE, attempts=F("attempts") + 1
    )
    return Job.objects.get(public_id=job_id) if mine else None


def _fail(job: Job, now: datetime, message: str) -> None:
    held_job(job).update(state=JobState.FAILED, finished_at=now, lease_until=None, message=message)


def _give_up_or_wait(job: Job, now: datetime) -> None:
    if job.attempts >= MOST_ATTEMPTS:
        _fail(job, now, _given_up())
    else:
        held_job(job).update(state=JobState.WAITING, lease_until=None)


def _given_up() -> str:
    return _("That didn't work, five times over. Our side, not yours.")
