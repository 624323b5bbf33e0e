"""Work in the background: copies that were asked for, and the night that lets go what is too old."""

from typing import Any

from celery import shared_task

from belonging.core import clock
from belonging.tenancy.enums import JobKind
from belonging.tenancy.jobs import Progress, handles
from belonging.tenancy.models import Job
from belonging.tenancy.tasks import hand_out, org_task


@shared_task(name="rights.find_data_to_let_go")
def find_data_to_let_go() -> None:
    """Hands each organization its own task, once a day."""
    from belonging.rights.selectors import organization_ids

    hand_out(let_data_go, reason="let go what is kept no longer", find=organization_ids)


@org_task(name="rights.let_data_go")
def let_data_go() -> None:
    """Lets one organization's old rows go, and mends the ledger of who was erased."""
    from belonging.rights.services.erasing import keep_ledger
    from belonging.rights.services.keeping import let_age

    let_age(now=clock.now())
    keep_ledger()


@handles(JobKind.COPY_PERSON)
def make_asked_copy(job: Job, progress: Progress) -> dict[str, Any]:
    """Makes the copy somebody asked for."""
    from belonging.rights.services.copies import make_copy

    def tell(done: int, total: int, message: str) -> None:
        progress(done, total, message, clock.now())

    return {"copy": str(make_copy(job=job, now=clock.now(), tell=tell).public_id)}
