"""Where the network stands, by API, for those who run it: said by name, taken out, and put into the plan."""

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
from belonging.tenancy.enums import Role
from programs.access import today_in
from programs.api.base import ProgramView
from programs.rules import FACILITATING
from surveys.api.waves import ItemSerializer
from surveys.enums import AssessmentTurn
from surveys.forms.assessments import LONGEST_NAME
from surveys.rules import LONGEST_WORDS
from surveys.selectors import assessments as reads
from surveys.services import assessments as writes
from surveys.services.built_in import built_in_questions


class AssessmentSerializer(serializers.Serializer[Any]):
    """Who filled it in, for themselves or with a sponsor, and what they said."""

    id = serializers.UUIDField(source="public_id")
    person = NamedSerializer(source="membership")
    sponsor = Text()
    answers = serializers.DictField(child=serializers.IntegerField())
    words = Text()
    said_on = serializers.DateField()


class StatementSerializer(serializers.Serializer[Any]):
    """A statement with its mean, how far apart they are, and what may help where it is weak."""

    key = Text()
    is_sponsors = serializers.BooleanField()
    text = Text(source="figure.label")
    value = serializers.FloatField(source="figure.value", allow_null=True)
    before = serializers.FloatField(source="figure.before", allow_null=True)
    fix = Text(source="figure.fix")
    lowest = serializers.IntegerField()
    highest = serializers.IntegerField()


class StandingTurnSerializer(serializers.Serializer[Any]):
    """A turn: at the start, or again in the last months."""

    turn = serializers.ChoiceField(choices=AssessmentTurn.choices)
    said = AssessmentSerializer(source="rows", many=True)
    statements = StatementSerializer(many=True)


class ViewSerializer(serializers.Serializer[Any]):
    """A number for each statement that is answered, and words if one likes."""

    answers = serializers.DictField(child=serializers.IntegerField())
    words = Text(max_length=LONGEST_WORDS, allow_blank=True, default="")


class SponsorViewSerializer(ViewSerializer):
    """The same, filled in with a sponsor in their words; they agree that it stands there with their name."""

    sponsor = Text(max_length=LONGEST_NAME)


class StandingHelpSerializer(serializers.Serializer[Any]):
    """A weak answer, of those who lead or of sponsors."""

    key = Text(max_length=40)
    is_sponsors = serializers.BooleanField(default=False)


class StandingList(ProgramView):
    """Where those who lead think the network stands."""

    roles = FACILITATING

    @extend_schema(operation_id="assessment_list", responses=StandingTurnSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Each turn in which somebody said something, the newest first."""
        turns = [reads.standing_of(self.here.program, turn) for turn in (AssessmentTurn.AGAIN, AssessmentTurn.FIRST)]
        return Response(StandingTurnSerializer([turn for turn in turns if turn.rows], many=True).data)


class _Fill(ProgramView):
    roles = FACILITATING

    def _questions(self, key: str) -> Response:
        return Response(ItemSerializer(built_in_questions(key)[1], many=True).data)

    def _keep(self, body: ViewSerializer) -> Response:
        body.is_valid(raise_exception=True)
        words = {"sponsor": "", **body.validated_data}
        here, on = self.here, today_in(self.here)
        kept = writes.keep_assessment(actor=here.membership, program=here.program, on=on, now=clock.now(), **words)
        return Response(MadeSerializer(kept).data)


class StandingFill(_Fill):
    """The caller's own view."""

    @extend_schema(operation_id="assessment_questions", responses=ItemSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The statements."""
        return self._questions(writes.OF_LEADERS)

    @extend_schema(operation_id="assessment_fill", request=ViewSerializer, responses=MadeSerializer)
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Keeps it, in place of what the caller said before in the same turn."""
        return self._keep(ViewSerializer(data=request.data))


class StandingSponsor(_Fill):
    """A sponsor's view."""

    @extend_schema(operation_id="assessment_sponsor_questions", responses=ItemSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The statements."""
        return self._questions(writes.OF_SPONSORS)

    @extend_schema(operation_id="assessment_sponsor", request=SponsorViewSerializer, responses=MadeSerializer)
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Keeps it, in place of what they said before in the same turn."""
        return self._keep(SponsorViewSerializer(data=request.data))


class StandingPlan(ProgramView):
    """What a weak answer asks for, for admins."""

    roles = (Role.ADMIN,)

    @extend_schema(operation_id="assessment_plan", request=StandingHelpSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Puts it into the draft of the plan."""
        here, body = self.here, StandingHelpSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words: dict[str, Any] = {"program": here.program, "on": today_in(here), **body.validated_data}
        writes.take_into_plan(actor=here.membership, now=clock.now(), **words)
        return Response(status=status.HTTP_204_NO_CONTENT)


class Assessment(ProgramView):
    """Something that was filled in."""

    roles = FACILITATING

    @extend_schema(operation_id="assessment_remove", responses={204: None})
    def delete(self, request: Request, assessment: UUID, **kwargs: Any) -> Response:
        """Takes out what the caller filled in."""
        found = reads.assessment_by_public_id(self.here.program, assessment)
        if found is None:
            raise Http404
        writes.remove_assessment(actor=self.here.membership, assessment=found, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
