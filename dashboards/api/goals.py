"""The goal chart of a quarter by API, for those who run the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from dashboards.enums import Measure
from dashboards.rules import GOALS_A_QUARTER
from dashboards.selectors import goals as reads
from dashboards.services import goals as writes
from programs.api.base import EditView, ProgramView
from programs.rules import FACILITATING

if TYPE_CHECKING:
    from dashboards.models import CommunityGoal


class KeyResultSerializer(serializers.Serializer[Any]):
    """A key result: what it asks for, what the figure is, of which day, and how that stands."""

    id = serializers.UUIDField(source="result.public_id")
    measure = serializers.ChoiceField(source="result.measure", choices=Measure.choices)
    target = serializers.FloatField(source="result.target")
    due_on = serializers.DateField(source="result.due_on")
    value = Text()
    read_on = serializers.DateField(allow_null=True)
    words = Text()


class GoalPlaceSerializer(serializers.Serializer[Any]):
    """One of the places of a quarter; without an id nobody has written a goal there."""

    place = serializers.IntegerField()
    id = serializers.UUIDField(source="goal.public_id", allow_null=True)
    title = Text(source="goal.title", allow_null=True)
    results = KeyResultSerializer(many=True)


class GoalChartSerializer(serializers.Serializer[Any]):
    """A quarter, and which quarters the program has."""

    quarter = serializers.IntegerField()
    quarters = serializers.ListField(child=serializers.IntegerField())
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    places = GoalPlaceSerializer(many=True)


class GoalSerializer(serializers.Serializer[Any]):
    """A goal in one of the places."""

    place = serializers.IntegerField(min_value=1, max_value=GOALS_A_QUARTER)
    title = Text(max_length=160)


class NewResultSerializer(serializers.Serializer[Any]):
    """A live figure, how far it is to come, and by when."""

    measure = serializers.ChoiceField(choices=Measure.choices)
    target = serializers.FloatField(min_value=0)
    due_on = serializers.DateField()


class GoalChart(EditView):
    """The goals of a quarter."""

    roles = FACILITATING

    @extend_schema(operation_id="goal_chart", responses=GoalChartSerializer)
    def get(self, request: Request, quarter: int, **kwargs: Any) -> Response:
        """With their key results, read from the live figures."""
        self._check(quarter)
        return Response(GoalChartSerializer(reads.goal_chart(self.here.program, quarter, clock.now())).data)

    def contents(self, request: Request, **kwargs: Any) -> Any:
        """The titles alone: figures move by themselves."""
        quarter = kwargs["quarter"]
        return [reads.title_at(self.here.program, quarter, place) for place in range(1, GOALS_A_QUARTER + 1)]

    @extend_schema(operation_id="goal_write", request=GoalSerializer, responses=MadeSerializer)
    def patch(self, request: Request, quarter: int, **kwargs: Any) -> Response:
        """Writes a goal into one of the places, over what stands there."""
        self._check(quarter)
        here, body = self.here, GoalSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = {"quarter": quarter, "now": clock.now(), **body.validated_data}
        return Response(MadeSerializer(writes.write_goal(actor=here.membership, program=here.program, **words)).data)

    def _check(self, quarter: int) -> None:
        if quarter not in reads.quarters_of(self.here.program):
            raise Http404


class _Goal(ProgramView):
    roles = FACILITATING

    def _found(self, public_id: UUID) -> CommunityGoal:
        found = reads.goal_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found


class Goal(_Goal):
    """One goal."""

    @extend_schema(operation_id="goal_remove", responses={204: None})
    def delete(self, request: Request, goal: UUID, **kwargs: Any) -> Response:
        """Takes it off the chart, with its key results."""
        writes.remove_goal(actor=self.here.membership, goal=self._found(goal), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class GoalResults(_Goal):
    """By what a goal is known to be reached."""

    @extend_schema(
        operation_id="result_add", request=NewResultSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, goal: UUID, **kwargs: Any) -> Response:
        """Links it to a live figure; once for an Idempotency-Key."""
        found, body = self._found(goal), NewResultSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words, actor = body.validated_data, self.here.membership

        def act() -> dict[str, Any]:
            made = writes.add_key_result(actor=actor, goal=found, now=clock.now(), **words)
            return dict(MadeSerializer(made).data)

        return made_once(request, actor, {"goal": found.pk, **words}, act)


class KeyResult(ProgramView):
    """One key result."""

    roles = FACILITATING

    @extend_schema(operation_id="result_remove", responses={204: None})
    def delete(self, request: Request, result: UUID, **kwargs: Any) -> Response:
        """Takes it off its goal."""
        found = reads.result_by_public_id(self.here.program, result)
        if found is None:
            raise Http404
        writes.remove_key_result(actor=self.here.membership, result=found, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
