"""The people of a program by API."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core.api import Pages
from belonging.core.api_parts import Text
from network.selectors.people import faces, found_people
from programs.api.base import ProgramView
from programs.selectors.programs import people_in

MOST_FOUND = 30


class PersonSerializer(serializers.Serializer[Any]):
    """What participants see of each other."""

    id = serializers.UUIDField(source="public_id")
    name = Text()
    segment = Text()


class InOrder(Pages):
    """The first ones first."""

    ordering = ("id",)


class PersonList(ProgramView):
    """Everybody, or those who fit a few letters."""

    pagination_class = InOrder

    @extend_schema(
        operation_id="person_list",
        parameters=[OpenApiParameter("q", str, description="A few letters of a name; small mistakes are forgiven.")],
        responses=PersonSerializer(many=True),
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Everybody by pages, in the order they came; or the thirty best finds, the best first."""
        program, query = self.here.program, request.query_params.get("q", "").strip()[:80]
        pages = InOrder()
        if query:
            most = min(pages.get_page_size(request) or MOST_FOUND, MOST_FOUND)
            found = faces(program, found_people(program, query, limit=most))
            return Response({"next": None, "previous": None, "results": PersonSerializer(found, many=True).data})
        rows = pages.paginate_queryset(people_in(program), request, view=self) or []
        return pages.get_paginated_response(PersonSerializer(faces(program, rows), many=True).data)
