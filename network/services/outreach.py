"""Reaching out to somebody who has gone quiet: what was done, and taken back."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from belonging.tenancy.audit import record
from network.enums import OutreachAct
from network.models import Outreach

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Participant


@transaction.atomic
def record_outreach(
    *, participant: Participant, act: OutreachAct, actor: Membership, on: date, now: datetime
) -> Outreach:
    """This will note that somebody reached out to a person, who is then left in peace for a while; once a day."""
    row, is_new = Outreach.objects.get_or_create(
        participant=participant, done_by=actor, done_on=on, defaults={"program_id": participant.program_id, "act": act}
    )
    if is_new:
        record(actor=actor, verb="person.reached", target=participant, now=now)
    return row


@transaction.atomic
def take_back_outreach(*, participant: Participant, actor: Membership, on: date, now: datetime) -> None:
    """This will take back what the same person noted today."""
    if Outreach.objects.filter(participant=participant, done_by=actor, done_on=on).delete()[0]:
        record(actor=actor, verb="person.reached_taken_back", target=participant, now=now)
