"""Somebody left a program: their pairs end kindly."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from belonging.core import clock
from belonging.tenancy.scope import open_scope
from mentoring.services.leaving import forget_leaver
from programs.signals import participant_left


@receiver(participant_left, dispatch_uid="mentoring.forget_leaver")
def on_participant_left(sender: Any, *, organization_id: UUID, participant_id: UUID, **_: Any) -> None:
    """Opens the organization, since news come after the transaction and outside of every scope."""
    with open_scope(organization_id):
        forget_leaver(participant_id=participant_id, now=clock.now())
