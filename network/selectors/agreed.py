"""What apps that bring people together ask of the network."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from network.enums import PartnerState
from network.models import Block, Interaction, InteractionPartner
from programs.enums import LearningKind

if TYPE_CHECKING:
    from programs.models import Participant, Program


def interaction_by_id(public_id: UUID) -> Interaction | None:
    """Time together by its id, with its author, in the open organization; for those who stored it themselves."""
    rows = Interaction.objects.filter(public_id=public_id, taken_back_at=None)
    return rows.select_related("author__membership").first()


def open_claims_of_day(
    author: Participant, partners: Collection[Participant], on: date, kind: LearningKind
) -> list[InteractionPartner]:
    """What the author logged with these people for that day and kind and they have not answered."""
    rows = InteractionPartner.objects.filter(
        interaction__author=author, interaction__happened_on=on, interaction__kind=kind, participant__in=partners,
        state=PartnerState.CLAIMED, is_hidden=False,
    )  # fmt: skip
    return list(rows.select_related("interaction", "participant__membership", "program").order_by("pk"))


def kept_out_pairs(program: Program) -> set[tuple[int, int]]:
    """Row ids of every two people of whom one keeps the other out, the lower first; nobody is ever told which."""
    rows = Block.objects.filter(program=program).order_by("pk").values_list("blocker_id", "blocked_id")
    return {(min(pair), max(pair)) for pair in rows}
