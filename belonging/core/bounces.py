"""
Mails that come back, read from what a mail server says of them (RFC 3464), and what its figures mean (RFC 3463).

Bytes in, facts out: nothing here knows whose address it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses

MOST_BYTES = 1_000_000
LONGEST_WORDS = 200
STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
ADDRESSED = ("To", "Delivered-To", "X-Original-To", "Envelope-To")
NO_SUCH_ADDRESS = (550, 551, 553)  # answers of SMTP without a figure of their own


@dataclass(frozen=True)
class Failure:
    """One mail that did not arrive, and why."""

    status: str  # like 5.1.1
    words: str  # what the server said; anybody may have written it

    @property
    def is_final(self) -> bool:
        """True when there is no such mailbox: the next mail would come back as well."""
        kind, subject, detail = self.status.split(".")
        return kind == "5" and ((subject == "1" and detail not in {"7", "8"}) or (subject, detail) == ("2", "1"))


@dataclass(frozen=True)
class Notification:
    """What came back, and the addresses it came to: one of them is the return path of the mail."""

    addressed: tuple[str, ...]
    failures: tuple[Failure, ...]


def read_notification(raw: bytes) -> Notification:
    """What a message says of mails that failed; nothing of delays, of answers by people and of what is too long."""
    if len(raw) > MOST_BYTES:
        return Notification((), ())
    message = BytesParser(policy=policy.compat32).parsebytes(raw)
    fields = [str(one) for name in ADDRESSED for one in message.get_all(name, [])]
    addressed = tuple(address for _name, address in getaddresses(fields) if address)
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return Notification(addressed, ())
    parts = [one for one in message.get_payload() if isinstance(one, Message)]
    told = [one for one in parts if one.get_content_type() == "message/delivery-status" and one.is_multipart()]
    rows = [row for one in told for row in one.get_payload() if isinstance(row, Message)]
    return Notification(addressed, tuple(_failure(row) for row in rows if _has_failed(row)))


def _has_failed(row: Message) -> bool:
    return str(row.get("Action", "")).strip().lower() == "failed"


def _failure(row: Message) -> Failure:
    said = str(row.get("Diagnostic-Code", "")).partition(";")[2] or str(row.get("Diagnostic-Code", ""))
    found = STATUS.search(str(row.get("Status", ""))) or STATUS.search(said)
    return Failure(found[0] if found else "5.0.0", _plain(said))


def refusal(code: int, said: bytes | str) -> Failure | None:
    """What a server said to a recipient while a mail was handed over, or nothing where it may take it later."""
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    if not 500 <= code <= 599:
        return None
    found = STATUS.search(words)
    usual = "5.1.1" if code in NO_SUCH_ADDRESS else "5.0.0"
    return Failure(found[0] if found else usual, _plain(words))


def _plain(words: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in words).split())[:LONGEST_WORDS]
