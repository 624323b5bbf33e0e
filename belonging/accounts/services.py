"""Writes of who signs in."""

import logging
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from belonging.accounts.models import User, WaitingMail
from belonging.accounts.selectors import next_mail_due
from belonging.accounts.sessions import SessionStore
from belonging.core.outbox import Answer, attempt, closed, opened

logger = logging.getLogger(__name__)

ONLY = "only"  # in the session of who was signed in by an organization's provider: which, how safely, and when


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


def narrow_session(*, session: SessionBase, only: dict[str, Any] | None) -> None:
    """This will let a sign-in that just began reach one organization alone, or, where none is named, all there are."""
    session.pop(ONLY, None)
    if only is not None:
        session[ONLY] = only


@transaction.atomic
def end_narrow_sessions(*, users: list[int], organization: str) -> int:
    """This will sign out everybody of these whom the organization's provider signed in, and say how often it did."""
    found = UserSession.objects.filter(user__in=users)
    narrow = [one for one in found if SessionStore(one.session_key).get(ONLY, {}).get("organization") == organization]
    for session in narrow:
        session.end()
    return len(narrow)


@transaction.atomic
def account_for(*, email: str, name: str) -> User:
    """
    This will find the account of an address that somebody else vouches for, or make one.

    The address stays to be confirmed: an account's own ways in open only to who has the mailbox.
    """
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, None, name=name)
        EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    return user


def send_or_keep(*, mail: EmailMessage, now: datetime) -> None:
    """
    This will send a mail about an account at once, or keep it for the beat where the mail server does not take it.

    At once, as somebody waits for the code in it, whatever a worker does just then.
    """
    row = WaitingMail(email=mail.to[0], sealed=closed(mail), written_at=now, due_at=now)
    try:
        opened(row).send()  # with the Message-ID under which it would be tried again
    except OSError as problem:
        logger.warning("A mail about an account waits for the mail server (%s).", type(problem).__name__)
        row.save()


def send_post(*, now: datetime) -> int:
    """This will send what accounts owe by now, each mail in a transaction of its own, and count what went."""
    count = 0
    try:
        with get_connection() as office:
            while (answer := _sent_one(office, now)) is not None:
                count += answer is Answer.TAKEN
    except OSError as problem:
        logger.warning("Mail about accounts waits: the mail server does not answer (%s).", type(problem).__name__)
    return count


@transaction.atomic
def _sent_one(office: BaseEmailBackend, now: datetime) -> Answer | None:
    mail = next_mail_due(now)
    return None if mail is None else attempt(mail, office, now)
