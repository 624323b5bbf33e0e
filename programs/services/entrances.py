"""Writes of a program's registration page."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from belonging.tenancy.audit import record
from belonging.tenancy.models import Membership
from programs.enums import AgreementKind, EntrancePolicy
from programs.models import Entrance, Program
from programs.selectors.agreements import current_agreement
from programs.selectors.registrations import locked_entrance
from programs.services.agreements import write_agreement
from programs.services.registrations import hand_on_places


@transaction.atomic
def save_entrance(
    *, actor: Membership, program: Program, policy: EntrancePolicy, text: str, capacity: int | None,
    closes_on: date | None, is_published: bool, privacy: str, now: datetime,
) -> Entrance:  # fmt: skip
    """
    This will keep what a program's registration page says and how many may come in; more places are handed on at once.

    Other words on people's data are the next version of that text. Raises AgreementRefused when they are empty.
    """
    kind = AgreementKind.PRIVACY
    newest = current_agreement(program, kind)
    title = newest.title if newest else str(kind.label)
    write_agreement(actor=actor, program=program, kind=kind, title=title, text=privacy, now=now)
    entrance = locked_entrance(program)
    entrance.policy, entrance.text, entrance.capacity = policy, text.strip(), capacity
    entrance.closes_on, entrance.is_published = closes_on, is_published
    entrance.save(update_fields=["policy", "text", "capacity", "closes_on", "is_published"])
    record(actor=actor, verb="entrance.saved", target=entrance, now=now, policy=str(policy), published=is_published)
    hand_on_places(entrance=entrance, now=now)
    return entrance
