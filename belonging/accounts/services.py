"""Writes of who signs in."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from belonging.accounts.models import User


@transaction.atomic
def end_other_sessions(*, user: User, kept: str | None) -> int:
    """This will sign a person out everywhere but in the session with this key, and say how often it did."""
    others = list(UserSession.objects.filter(user=user).exclude(session_key=kept or ""))
    for session in others:
        session.end()
    return len(others)
