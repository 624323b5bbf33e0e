"""Writes of small groups: who is in which room of an event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.tenancy.audit import record
from belonging.tenancy.models import Membership
from programs.enums import ReplyState
from programs.models import Event, Reply
from programs.selectors.events import locked_event
from programs.services.events import EventRefused


@transaction.atomic
def settle_rooms(*, actor: Membership, event: Event, rooms: Sequence[Sequence[int]], now: datetime) -> int:
    """
    This will put those who come into rooms, numbered from 1, in place of earlier ones, and answer how many there are.

    People who do not come get none. Raises EventRefused when it is over, called off, or nobody comes.
    """
    held = locked_event(event.pk)
    if held.is_cancelled or held.ends_at <= now:
        raise EventRefused(_("This event is over or called off."))
    if not any(rooms):
        raise EventRefused(_("Nobody has said yes yet, so there are no groups."))
    numbers = {person: number for number, people in enumerate(rooms, 1) for person in people}
    replies = list(Reply.objects.filter(event=held))
    for row in replies:
        row.room = numbers.get(row.participant_id) if row.state == ReplyState.GOING else None
    # One statement; Reply has no save hooks beyond the organization check.
    Reply.objects.bulk_update(replies, ["room"])
    record(actor=actor, verb="event.rooms_settled", target=held, now=now, rooms=len(rooms), people=len(numbers))
    return len(rooms)
