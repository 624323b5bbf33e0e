"""How somebody comes into the cast's program: a page, a link from the mail, a place."""

import re
from typing import Any

from django.core import mail
from django.test import TestCase

from programs.enums import AgreementKind, EntrancePolicy, RegistrationState
from programs.models import Agreement, Entrance, Program, Registration
from programs.services.registration_mail import send_due_registration_mail
from tests.cast import NOON

LINK = re.compile(r"http://\S+(/arrive/\S+/)")


def write(program: Program, kind: AgreementKind = AgreementKind.PRIVACY, text: str = "We keep little.") -> Agreement:
    """A text of the program."""
    return Agreement.objects.create(program=program, kind=kind, title=str(kind.label), text=text, written_at=NOON)


def open_entrance(program: Program, policy: EntrancePolicy = EntrancePolicy.OPEN, **words: Any) -> Entrance:
    """A published registration page, with a text on data."""
    write(program)
    return Entrance.objects.create(program=program, policy=policy, is_published=True, **words)


def asks(program: Program, name: str, state: RegistrationState = RegistrationState.UNCONFIRMED) -> Registration:
    """Somebody to whom a link was sent."""
    return Registration.objects.create(
        program=program, email=f"{name.lower()}@people.example", name=name, state=state, asked_at=NOON
    )


def post(now: Any = NOON) -> list[Any]:
    """What the worker mails now, in the open organization."""
    before = len(mail.outbox)
    with TestCase.captureOnCommitCallbacks(execute=True):
        send_due_registration_mail(now=now)
    return list(mail.outbox[before:])


def link_in(message: Any) -> str:
    """The personal link a mail holds."""
    found = LINK.search(message.body)
    assert found is not None, message.body
    return found[1]
