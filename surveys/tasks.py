"""Tasks of surveys; the worker that runs them is the only process that knows the key folders."""

from celery import shared_task

from belonging.core import clock
from belonging.tenancy.jobs import publish
from belonging.tenancy.scope import unscoped
from belonging.tenancy.tasks import org_task


@shared_task(name="surveys.find_waves_to_tend")
def find_waves_to_tend() -> None:
    """Hands each organization with a running program its own task."""
    from surveys.selectors.waves import organizations_to_tend

    with unscoped("find whose surveys are to be tended"):
        found = organizations_to_tend()
    for organization_id in found:
        publish(tend_waves, organization_id=str(organization_id))


@org_task(name="surveys.tend_waves")
def tend_waves() -> None:
    """Plans, opens, writes, closes and forgets what is due in one organization."""
    from surveys.services.tending import tend_waves as tend

    if tend(now=clock.now()):
        publish(sweep_ballot_tables)


@shared_task(name="surveys.sweep_ballot_tables")
def sweep_ballot_tables() -> None:
    """Rewrites the ballot tables' files, so that what was deleted leaves the disk."""
    from surveys.services.tending import sweep_ballot_tables as sweep

    sweep()
