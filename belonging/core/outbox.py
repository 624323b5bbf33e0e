"""
Mail that waits for the mail server: sealed in a table, tried until it is taken or refused for good.

Each app that owes mail has a table of its own, with `core.models.Waiting` as its base. A row is locked, tried and
taken away in one transaction: of two workers one sends it, and whoever dies between the mail server's yes and the
commit sends that one mail again, with the same Message-ID.
"""

import json
import logging
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum
from http import HTTPStatus
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from belonging.core.models import Waiting
from belonging.core.sealed import seal, unseal

PURPOSE = "mail that waits"
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
GIVEN_UP_AFTER = timedelta(days=3)  # as mail servers do among themselves
FINAL = HTTPStatus.INTERNAL_SERVER_ERROR  # from this code on a mail server's no is final

logger = logging.getLogger(__name__)


class Answer(Enum):
    """What came of trying to send a mail."""

    TAKEN = "taken"
    LATER = "later"
    NEVER = "never"


def closed(mail: EmailMessage) -> bytes:
    """What a mail says, as one sealed piece: links in it may open doors."""
    attached = [[one.filename, b64encode(_as_bytes(one.content)).decode(), one.mimetype] for one in mail.attachments]
    words = {"subject": mail.subject, "body": mail.body, "headers": mail.extra_headers, "attached": attached}
    return seal(json.dumps(words), purpose=PURPOSE)


def opened(row: Waiting) -> EmailMessage:
    """The mail a row holds; raises SealBroken where the product's key has changed meanwhile."""
    words = json.loads(unseal(bytes(row.sealed), purpose=PURPOSE))
    mail = EmailMessage(words["subject"], words["body"], None, [row.email], headers=words["headers"] | _headers(row))
    for name, content, kind in words["attached"]:
        mail.attach(name, b64decode(content), kind)
    return mail


def _headers(row: Waiting) -> dict[str, Any]:
    # The same however often it is tried; the domain is the product's, the rest says nothing.
    return {"Message-ID": f"<{row.public_id.hex}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"}


def _as_bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def attempt(
    row: Waiting,
    office: BaseEmailBackend,
    now: datetime,
    *,
    dressed: Callable[[EmailMessage], EmailMessage] = lambda mail: mail,
    refused: Callable[[SMTPRecipientsRefused], object] = lambda no: None,
) -> Answer:
    """
    What the mail server says of a mail, and the row as it is afterwards: gone, or due again later.

    `dressed` gives the mail what only its way needs, and `refused` hears what the server said of whom it is for.
    Raises OSError when the server does not answer at all: then nothing has changed, and nothing else need be tried.
    """
    answer = _said(row, office, dressed, refused)
    if answer is Answer.LATER and now - row.written_at > GIVEN_UP_AFTER:
        answer = Answer.NEVER
    if answer is Answer.LATER:
        row.due_at = now + min(FIRST_WAIT * 2**row.tries, LONGEST_WAIT)
        row.tries = min(row.tries + 1, 10)
        row.save(update_fields=["due_at", "tries"])
    else:
        row.delete()
    if answer is Answer.NEVER:
        logger.warning("Mail %s is given up: the mail server does not take it.", row.public_id)
    return answer


def _said(
    row: Waiting,
    office: BaseEmailBackend,
    dressed: Callable[[EmailMessage], EmailMessage],
    refused: Callable[[SMTPRecipientsRefused], object],
) -> Answer:
    try:
        office.send_messages([dressed(opened(row))])
    except SMTPRecipientsRefused as no:
        refused(no)
        return _by_code(min(code for code, _words in no.recipients.values()))
    except SMTPDataError as no:
        return _by_code(no.smtp_code)
    except SMTPSenderRefused:
        return Answer.LATER  # about the product's own address: it is set right one day
    except ValueError as problem:  # no mail can be made of it, now or later
        logger.warning("Mail %s cannot be written down (%s).", row.public_id, type(problem).__name__)
        return Answer.NEVER
    return Answer.TAKEN


def _by_code(code: int) -> Answer:
    return Answer.NEVER if code >= FINAL else Answer.LATER


def is_reachable() -> bool:
    """Whether the mail server lets anybody in now."""
    try:
        with get_connection():
            return True
    except OSError as problem:
        logger.warning("The mail server does not answer (%s); mail waits.", type(problem).__name__)
        return False
