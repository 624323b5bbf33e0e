"""Tasks of how people come in, stay and leave; programs/tasks.py names them for Celery."""

from celery import shared_task

from belonging.core import clock
from belonging.tenancy.jobs import publish
from belonging.tenancy.scope import unscoped
from belonging.tenancy.tasks import org_task


@shared_task(name="programs.find_registrations")
def find_registrations() -> None:
    """Hands each organization in which somebody is to be told, let in or forgotten its own task."""
    from programs.selectors.registrations import organizations_with_registrations  # noqa: PLC0415 -- as in tasks.py

    with unscoped("find who is to hear of their registration"):
        found = organizations_with_registrations(clock.now())
    for organization_id in found:
        publish(send_registration_mail, organization_id=str(organization_id))


@org_task(name="programs.send_registration_mail")
def send_registration_mail() -> None:
    """Hands on places, tells people and forgets what came to nothing, in one organization."""
    from programs.services.registrations import make_registration_round  # noqa: PLC0415 -- as in tasks.py

    make_registration_round(now=clock.now())
