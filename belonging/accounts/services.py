"""Writes of who signs in."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from belonging.accounts.models import User


@transaction.atomic
def end_other_sessions(*, user: User, kept: str | None) -> int:
    """This will sign a person out everywhere but in the session with this key, and say how often it did."""
    others = list(UserSession.objects.filter(user=user).exclude(session_key=kept or ""))
    for session in others:
        session.end()
    return len(others)


@transaction.atomic
def give_session_another_key(*, user: User, session: SessionBase) -> None:
    """This will give a session another key, so that one somebody saw before opens nothing; it stays listed as one."""
    before = session.session_key
    session.cycle_key()
    UserSession.objects.filter(user=user, session_key=before).update(session_key=session.session_key)


@transaction.atomic
def keep_wishes(*, user: User, time_zone: str, language: str = "") -> None:
    """This will keep a person's time zone, blank for that of each program, and their language where one is named."""
    user.time_zone, user.language = time_zone, language or user.language
    user.save(update_fields=["time_zone", "language"])
