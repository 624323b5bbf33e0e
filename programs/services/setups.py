"""Writes of what was set up before a program starts."""

from __future__ import annotations

from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.enums import PostKind
from belonging.tenancy.models import Membership
from belonging.tenancy.post import count_mails
from programs.enums import SetupKey
from programs.models import Program, SetupTick


class SetupRefused(BelongingError):
    """A line of the list cannot be ticked like that."""

    code = "setup_refused"


@transaction.atomic
def tick_setup(*, actor: Membership, program: Program, key: SetupKey, is_done: bool, now: datetime) -> None:
    """This will tick a line of the list, or take the tick away."""
    if is_done:
        SetupTick.objects.get_or_create(program=program, key=key, defaults={"ticked_by": actor, "ticked_at": now})
    else:
        SetupTick.objects.filter(program=program, key=key).delete()
    record(actor=actor, verb="setup.ticked" if is_done else "setup.unticked", target=program, now=now, key=str(key))


@transaction.atomic
def send_test_mail(*, actor: Membership, program: Program, now: datetime) -> None:
    """This will send the actor a test mail; raises SetupRefused when they have no address or it is not taken."""
    if not actor.email:
        raise SetupRefused(_("You have no address here. Ask an admin to add it."))
    words = {"name": actor.first_name, "program": program}
    subject = " ".join(render_to_string("emails/programs/setup_subject.txt", words).split())
    text = render_to_string("emails/programs/setup.txt", words).lstrip()
    try:
        EmailMessage(subject, text, None, [actor.email]).send()
    except OSError:
        raise SetupRefused(_("The mail server did not take it. Look at the mail settings.")) from None
    count_mails(PostKind.TEST, sent=1)
    record(actor=actor, verb="setup.mail_tested", target=program, now=now)
