"""What every API address of the community does first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from rest_framework import serializers

from community.rules import may_read_group
from community.selectors.groups import group_by_public_id, seat_of
from programs.api.base import ProgramView

if TYPE_CHECKING:
    from community.models import Group


class PersonAskedSerializer(serializers.Serializer[Any]):
    """Whom to ask."""

    person = serializers.UUIDField()


class YesOrNoSerializer(serializers.Serializer[Any]):
    """Yes or no."""

    agrees = serializers.BooleanField()


class GroupView(ProgramView):
    """An address of one group."""

    def group(self, public_id: UUID, *, reading: bool = False) -> Group:
        """The group, for those who may know of it; for `reading` what is written there, those who may."""
        here = self.here
        found = group_by_public_id(here.program, here.membership, here.participant, public_id)
        if found is None:
            raise Http404
        if reading and not may_read_group(found, here.membership, seat_of(found, here.participant)):
            raise Http404
        return found
