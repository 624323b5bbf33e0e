"""Work of the night and work a request asked for. The night's tasks open their own scopes, like tenancy.run_job."""

from typing import Any
from uuid import UUID

from celery import shared_task

from belonging.core import clock
from belonging.tenancy.enums import JobKind
from belonging.tenancy.jobs import Progress, handles
from belonging.tenancy.models import Job
from belonging.tenancy.tasks import hand_out, org_task


@shared_task(name="network.open_due_nights")
def open_due_nights() -> None:
    """Opens the ledger; reads the programs of all organizations, for a reason that is written down."""
    from network.services.nights import open_due_nights as open_nights

    open_nights(now=clock.now())


@shared_task(name="network.offer_free_nights")
def offer_free_nights() -> None:
    """Offers again what was lost on the way or was held by a worker that died."""
    from network.services.nights import offer_free_nights as offer

    offer(now=clock.now())


@shared_task(name="network.take_night")
def take_night(*, organization_id: str, night_id: str) -> None:
    """Takes one program's night; opens the organization twice, once for the claim and once for the work."""
    from network.services.nights import take_night as take

    take(organization_id=UUID(organization_id), night_id=UUID(night_id), now=clock.now())


@shared_task(name="network.find_stale_claims")
def find_stale_claims() -> None:
    """Hands each organization in which claims have waited too long its own task."""
    from network.selectors.nights import organizations_with_stale_claims

    hand_out(
        expire_claims, reason="find claims that nobody answered",
        find=lambda: organizations_with_stale_claims(clock.now()),
    )  # fmt: skip


@shared_task(name="network.empty_forgotten_files")
def empty_forgotten_files() -> None:
    """Empties files that somebody looked at and left, in all organizations."""
    from network.services.imports import empty_forgotten_files as empty

    empty(now=clock.now())


@org_task(name="network.expire_claims")
def expire_claims() -> None:
    """Lets one organization's old claims expire."""
    from network.services.expiry import expire_claims as expire

    expire(now=clock.now())


@shared_task(name="network.find_introductions")
def find_introductions() -> None:
    """Hands each organization in which people are being introduced its own task."""
    from network.selectors.introductions import organizations_with_introductions

    hand_out(
        move_introductions, reason="find introductions that wait for something",
        find=organizations_with_introductions,
    )  # fmt: skip


@org_task(name="network.move_introductions")
def move_introductions() -> None:
    """Ends what nobody answered, makes next choices, asks who met, and tells people, in one organization."""
    from network.services.introduction_days import make_introduction_hour

    make_introduction_hour(now=clock.now())


@org_task(name="network.send_introduction_mail")
def send_introduction_mail() -> None:
    """Tells people of one organization what they are still to hear of introductions."""
    from network.services.introduction_mail import send_due_introduction_mail

    send_due_introduction_mail(now=clock.now())


@handles(JobKind.PLAN_ROUND)
def plan_asked_round(job: Job, progress: Progress) -> dict[str, Any]:
    """Plans a round of introductions because a facilitator asked."""
    from network.services.rounds import plan_asked_round as plan

    def tell(done: int, total: int, message: str) -> None:
        progress(done, total, message, clock.now())

    return {"round": str(plan(job=job, now=clock.now(), tell=tell).public_id)}


@handles(JobKind.TAKE_SNAPSHOT)
def take_asked_snapshot(job: Job, progress: Progress) -> dict[str, Any]:
    """Counts the network because a facilitator asked."""
    from network.services.snapshots import take_asked_snapshot as take

    def tell(done: int, total: int, message: str) -> None:
        progress(done, total, message, clock.now())

    return {"snapshot": str(take(job=job, now=clock.now(), tell=tell).public_id)}


@handles(JobKind.IMPORT_PEOPLE)
@handles(JobKind.IMPORT_INTERACTIONS)
def apply_asked_import(job: Job, progress: Progress) -> dict[str, Any]:
    """Brings in a file that was too large for the request."""
    from network.services.imports import apply_asked_import as apply

    def tell(done: int, total: int, message: str) -> None:
        progress(done, total, message, clock.now())

    return apply(job=job, now=clock.now(), tell=tell)
