"""The people of a program by API."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from network.selectors.people import faces, found_people
from programs.api.base import ProgramView
from programs.selectors.programs import people_in


class PersonSerializer(serializers.Serializer[Any]):
    """What participants see of each other."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    segment = serializers.CharField()


class PersonList(ProgramView):
    """Everybody by name, or those who fit a few letters."""

    @extend_schema(
        operation_id="person_list",
        parameters=[OpenApiParameter("q", str, description="A few letters of a name; small mistakes are forgiven.")],
        responses=PersonSerializer(many=True),
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        """At most 200 people."""
        query = request.query_params.get("q", "").strip()[:80]
        rows = found_people(self.here.program, query, limit=30) if query else people_in(self.here.program)[:200]
        return Response({"results": PersonSerializer(faces(self.here.program, rows), many=True).data})
