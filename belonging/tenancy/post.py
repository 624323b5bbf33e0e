"""Mail of an organization: sent after the transaction that owes it, and what became of it counted by kind and day."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from smtplib import SMTPRecipientsRefused
from uuid import UUID

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F

from belonging.core import clock
from belonging.tenancy.bounces import note_refusals, stopped_addresses, with_return_path
from belonging.tenancy.enums import PostKind
from belonging.tenancy.models import MailDay
from belonging.tenancy.scope import current_organization_id, open_scope

logger = logging.getLogger(__name__)


def post_after_commit(kind: PostKind, mails: Iterable[EmailMessage]) -> None:
    """
    This will send these mails once the open transaction has committed, and count them.

    What the mail server does not take is logged without names, and the others still go; to addresses from which mails
    come back none is sent. A mail may be lost with a dying worker, but never goes out twice.
    """
    bag, organization_id = list(mails), current_organization_id()
    if bag:
        transaction.on_commit(lambda: _send(organization_id, kind, bag))


def _send(organization_id: UUID, kind: PostKind, bag: list[EmailMessage]) -> None:
    failed: list[OSError] = []
    with open_scope(organization_id):
        stopped = stopped_addresses({address for mail in bag for address in mail.to})
    going = [mail for mail in bag if not stopped.intersection(mail.to)]
    for mail in going:
        try:
            with_return_path(mail, organization_id).send()
        except OSError as problem:
            failed.append(problem)
            logger.warning("A mail was not taken (%s, %s).", kind, type(problem).__name__)
    with open_scope(organization_id):
        count_mails(kind, sent=len(going) - len(failed), failed=len(failed), held=len(bag) - len(going))
        for one in failed:
            if isinstance(one, SMTPRecipientsRefused):
                note_refusals(refused=one, now=clock.now())


def count_mails(kind: PostKind, *, sent: int = 0, failed: int = 0, held: int = 0) -> None:
    """This will add to the day's figures of a kind; two workers at once add up."""
    day = {"kind": kind, "on": clock.now().date()}
    MailDay.objects.bulk_create([MailDay(**day)], ignore_conflicts=True)
    figures = MailDay.objects.filter(**day)
    figures.update(sent=F("sent") + sent, failed=F("failed") + failed, held=F("held") + held)
