"""Tasks of events; programs/tasks.py names them for Celery."""

from celery import shared_task

from belonging.core import clock
from belonging.tenancy.tasks import hand_out, org_task


@shared_task(name="programs.remind_of_events")
def remind_of_events() -> None:
    """Hands each organization in which somebody is to hear of an event its own task."""
    from programs.selectors.events import organizations_owing_event_mail  # noqa: PLC0415 -- as in every tasks.py

    hand_out(
        send_event_mail, reason="find who is to hear of an event",
        find=lambda: organizations_owing_event_mail(clock.now()),
    )  # fmt: skip


@org_task(name="programs.send_event_mail")
def send_event_mail() -> None:
    """Hands on free seats, reminds, tells and asks, in one organization."""
    from programs.services.event_answers import make_event_round  # noqa: PLC0415 -- as in every tasks.py

    make_event_round(now=clock.now())
