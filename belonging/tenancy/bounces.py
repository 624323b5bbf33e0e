"""
Mails of an organization that come back: whose they were is read off the return path, and nobody is written to in vain.

The return path names the organization and an address, by a mark that only this installation can make
(docs/decisions/0030). So nobody stops another's mails by a made-up notification.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.crypto import salted_hmac

from belonging.core.bounces import Failure, Notification, refusal
from belonging.tenancy.audit import record
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import open_scope

MARK_BYTES = 10
FORGOTTEN_AFTER = timedelta(days=30)  # without a mail that came back
MOST_RETURNED = 3  # days on which mails came back for a reason that may pass; then they stop


@dataclass
class Taken:
    """What became of a notification."""

    noted: int = 0
    stopped: int = 0


def sealed_tag(organization_id: UUID, email: str) -> str:
    """The part of the return path that names an organization and marks an address."""
    told = base64.b32encode(organization_id.bytes + _mark(organization_id, email)).decode()
    return told.rstrip("=").lower()


def _mark(organization_id: UUID, email: str) -> bytes:
    return salted_hmac(__name__, f"{organization_id} {email.lower()}", algorithm="sha256").digest()[:MARK_BYTES]


def with_return_path(mail: EmailMessage, organization_id: UUID) -> EmailMessage:
    """The mail with a return path of its own, where this installation reads what comes back; its sender stays."""
    name, _, domain = settings.BOUNCE_ADDRESS.rpartition("@")
    if name and mail.to:
        mail.extra_headers = {"From": mail.from_email or settings.DEFAULT_FROM_EMAIL} | mail.extra_headers
        mail.from_email = f"{name}+{sealed_tag(organization_id, mail.to[0])}@{domain}"
    return mail


def is_stopped(address: str) -> bool:
    """Whether no mail of the open organization goes to an address for now."""
    member = Membership.objects.filter(email=address).first()
    return member is not None and member.mail_comes_back


def take_notification(*, notification: Notification, now: datetime) -> Taken:
    """This will note what came back for the member whose mail it was, and count; what names nobody counts nothing."""
    taken = Taken()
    for address in notification.addressed if notification.failures else ():
        told = _read_tag(address)
        if told is None:
            continue
        organization_id, mark = told
        with open_scope(organization_id):
            member = _member_marked(organization_id, mark)
            if member is not None:
                taken.noted += 1
                taken.stopped += note_bounce(member=member, failure=notification.failures[0], now=now)
                break  # one mail has one return path, however often the message names it
    return taken


def _read_tag(address: str) -> tuple[UUID, bytes] | None:
    tag = address.rpartition("@")[0].rpartition("+")[2].upper()
    try:
        told = base64.b32decode(tag + "=" * (-len(tag) % 8))
    except ValueError:
        return None
    if len(told) != MARK_BYTES + 16:
        return None
    return UUID(bytes=told[:16]), told[16:]


def _member_marked(organization_id: UUID, mark: bytes) -> Membership | None:
    # Ten thousand marks take a few milliseconds; a table of them would be one more thing to keep and to erase.
    members = Membership.objects.exclude(email="").order_by("pk").only("pk", "email", "organization_id")
    return next((one for one in members if hmac.compare_digest(_mark(organization_id, one.email), mark)), None)


def note_refusals(refused: SMTPRecipientsRefused, *, now: datetime) -> int:
    """This will note what a server said to recipients of the open organization at once; it counts who is stopped."""
    stopped = 0
    for address, (code, said) in refused.recipients.items():
        failure = refusal(code, said)
        member = Membership.objects.filter(email=address.lower()).exclude(email="").first()
        if failure is not None and member is not None:
            stopped += note_bounce(member=member, failure=failure, now=now)
    return stopped


@transaction.atomic
def note_bounce(*, member: Membership, failure: Failure, now: datetime) -> bool:
    """
    This will note that a mail to a member came back; True when from now on none is sent.

    Where there is no such mailbox the first one stops them, otherwise the third day on which one came back in a month.
    """
    held = Membership.objects.select_for_update(no_key=True).get(pk=member.pk)
    last = held.bounced_at
    goes_on = held.bounced_email == held.email and last is not None and now - last < FORGOTTEN_AFTER
    is_same_day = goes_on and last is not None and last.date() == now.date()
    held.bounce_count = (held.bounce_count if goes_on else 0) + (not is_same_day)
    held.bounced_email, held.bounced_at = held.email, now
    held.bounce_reason = f"{failure.status} {failure.words}".strip()
    stops = failure.is_final or held.bounce_count >= MOST_RETURNED
    is_new = stops and not (goes_on and held.mail_stopped_at)
    if not goes_on:
        held.mail_stopped_at = None
    if is_new:
        held.mail_stopped_at = now
        record(actor=None, verb="mail.stopped", target=held, now=now, status=failure.status)
    held.save(update_fields=["bounce_count", "bounced_email", "bounced_at", "bounce_reason", "mail_stopped_at"])
    return is_new


@transaction.atomic
def try_address_again(*, actor: Membership, member: Membership, now: datetime) -> None:
    """This will send mails to a member again; twice is once, and the next that comes back may stop them anew."""
    held = Membership.objects.select_for_update(no_key=True).get(pk=member.pk)
    held.bounce_count, held.bounced_email, held.bounced_at = 0, "", None
    held.bounce_reason, held.mail_stopped_at = "", None
    held.save(update_fields=["bounce_count", "bounced_email", "bounced_at", "bounce_reason", "mail_stopped_at"])
    record(actor=actor, verb="mail.resumed", target=held, now=now)
