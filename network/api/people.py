"""The people of a program by API, and keeping one of them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_parts import Text
from network.selectors.interactions import is_blocked_by
from network.selectors.people import faces, found_people
from network.services.interactions import block_person, unblock_person
from programs.api.base import ProgramView
from programs.selectors.programs import people_in, person_by_public_id

if TYPE_CHECKING:
    from programs.models import Participant

MOST_FOUND = 30


class PersonSerializer(serializers.Serializer[Any]):
    """What participants see of each other."""

    id = serializers.UUIDField(source="public_id")
    name = Text()
    segment = Text()


class PersonDetailSerializer(PersonSerializer):
    """The same, and whether it is the caller, or somebody whom the caller keeps out."""

    is_me = serializers.BooleanField()
    is_kept_out = serializers.BooleanField()


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


class _Person(ProgramView):
    def person(self, public_id: UUID) -> Participant:
        """Somebody of the program."""
        found = person_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found


class PersonDetail(_Person):
    """One person."""

    @extend_schema(operation_id="person", responses=PersonDetailSerializer)
    def get(self, request: Request, person: UUID, **kwargs: Any) -> Response:
        """As participants see each other."""
        found, me = self.person(person), self.here.participant
        (face,) = faces(self.here.program, [found])
        words = {name: getattr(face, name) for name in ("public_id", "name", "segment")}
        words |= {"is_me": me is not None and me.pk == found.pk}
        return Response(
            PersonDetailSerializer(words | {"is_kept_out": me is not None and is_blocked_by(me, found)}).data
        )


class PersonBlock(_Person):
    """Keeping somebody out."""

    @extend_schema(operation_id="person_block", request=None, responses={204: None})
    def post(self, request: Request, person: UUID, **kwargs: Any) -> Response:
        """Keeps what they log away from me. Nobody is told; twice is once."""
        me, found = self.me, self.person(person)
        block_person(blocker=me, blocked=found, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="person_unblock", responses={204: None})
    def delete(self, request: Request, person: UUID, **kwargs: Any) -> Response:
        """Lets what they log reach me again."""
        me, found = self.me, self.person(person)
        unblock_person(blocker=me, blocked=found, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
