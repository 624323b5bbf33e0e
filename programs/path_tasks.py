"""Tasks of people's paths; programs/tasks.py names them for Celery."""

from celery import shared_task

from belonging.core import clock
from belonging.tenancy.tasks import hand_out, org_task


@shared_task(name="programs.find_people_to_write_to")
def find_people_to_write_to() -> None:
    """Hands each organization in which somebody is to be reminded of a promise its own task."""
    from programs.selectors.promises import organizations_with_promises_to_mention  # noqa: PLC0415 -- as in tasks.py

    hand_out(
        remind_of_promises, reason="find who is to be reminded of a promise",
        find=lambda: organizations_with_promises_to_mention(clock.now()),
    )  # fmt: skip


@org_task(name="programs.remind_of_promises")
def remind_of_promises() -> None:
    """Reminds one organization's people, at most one mail a person a day."""
    from programs.services.promises import remind_of_promises as remind  # noqa: PLC0415 -- as in tasks.py

    remind(now=clock.now())


@shared_task(name="programs.find_rested_people")
def find_rested_people() -> None:
    """Hands each organization in which somebody's pause is over its own task."""
    from programs.selectors.promises import organizations_with_rested_people  # noqa: PLC0415 -- as in tasks.py

    hand_out(
        resume_rested_people, reason="find whose pause is over",
        find=lambda: organizations_with_rested_people(clock.now()),
    )  # fmt: skip


@org_task(name="programs.resume_rested_people")
def resume_rested_people() -> None:
    """Brings back one organization's people whose pause is over."""
    from programs.services.paths import resume_rested_people as resume  # noqa: PLC0415 -- as in tasks.py

    resume(now=clock.now())
