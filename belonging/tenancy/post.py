"""
Mail of an organization: written in the transaction that owes it, sent after it, and counted by kind and day.

Nothing is lost with a dying worker, or while the mail server is away: what was not taken waits in its table, and the
beat's next round tries it again.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F

from belonging.core import clock
from belonging.core.outbox import Answer, attempt, closed
from belonging.tenancy.bounces import is_stopped, note_refusals, with_return_path
from belonging.tenancy.enums import PostKind
from belonging.tenancy.jobs import publish
from belonging.tenancy.models import MailDay, WaitingMail
from belonging.tenancy.scope import current_organization_id, open_scope
from belonging.tenancy.selectors import next_mail_due

NOBODY = "django.core.mail.backends.dummy.EmailBackend"  # where months are lived through that are over

logger = logging.getLogger(__name__)


def post_after_commit(kind: PostKind, mails: Iterable[EmailMessage]) -> None:
    """
    This will keep these mails in the open transaction and have them sent once it has committed.

    Each goes to one reader. A worker that dies between the mail server's yes and its own commit sends that one mail
    again with the same Message-ID; nothing else goes out twice, and nothing is lost. To addresses from which mails come
    back nothing is sent but invitations.
    """
    bag, now, organization_id = list(mails), clock.now(), current_organization_id()
    if settings.EMAIL_BACKEND == NOBODY and bag:
        count_mails(kind, sent=len(bag))
        return
    # One statement; WaitingMail has no save hooks beyond the organization check, which it repeats.
    rows = WaitingMail.objects.bulk_create(
        WaitingMail(kind=kind, email=mail.to[0], sealed=closed(mail), written_at=now, due_at=now) for mail in bag
    )
    if bag:
        transaction.on_commit(lambda: _hurry(organization_id, [row.pk for row in rows]))


def _hurry(organization_id: UUID, rows: list[int]) -> None:
    from belonging.tenancy.tasks import send_post as task  # noqa: PLC0415 -- tasks call this module from their bodies

    if settings.MAIL_BY_WORKER:
        publish(task, organization_id=str(organization_id))
    else:
        send_post(organization_id=organization_id, now=clock.now(), only=rows)


def send_post(*, organization_id: UUID, now: datetime, only: Collection[int] | None = None) -> int:
    """
    This will send what one organization owes by now, or these rows of it, each mail in a transaction of its own, and
    count what went.

    Opens the scope itself. What the mail server takes later is tried again; what it refuses for good is counted, logged
    without names and let go; when it does not answer at all, everything waits for the next round.
    """
    count = 0
    # A server may hang up after so many mails: one more connection then.
    while sent := _sitting(organization_id, now, only):
        count += sent
    return count


def _sitting(organization_id: UUID, now: datetime, only: Collection[int] | None) -> int:
    count = 0
    with open_scope(organization_id):
        if next_mail_due(now, only) is None:
            return count
    try:
        with get_connection() as office:
            while (answer := _sent_one(organization_id, office, now, only)) is not None:
                count += answer is Answer.TAKEN
    except OSError as problem:
        logger.warning("Mail waits: the mail server does not answer (%s).", type(problem).__name__)
    return count


def _sent_one(
    organization_id: UUID, office: BaseEmailBackend, now: datetime, only: Collection[int] | None
) -> Answer | None:
    """What came of the next mail; nothing when none is due that nobody else has in hand."""
    with open_scope(organization_id):
        mail = next_mail_due(now, only)
        if mail is None:
            return None
        # Somebody asks for an invitation just then: it goes to every address, and carries no mark (decisions/0030).
        watched = mail.kind != PostKind.INVITATION
        if watched and is_stopped(mail.email):
            mail.delete()
            count_mails(PostKind(mail.kind), held=1)
            return Answer.NEVER
        if watched:
            dressed = partial(with_return_path, organization_id=organization_id)
            answer = attempt(mail, office, now, dressed=dressed, refused=partial(note_refusals, now=now))
        else:
            answer = attempt(mail, office, now)
        if answer is not Answer.LATER:
            count_mails(PostKind(mail.kind), sent=answer is Answer.TAKEN, failed=answer is Answer.NEVER)
    return answer


def count_mails(kind: PostKind, *, sent: int = 0, failed: int = 0, held: int = 0) -> None:
    """This will add to the day's figures of a kind; two workers at once add up."""
    day = {"kind": kind, "on": clock.now().date()}
    MailDay.objects.bulk_create([MailDay(**day)], ignore_conflicts=True)
    figures = MailDay.objects.filter(**day)
    figures.update(sent=F("sent") + int(sent), failed=F("failed") + int(failed), held=F("held") + int(held))
