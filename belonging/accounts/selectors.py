"""Reads of who signs in, and how."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import OuterRef, QuerySet

from belonging.accounts.models import WaitingMail

# Recovery codes stand in for one of these; alone they are no second step.
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_step(user_id: int) -> bool:
    """Whether somebody who signs in has set up a second step."""
    return second_steps_of(user_id).exists()


def second_steps_of(user: OuterRef | int) -> QuerySet[Any]:
    """The second steps of a user, or of the one that an outer query names, to be asked for with Exists."""
    steps: QuerySet[Any] = Authenticator.objects.filter(user_id=user, type__in=SECOND_STEPS)
    return steps


def next_mail_due(now: datetime) -> WaitingMail | None:
    """The oldest mail about an account that is to go by now, locked; one that another sends is passed."""
    due = WaitingMail.objects.filter(due_at__lte=now)
    return due.select_for_update(skip_locked=True).order_by("id").first()
