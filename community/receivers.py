"""News from below."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from belonging.core import clock
from belonging.tenancy.scope import open_scope
from community.services.leaving import detach_names
from programs.signals import participant_left


@receiver(participant_left)
def take_name_off(organization_id: UUID, participant_id: UUID, **_more: Any) -> None:
    """Somebody left: their words stay, without their name. What a crash swallows here the daily task mends."""
    with open_scope(organization_id):
        detach_names(now=clock.now(), participant_id=participant_id)
