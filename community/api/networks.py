"""The networks beyond this one, by API: which there are, who knows the way, named and taken off the list."""

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
from community.models import OtherNetwork
from community.selectors.benefits import network_by_public_id
from community.selectors.projects import networks_page
from community.services import benefits as writes
from programs.api.base import ProgramView
from programs.rules import FACILITATING


class NewNetworkSerializer(serializers.Serializer[Any]):
    """A network, and what one finds there."""

    name = Text(max_length=120)
    about = Text(max_length=500, allow_blank=True, default="")


class ContactSerializer(serializers.Serializer[Any]):
    """Somebody who knows the way."""

    person = NamedSerializer(source="participant")


class WorksThereSerializer(serializers.Serializer[Any]):
    """A project that works with it."""

    project = NamedSerializer(source="group")


class OtherNetworkSerializer(NewNetworkSerializer):
    """A network with who knows the way, whether the caller does, and the projects with it."""

    id = serializers.UUIDField(source="public_id")
    is_mine = serializers.BooleanField()
    contacts = ContactSerializer(source="contacts.all", many=True)
    projects = WorksThereSerializer(source="projects.all", many=True)


class OtherNetworkList(ProgramView):
    """The networks beyond this one."""

    @extend_schema(operation_id="other_network_list", responses=OtherNetworkSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """By name."""
        found = networks_page(self.here.program, self.here.participant)
        return Response(OtherNetworkSerializer(found, many=True).data)

    @extend_schema(
        operation_id="other_network_name", request=NewNetworkSerializer, responses={201: MadeSerializer},
        parameters=[KEY],
    )  # fmt: skip
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Names another, with the caller as the one to ask; once for an Idempotency-Key."""
        me, body = self.me, NewNetworkSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data

        def act() -> dict[str, Any]:
            made = writes.add_network(actor=me, program=self.here.program, now=clock.now(), **words)
            return dict(MadeSerializer(made).data)

        return made_once(request, self.here.membership, {"network_of": self.here.program.pk, **words}, act)


class _Network(ProgramView):
    def _found(self, public_id: UUID) -> OtherNetwork:
        found = network_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found


class OtherNetworkWay(_Network):
    """Whether the caller knows the way there."""

    @extend_schema(operation_id="other_network_way", request=None, responses={204: None})
    def post(self, request: Request, other: UUID, **kwargs: Any) -> Response:
        """They do, and may be asked."""
        return self._set(other, knows=True)

    @extend_schema(operation_id="other_network_way_no_more", responses={204: None})
    def delete(self, request: Request, other: UUID, **kwargs: Any) -> Response:
        """No longer."""
        return self._set(other, knows=False)

    def _set(self, other: UUID, *, knows: bool) -> Response:
        writes.know_the_way(network=self._found(other), participant=self.me, knows=knows, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class OtherNetworkDrop(_Network):
    """A network, for those who run the program."""

    roles = FACILITATING

    @extend_schema(operation_id="other_network_drop", responses={204: None})
    def delete(self, request: Request, other: UUID, **kwargs: Any) -> Response:
        """Takes it off the list; what was told of it stays."""
        writes.drop_network(actor=self.here.membership, network=self._found(other), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
