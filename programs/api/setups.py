"""What is set up before a program starts, and who looks after whom, by API."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import NamedSerializer, Text
from belonging.tenancy.enums import Role
from programs.api.base import EditView, ProgramView
from programs.enums import SetupKey
from programs.rules import FACILITATING
from programs.selectors.remits import RemitLine, remit_lines
from programs.selectors.setups import setup_of
from programs.services.remits import set_remit
from programs.services.setups import send_test_mail, tick_setup


class SetupLineSerializer(serializers.Serializer[Any]):
    """A line of the list: seen by the product itself, or ticked by hand."""

    key = Text()
    label = Text()  # type: ignore[assignment]  # DRF gives every field a label of its own
    about = Text()
    is_done = serializers.BooleanField()
    is_by_hand = serializers.BooleanField()


class TickSerializer(serializers.Serializer[Any]):
    """A line that is ticked by hand, and whether it is done."""

    key = serializers.ChoiceField(choices=SetupKey.choices)
    is_done = serializers.BooleanField()


class SetupList(ProgramView):
    """What is to be set up before a program starts."""

    roles: ClassVar[tuple[Role, ...]] = FACILITATING

    @extend_schema(operation_id="setup_list", responses=SetupLineSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """In the order in which it is best done."""
        return Response(SetupLineSerializer(setup_of(self.here.program), many=True).data)

    @extend_schema(operation_id="setup_tick", request=TickSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Ticks a line, or takes the tick away."""
        here, body = self.here, TickSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        key, is_done = SetupKey(body.validated_data["key"]), body.validated_data["is_done"]
        tick_setup(actor=here.membership, program=here.program, key=key, is_done=is_done, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class SetupMail(ProgramView):
    """A mail to try."""

    roles: ClassVar[tuple[Role, ...]] = FACILITATING

    @extend_schema(operation_id="setup_mail", request=None, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Sends it to the caller."""
        send_test_mail(actor=self.here.membership, program=self.here.program, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ShareSerializer(serializers.Serializer[Any]):
    """A group of a program, and whether a facilitator looks after it."""

    name = Text()
    people = serializers.IntegerField()
    is_theirs = serializers.BooleanField()


class RemitSerializer(serializers.Serializer[Any]):
    """A facilitator with every group of the program; without any of their own they look after everybody."""

    facilitator = NamedSerializer()
    shares = ShareSerializer(many=True)
    is_everybody = serializers.BooleanField()


class SegmentsSerializer(serializers.Serializer[Any]):
    """The groups to look after, by name; none is everybody."""

    segments = serializers.ListField(child=Text(max_length=80, allow_blank=True), max_length=1000)


class RemitList(ProgramView):
    """Who looks after whom, for admins."""

    roles: ClassVar[tuple[Role, ...]] = (Role.ADMIN,)

    @extend_schema(operation_id="remit_list", responses=RemitSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Each facilitator, by name."""
        return Response(RemitSerializer(remit_lines(self.here.program), many=True).data)


class Remit(EditView):
    """Whom one facilitator looks after, for admins."""

    roles: ClassVar[tuple[Role, ...]] = (Role.ADMIN,)

    @extend_schema(operation_id="remit", responses=RemitSerializer)
    def get(self, request: Request, facilitator: UUID, **kwargs: Any) -> Response:
        """The groups of the program, and which are theirs."""
        return Response(RemitSerializer(self._line(facilitator)).data)

    def contents(self, request: Request, **kwargs: Any) -> Any:
        """Which are theirs: who joins a group meanwhile changes nothing of it."""
        return self._line(kwargs["facilitator"]).given

    @extend_schema(operation_id="remit_set", request=SegmentsSerializer, responses=RemitSerializer)
    def put(self, request: Request, facilitator: UUID, **kwargs: Any) -> Response:
        """Gives them these and no others."""
        here, line, body = self.here, self._line(facilitator), SegmentsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words: dict[str, Any] = {"program": here.program, "facilitator": line.facilitator, **body.validated_data}
        set_remit(actor=here.membership, now=clock.now(), **words)
        return Response(RemitSerializer(self._line(facilitator)).data)

    def _line(self, facilitator: UUID) -> RemitLine:
        found = next((one for one in remit_lines(self.here.program) if one.facilitator.public_id == facilitator), None)
        if found is None:
            raise Http404
        return found
