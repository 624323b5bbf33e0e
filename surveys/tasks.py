"""Tasks of surveys; the worker that runs them is the only process that knows the key folders."""

from celery import shared_task

from belonging.core import clock
from belonging.tenancy.jobs import publish
from belonging.tenancy.tasks import hand_out, org_task


@shared_task(name="surveys.find_waves_to_tend")
def find_waves_to_tend() -> None:
    """Hands each organization with a running program its own task."""
    from surveys.selectors.waves import organizations_to_tend

    hand_out(tend_waves, reason="find whose surveys are to be tended", find=organizations_to_tend)


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
