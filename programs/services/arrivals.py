"""Writes from somebody's personal page: a hello, and the way to an account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.tenancy.audit import record
from belonging.tenancy.services import invite_at_once
from programs.enums import RegistrationState
from programs.models import Registration
from programs.rules import ONLY_READ
from programs.services.registrations import RegistrationRefused

LONGEST_HELLO = 300


def _check_in(registration: Registration) -> None:
    if registration.state != RegistrationState.ACCEPTED or registration.participant is None:
        raise RegistrationRefused(_("This opens as soon as you have a place."))


@transaction.atomic
def say_hello(*, registration: Registration, text: str, now: datetime) -> Registration:
    """This will keep a newcomer’s hello, or take it back when empty; raises RegistrationRefused without a place."""
    _check_in(registration)
    if text.strip() and registration.program.is_archived:
        raise RegistrationRefused(ONLY_READ)
    registration.hello = " ".join(text.split())[:LONGEST_HELLO]
    registration.save(update_fields=["hello"])
    record(actor=None, verb="registration.hello", target=registration, now=now)
    return registration


@transaction.atomic
def open_account(*, registration: Registration, now: datetime) -> str:
    """
    This will open the door to an account for the address of a personal link, and answer the invitation's secret.

    Raises RegistrationRefused without a place, MembershipRefused for somebody who can sign in already.
    """
    _check_in(registration)
    return invite_at_once(email=registration.email, name=registration.name, now=now)
