"""Reads of who signs in, and how."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import OuterRef, QuerySet

# Recovery codes stand in for one of these; alone they are no second step.
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def second_steps_of(user: OuterRef) -> QuerySet[Any]:
    """The second steps of the user that an outer query names, to be asked for with Exists."""
    steps: QuerySet[Any] = Authenticator.objects.filter(user_id=user, type__in=SECOND_STEPS)
    return steps
