"""Thanks by API: read, give, agree that others read them, take back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_parts import MadeSerializer, NamedSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from community.api.base import GroupView, YesOrNoSerializer
from community.rules import LONGEST_THANKS
from community.selectors import thanks as reads
from community.services import thanks as writes
from programs.access import today_in
from programs.api.base import ProgramView
from programs.selectors.programs import person_by_public_id

if TYPE_CHECKING:
    from community.models import Group
    from programs.models import Participant


class ThanksSerializer(serializers.Serializer[Any]):
    """Thanks to a person or a group; without a giver, they have left."""

    id = serializers.UUIDField(source="public_id")
    giver = NamedSerializer(allow_null=True)
    person = NamedSerializer(source="participant", allow_null=True)
    group = NamedSerializer(allow_null=True)
    act = Text()
    happened_on = serializers.DateField()
    given_at = serializers.DateTimeField()


class GivenThanksSerializer(ThanksSerializer):
    """Thanks from the caller, and whether others might read them; what the other said to that is the other's."""

    is_for_all = serializers.BooleanField()


class ReceivedThanksSerializer(GivenThanksSerializer):
    """Thanks to the caller, and what they said to others reading them."""

    is_agreed = serializers.BooleanField()
    answered_at = serializers.DateTimeField(allow_null=True)


class OwnThanksSerializer(serializers.Serializer[Any]):
    """What the caller is thanked for, and thanked for."""

    received = ReceivedThanksSerializer(many=True)
    given = GivenThanksSerializer(many=True)


class NewThanksSerializer(serializers.Serializer[Any]):
    """Thanks for one thing."""

    act = Text(max_length=LONGEST_THANKS)
    happened_on = serializers.DateField()
    is_for_all = serializers.BooleanField(default=False)


class ThanksList(ProgramView):
    """Thanks that everybody may read."""

    pagination_class = Pages

    @extend_schema(operation_id="thanks_list", responses=ThanksSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Those of which both sides said so, the newest first, by pages."""
        pages = Pages()
        rows = pages.paginate_queryset(reads.shared_thanks(self.here.program), request, view=self)
        return pages.get_paginated_response(ThanksSerializer(rows, many=True).data)


class OwnThanks(ProgramView):
    """Thanks to and from the caller."""

    @extend_schema(operation_id="thanks_own", responses=OwnThanksSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The newest first; also those to a group that the caller manages."""
        found = {"received": reads.thanks_for(self.me), "given": reads.thanks_from(self.me)}
        return Response(OwnThanksSerializer(found).data)


class _Giving(GroupView):
    def given(self, request: Request, to: Participant | Group) -> Response:
        """Thanks them, once for an Idempotency-Key."""
        me, body = self.me, NewThanksSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data

        def act() -> dict[str, Any]:
            thanks = writes.give_thanks(giver=me, to=to, today=today_in(self.here), now=clock.now(), **words)
            return dict(MadeSerializer(thanks).data)

        return made_once(request, self.here.membership, {"to": str(to.public_id), **words}, act)


class ThanksToPerson(_Giving):
    """Thanking a person."""

    @extend_schema(
        operation_id="thanks_give", request=NewThanksSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, person: UUID, **kwargs: Any) -> Response:
        """For one thing they did; others read it once both sides say so. Once for an Idempotency-Key."""
        found = person_by_public_id(self.here.program, person)
        if found is None or found == self.me:
            raise Http404
        return self.given(request, found)


class ThanksToGroup(_Giving):
    """Thanking a group."""

    @extend_schema(
        operation_id="thanks_give_group", request=NewThanksSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, group: UUID, **kwargs: Any) -> Response:
        """For one thing it did; who manages it says whether others read it. Once for an Idempotency-Key."""
        return self.given(request, self.group(group))


class Thanks(ProgramView):
    """Thanks to or from the caller."""

    @extend_schema(operation_id="thanks_answer", request=YesOrNoSerializer, responses={204: None})
    def post(self, request: Request, thanks: UUID, **kwargs: Any) -> Response:
        """Says whether others may read what the caller, or their group, is thanked for; it may be changed any time."""
        me, body = self.me, YesOrNoSerializer(data=request.data)
        found = reads.thanks_to_answer(me, thanks)
        if found is None:
            raise Http404
        body.is_valid(raise_exception=True)
        writes.answer_thanks(thanks=found, actor=me, agrees=body.validated_data["agrees"], now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="thanks_take_back", responses={204: None})
    def delete(self, request: Request, thanks: UUID, **kwargs: Any) -> Response:
        """Erases what the caller said, for both sides."""
        found = reads.own_thanks(self.me, thanks)
        if found is None:
            raise Http404
        writes.take_back_thanks(thanks=found, giver=self.me, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
