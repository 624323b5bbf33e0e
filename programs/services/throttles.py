"""How much automatic mail a person gets: at most so many ever, or in a period, of each kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from programs.enums import MailKind
from programs.models import SentMail
from programs.rules import THROTTLES
from programs.selectors.letters import sent_counts


def still_open(kind: MailKind, memberships: Iterable[int], now: datetime) -> set[int]:
    """This will answer which of these members may get one more mail of a kind now."""
    rule = THROTTLES[kind]
    wanted = set(memberships)
    counts = sent_counts(kind, wanted, now - rule.period)
    return {
        member
        for member in wanted
        if counts.lately.get(member, 0) < rule.most and (rule.ever is None or counts.ever.get(member, 0) < rule.ever)
    }


def note_sent(kind: MailKind, memberships: Iterable[int], now: datetime) -> None:
    """This will count one mail of a kind for each of these members; part of whoever sends it."""
    # One statement; SentMail has no save hooks beyond the organization check, which it repeats.
    SentMail.objects.bulk_create(SentMail(membership_id=member, kind=kind, sent_at=now) for member in memberships)
