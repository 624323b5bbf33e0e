"""Looking after pairs, every hour: what is due is due once."""

from celery import shared_task

from belonging.core import clock
from belonging.tenancy.jobs import publish
from belonging.tenancy.scope import unscoped
from belonging.tenancy.tasks import org_task


@shared_task(name="mentoring.find_pairs_to_look_after")
def find_pairs_to_look_after() -> None:
    """Hands each organization in which pairs run or wait for a word its own task."""
    from mentoring.selectors.care import organizations_with_pairs_to_look_after

    with unscoped("find pairs to look after"):
        found = organizations_with_pairs_to_look_after(clock.now())
    for organization_id in found:
        publish(look_after_pairs, organization_id=str(organization_id))


@org_task(name="mentoring.look_after_pairs")
def look_after_pairs() -> None:
    """Looks after one organization's pairs."""
    from mentoring.services.looking_after import look_after_pairs as look_after

    look_after(now=clock.now())
