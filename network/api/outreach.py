"""People to reach out to, by API for those who run the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import NamedSerializer, Text
from network.enums import OutreachAct
from network.selectors.outreach import outreach_page
from network.services.outreach import record_outreach, take_back_outreach
from programs.access import today_in
from programs.api.base import ProgramView
from programs.rules import FACILITATING
from programs.selectors.remits import person_seen

if TYPE_CHECKING:
    from programs.models import Participant


class ReachSerializer(serializers.Serializer[Any]):
    """Somebody to reach out to, and why; by participation alone, never by what anybody answered or wrote."""

    person = NamedSerializer()
    reasons = serializers.ListField(child=Text())
    last_on = serializers.DateField(allow_null=True)


class ReachedSerializer(serializers.Serializer[Any]):
    """What was done for somebody, by whom."""

    person = NamedSerializer()
    act = Text(source="row.act")
    done_on = serializers.DateField(source="row.done_on")
    done_by = Text(source="row.done_by.name")


class OutreachSerializer(serializers.Serializer[Any]):
    """Who has gone quiet, the longest first, and what was done in the last four weeks."""

    people = ReachSerializer(many=True)
    done = ReachedSerializer(many=True)


class ReachActSerializer(serializers.Serializer[Any]):
    """How somebody was reached."""

    act = serializers.ChoiceField(choices=OutreachAct.choices)


class OutreachList(ProgramView):
    """Who has gone quiet."""

    roles = FACILITATING

    @extend_schema(operation_id="outreach_list", responses=OutreachSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """As far as the caller looks after them."""
        page = outreach_page(self.here.program, today_in(self.here), self.here.segments)
        return Response(OutreachSerializer(page).data)


class _Person(ProgramView):
    roles = FACILITATING

    def person(self, public_id: UUID) -> Participant:
        """Somebody whom the caller looks after."""
        found = person_seen(self.here.program, self.here.membership, public_id)
        if found is None:
            raise Http404
        return found


class Outreach(_Person):
    """Reaching out to somebody."""

    @extend_schema(operation_id="outreach_record", request=ReachActSerializer, responses={204: None})
    def post(self, request: Request, person: UUID, **kwargs: Any) -> Response:
        """Notes that I did; they are left in peace for four weeks. Once a day."""
        found, body = self.person(person), ReachActSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        act, on = OutreachAct(body.validated_data["act"]), today_in(self.here)
        record_outreach(participant=found, act=act, actor=self.here.membership, on=on, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class OutreachUndo(_Person):
    """What I noted today."""

    @extend_schema(operation_id="outreach_undo", request=None, responses={204: None})
    def post(self, request: Request, person: UUID, **kwargs: Any) -> Response:
        """Takes it back; twice is once."""
        found, on = self.person(person), today_in(self.here)
        take_back_outreach(participant=found, actor=self.here.membership, on=on, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
