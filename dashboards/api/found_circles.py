"""The communities that the last count found, by API; for those who run the program. They are named by network.api."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core.api_parts import Text
from dashboards.selectors.found import found_in
from network.selectors.snapshots import latest_snapshot
from programs.api.base import ProgramView
from programs.rules import FACILITATING, FEWEST_PEOPLE


class FoundCircleSerializer(serializers.Serializer[Any]):
    """A community: its number in the count, its name, how many, and from where as far as a crowd hides each."""

    number = serializers.IntegerField()
    name = Text()
    title = Text()
    people = serializers.IntegerField()
    made_of = Text()


class FoundCirclesSerializer(serializers.Serializer[Any]):
    """Those of five people or more, the largest first, and how many smaller ones there are; `count` names the count."""

    count = serializers.UUIDField()
    circles = FoundCircleSerializer(many=True)
    smaller = serializers.IntegerField()


class FoundCircles(ProgramView):
    """What the ties alone suggest."""

    roles = FACILITATING

    @extend_schema(operation_id="found_circles", responses=FoundCirclesSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Of the newest count; 404 before one of ten people or more."""
        snapshot = latest_snapshot(self.here.program)
        if snapshot is None or snapshot.people < FEWEST_PEOPLE:
            raise Http404
        return Response(FoundCirclesSerializer(found_in(snapshot, self.here.segments)).data)
