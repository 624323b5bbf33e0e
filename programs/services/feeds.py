"""A person's private calendar address."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.scope import open_scope
from belonging.tenancy.services import hashed
from programs.models import FeedToken
from programs.selectors.events import FeedEntry, feed_entries, feed_token_by_hash
from programs.selectors.office_hours import hours_in_feed

if TYPE_CHECKING:
    from programs.models import OfficeHour, Participant


class FeedRefused(BelongingError):
    """A calendar address opens nothing; the same words whatever the reason."""

    code = "feed_refused"


@dataclass(frozen=True)
class Feed:
    """What a calendar address shows."""

    participant: Participant
    organization_slug: str
    entries: list[FeedEntry]
    hours: list[OfficeHour]


@transaction.atomic
def make_feed(*, participant: Participant, now: datetime) -> str:
    """This will make a person's calendar address, or replace it, and answer its secret; only the hash is kept."""
    token = f"{participant.organization_id.hex}.{secrets.token_urlsafe(32)}"  # the organization opens the scope
    FeedToken.objects.update_or_create(participant=participant, defaults={"token_hash": hashed(token)})
    record(actor=participant.membership, verb="feed.made", now=now)
    return token


@transaction.atomic
def close_feed(*, participant: Participant, now: datetime) -> None:
    """This will close a person's calendar address for good."""
    FeedToken.objects.filter(participant=participant).delete()
    record(actor=participant.membership, verb="feed.closed", now=now)


def feed_for(*, token: str) -> Feed:
    """This will find what a calendar address shows; raises FeedRefused for anything that opens nothing."""
    nothing = FeedRefused(_("This calendar address opens nothing."))
    try:
        organization_id = UUID(token.partition(".")[0])
    except ValueError:
        raise nothing from None
    with open_scope(organization_id):
        found = feed_token_by_hash(hashed(token))
        if found is None:
            raise nothing
        me = found.participant
        return Feed(me, found.organization.slug, feed_entries(me), hours_in_feed(me))
