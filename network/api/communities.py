"""Naming the communities that were found, by API; they are read with the figures (dashboards.api.found_circles)."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from network.services.communities import name_community
from programs.api.base import ProgramView
from programs.rules import FACILITATING

HIGHEST = 2_147_483_647  # what the column holds


class CommunityNameSerializer(serializers.Serializer[Any]):
    """Which community of which count, and what it is called; nothing takes the name off."""

    count = serializers.UUIDField()
    number = serializers.IntegerField(min_value=0, max_value=HIGHEST)
    name = Text(max_length=60, allow_blank=True)


class CommunityName(ProgramView):
    """The name of a community that was found."""

    roles = FACILITATING

    @extend_schema(operation_id="community_name", request=CommunityNameSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Calls it so; the name goes with these people from count to count. Twice is once."""
        here, body = self.here, CommunityNameSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        name_community(program=here.program, actor=here.membership, now=clock.now(), **body.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)
