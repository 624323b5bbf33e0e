"""The network round one event by API: small groups of people who have not met, and what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import NamedSerializer
from network.selectors.gatherings import LEAST, MOST, Fruit, fruit_of, kept_rooms, proposed_rooms
from programs.api.base import EventView
from programs.rules import FACILITATING
from programs.selectors.events import usual_group_size
from programs.services.event_rooms import settle_rooms


class GroupSizeSerializer(serializers.Serializer[Any]):
    """How many sit together; the usual size where it is not said."""

    size = serializers.IntegerField(min_value=LEAST, max_value=MOST, required=False)


class RoomSerializer(serializers.Serializer[Any]):
    """One small group."""

    number = serializers.IntegerField()
    people = NamedSerializer(many=True)


class RoomsSerializer(serializers.Serializer[Any]):
    """A proposal, with how many pairs would sit together and how many of them have not met."""

    rooms = RoomSerializer(many=True)
    pairs = serializers.IntegerField()
    new_pairs = serializers.IntegerField()


class FruitSerializer(serializers.Serializer[Any]):
    """Pairs of those who were there who first met between the event and a day; counted from five people up."""

    until = serializers.DateField()
    is_counted = serializers.BooleanField()
    people = serializers.SerializerMethodField()
    new_ties = serializers.SerializerMethodField()

    def get_people(self, fruit: Fruit) -> int | None:
        """How many were there."""
        return fruit.people if fruit.is_counted else None

    def get_new_ties(self, fruit: Fruit) -> int | None:
        """How many pairs."""
        return fruit.new_ties if fruit.is_counted else None


class GatheringSerializer(serializers.Serializer[Any]):
    """Groups that are proposed while it is to come, those that were settled, and in the end what came of it."""

    size = serializers.IntegerField()
    proposal = RoomsSerializer(allow_null=True)
    settled = RoomSerializer(many=True)
    fruit = FruitSerializer(allow_null=True)


class SettledSerializer(serializers.Serializer[Any]):
    """How many groups were settled."""

    count = serializers.IntegerField()


class EventGroups(EventView):
    """Small groups of an event."""

    roles = FACILITATING

    @extend_schema(operation_id="event_groups", parameters=[GroupSizeSerializer], responses=GatheringSerializer)
    def get(self, request: Request, event: UUID, **kwargs: Any) -> Response:
        """A proposal for a size, the same until somebody joins."""
        found, asked = self.event(event), GroupSizeSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        size = asked.validated_data.get("size") or usual_group_size(found)
        is_over = found.ends_at <= clock.now()
        proposal = None if is_over or found.is_cancelled else proposed_rooms(found, size)
        words = {"size": size, "proposal": proposal, "settled": kept_rooms(found)}
        words["fruit"] = fruit_of(found) if is_over else None
        return Response(GatheringSerializer(words).data)

    @extend_schema(operation_id="event_groups_settle", request=GroupSizeSerializer, responses=SettledSerializer)
    def post(self, request: Request, event: UUID, **kwargs: Any) -> Response:
        """Settles what is proposed for that size, in place of earlier groups."""
        found, body = self.event(event), GroupSizeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        proposal = proposed_rooms(found, body.validated_data.get("size") or usual_group_size(found))
        rooms = [[person.pk for person in room.people] for room in proposal.rooms]
        count = settle_rooms(actor=self.here.membership, event=found, rooms=rooms, now=clock.now())
        return Response(SettledSerializer({"count": count}).data)
