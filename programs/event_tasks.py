"""Tasks of events; programs/tasks.py names them for Celery."""

from celery import shared_task

from belonging.core import clock
from belonging.tenancy.jobs import publish
from belonging.tenancy.scope import unscoped
from belonging.tenancy.tasks import org_task


@shared_task(name="programs.remind_of_events")
def remind_of_events() -> None:
    """Hands each organization in which somebody is to hear of an event its own task."""
    from programs.selectors.events import organizations_owing_event_mail  # noqa: PLC0415 -- as in every tasks.py

    with unscoped("find who is to hear of an event"):
        found = organizations_owing_event_mail(clock.now())
    for organization_id in found:
        publish(send_event_mail, organization_id=str(organization_id))


@org_task(name="programs.send_event_mail")
def send_event_mail() -> None:
    """Hands on free seats, reminds, tells and asks, in one organization."""
    from programs.services.event_answers import make_event_round  # noqa: PLC0415 -- as in every tasks.py

    make_event_round(now=clock.now())
