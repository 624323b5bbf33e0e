"""A first look around, by API: with whom, what was seen, and three, two, one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer, NamedSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from community.enums import TourEase, TourStop
from community.models import FirstTour
from community.selectors import tours as reads
from community.services import tours as writes
from community.services.tours import TourWords
from programs.api.base import ProgramView


class TourSerializer(serializers.Serializer[Any]):
    """The caller's tour: beside whom, what was seen, and whether it has ended."""

    ease = serializers.ChoiceField(choices=TourEase.choices)
    partner = NamedSerializer(allow_null=True)
    seen = serializers.ListField(child=Text())
    began_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class TourPageSerializer(serializers.Serializer[Any]):
    """The tour, if it has begun, the stops, and where what was found may be said."""

    tour = TourSerializer(allow_null=True)
    stops = serializers.ListField(child=Text())
    groups = NamedSerializer(many=True)


class EaseSerializer(serializers.Serializer[Any]):
    """How such pages come to somebody; only for whom they go with."""

    ease = serializers.ChoiceField(choices=TourEase.choices)


class StopsSerializer(serializers.Serializer[Any]):
    """What was seen; all of it."""

    seen = serializers.ListField(child=serializers.ChoiceField(choices=TourStop.choices), max_length=len(TourStop))


class FoundSerializer(serializers.Serializer[Any]):
    """Three ways this helps, two things that could be better, one surprise, and in which group it is said."""

    helps = serializers.ListField(child=Text(max_length=500), min_length=3, max_length=3)
    better = serializers.ListField(child=Text(max_length=500), min_length=2, max_length=2)
    surprise = Text(max_length=500)
    group = serializers.UUIDField()


class Tour(ProgramView):
    """The caller's first look around."""

    @extend_schema(operation_id="tour_read", responses=TourPageSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """As far as it is."""
        me = self.me
        groups = reads.groups_to_say_it_in(me)
        found = {"tour": reads.tour_of(me), "stops": list(TourStop.values), "groups": groups}
        return Response(TourPageSerializer(found).data)

    @extend_schema(operation_id="tour_begin", request=EaseSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Begins it; twice is once."""
        me, body = self.me, EaseSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.begin_tour(participant=me, ease=TourEase(body.validated_data["ease"]), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class _Tour(ProgramView):
    def _mine(self) -> FirstTour:
        found = reads.tour_of(self.me)
        if found is None:
            raise Http404
        return found


class TourTick(_Tour):
    """What the caller has seen."""

    @extend_schema(operation_id="tour_tick", request=StopsSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Keeps it."""
        found, body = self._mine(), StopsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.tick_tour(tour=found, stops=body.validated_data["seen"], now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class TourFound(_Tour):
    """What the caller found."""

    @extend_schema(
        operation_id="tour_found", request=FoundSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Says it in a group, into which they come, and answers the post; once for an Idempotency-Key."""
        found, body = self._mine(), FoundSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        return made_once(request, self.here.membership, {"tour": found.pk, **said}, lambda: self._said(found, **said))

    def _said(self, tour: FirstTour, group: UUID, **said: Any) -> dict[str, Any]:
        chosen = next((one for one in reads.groups_to_say_it_in(self.me) if one.public_id == group), None)
        if chosen is None:
            raise Http404
        helps, better = ([" ".join(line.split()) for line in said[name]] for name in ("helps", "better"))
        words = TourWords(helps, better, said["surprise"])
        return dict(
            MadeSerializer(writes.say_what_was_found(tour=tour, group=chosen, words=words, now=clock.now())).data
        )
