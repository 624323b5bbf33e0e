"""Time together that everybody who was there stands by: apps above log it, and nobody is asked once more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from belonging.tenancy.audit import record
from network.enums import Channel
from network.selectors.agreed import interaction_by_id, open_claims_of_day
from network.selectors.interactions import between
from network.services.interactions import AnswerRefused, confirm_interaction, log_interaction
from network.services.ties import count_held_ties, lock_ties
from programs.enums import LearningKind

if TYPE_CHECKING:
    from programs.models import Participant, Program


@transaction.atomic
def log_agreed_interaction(
    *,
    program: Program,
    author: Participant,
    partners: Collection[Participant],
    happened_on: date,
    today: date,
    now: datetime,
    kind: LearningKind,
    channel: Channel,
) -> UUID | None:
    """
    This will store time together as confirmed, and answer the id by which it is taken back.

    What the author had logged of that day and kind already is confirmed instead; who keeps the other out is passed over
    in silence. Nothing is answered when nothing new came of it. Raises InteractionRefused for a day or a program in
    which nothing can be logged.
    """
    stand = between(author, partners, on=happened_on, kind=kind, named_since=now, declined_since=now)
    for claim in open_claims_of_day(author, partners, happened_on, kind):
        confirm_interaction(partner_row=claim, now=now)
    welcome = [one for one in partners if one.pk not in stand.kept_out | stand.unwelcoming | stand.same_day]
    if not welcome:
        return None
    logged = log_interaction(
        program=program, author=author, partners=welcome, happened_on=happened_on, today=today, now=now, kind=kind,
        channel=channel,
    )  # fmt: skip
    for claim in logged.claims:
        try:
            confirm_interaction(partner_row=claim, now=now)
        except AnswerRefused:  # they are paused, or said "not me" lately: it waits like any other
            continue
    return logged.interaction.public_id if logged.interaction else None


@transaction.atomic
def take_back_agreed_interaction(*, interaction_id: UUID, now: datetime) -> None:
    """This will take back what log_agreed_interaction stored, once somebody says that it did not happen."""
    found = interaction_by_id(interaction_id)
    if found is None:
        return
    pairs = [(found.author_id, row.participant_id) for row in found.partners.order_by("pk")]
    lock_ties(program_id=found.program_id, pairs=pairs)
    program_id, author = found.program_id, found.author
    found.delete()
    count_held_ties(program_id=program_id, pairs=pairs)
    record(actor=author.membership, verb="interaction.denied", now=now)
