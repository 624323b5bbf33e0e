"""Tasks of how people come in, stay and leave; programs/tasks.py names them for Celery."""

from celery import shared_task

from belonging.core import clock
from belonging.tenancy.tasks import hand_out, org_task


@shared_task(name="programs.find_registrations")
def find_registrations() -> None:
    """Hands each organization in which somebody is to be told, let in or forgotten its own task."""
    from programs.selectors.registrations import organizations_with_registrations  # noqa: PLC0415 -- as in tasks.py

    hand_out(
        send_registration_mail, reason="find who is to hear of their registration",
        find=lambda: organizations_with_registrations(clock.now()),
    )  # fmt: skip


@org_task(name="programs.send_registration_mail")
def send_registration_mail() -> None:
    """Hands on places, tells people and forgets what came to nothing, in one organization."""
    from programs.services.registrations import make_registration_round  # noqa: PLC0415 -- as in tasks.py

    make_registration_round(now=clock.now())


@shared_task(name="programs.find_ended_programs")
def find_ended_programs() -> None:
    """Hands each organization in which a program ended two weeks ago its own task."""
    from programs.selectors.places import organizations_with_ended_programs  # noqa: PLC0415 -- as in tasks.py

    hand_out(
        finish_programs, reason="find programs that have ended",
        find=lambda: organizations_with_ended_programs(clock.now()),
    )  # fmt: skip


@org_task(name="programs.finish_programs")
def finish_programs() -> None:
    """Finishes one organization's programs that have ended; everything stays readable."""
    from programs.services.places import finish_ended_programs  # noqa: PLC0415 -- as in tasks.py

    finish_ended_programs(now=clock.now())


@shared_task(name="programs.find_letters")
def find_letters() -> None:
    """Hands each organization in which a message may be due, or owes somebody mail, its own task."""
    from programs.selectors.letters import organizations_with_letters  # noqa: PLC0415 -- as in tasks.py

    hand_out(send_letters, reason="find messages that are due", find=lambda: organizations_with_letters(clock.now()))


@org_task(name="programs.send_letters")
def send_letters() -> None:
    """Sends one organization's messages to people's pages, and mails them in their daytime."""
    from programs.services.letters import make_letter_round  # noqa: PLC0415 -- as in tasks.py

    make_letter_round(now=clock.now())
