"""Other people's paths by API, for those who run the program: paused, moved, given a promise. Never what they wrote."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer
from belonging.tenancy.api.base import KEY, made_once
from belonging.tenancy.enums import Role
from programs.access import today_in
from programs.api.base import ProgramView
from programs.api.paths import NewPromiseSerializer
from programs.api.people import PersonStateSerializer, UntilSerializer
from programs.api.plans import RowCountSerializer
from programs.models import Participant
from programs.rules import FACILITATING
from programs.selectors.remits import person_seen
from programs.services import paths as writes
from programs.services.promises import assign_promise


class ShiftSerializer(serializers.Serializer[Any]):
    """How many days later, or with a minus earlier, and from which day on."""

    days = serializers.IntegerField()
    from_on = serializers.DateField()


class PathView(ProgramView):
    """An address of somebody whom the caller looks after."""

    roles: ClassVar[tuple[Role, ...]] = FACILITATING

    def person(self, public_id: UUID) -> Participant:
        """Raises Http404 for everybody else."""
        found = person_seen(self.here.program, self.here.membership, public_id)
        if found is None:
            raise Http404
        return found


class PathPause(PathView):
    """Somebody's pause."""

    @extend_schema(operation_id="path_pause", request=UntilSerializer, responses=PersonStateSerializer)
    def post(self, request: Request, person: UUID, **kwargs: Any) -> Response:
        """Until a day; their days move by as much."""
        found, body = self.person(person), UntilSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = {"until": body.validated_data["until"], "on": today_in(self.here)}
        writes.pause_path(actor=self.here.membership, participant=found, now=clock.now(), **words)
        return Response(PersonStateSerializer(self.person(person)).data)

    @extend_schema(operation_id="path_resume", responses={204: None})
    def delete(self, request: Request, person: UUID, **kwargs: Any) -> Response:
        """Back before the day."""
        found, on = self.person(person), today_in(self.here)
        writes.resume_path(actor=self.here.membership, participant=found, on=on, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class PathShift(PathView):
    """Somebody's days."""

    @extend_schema(operation_id="path_shift", request=ShiftSerializer, responses=RowCountSerializer)
    def post(self, request: Request, person: UUID, **kwargs: Any) -> Response:
        """Moves them; the plan and everybody else keep theirs. Answers how many steps moved."""
        found, body = self.person(person), ShiftSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        count = writes.shift_path(actor=self.here.membership, participant=found, now=clock.now(), **body.validated_data)
        return Response(RowCountSerializer({"count": count}).data)


class PromiseAssign(PathView):
    """A promise for somebody."""

    @extend_schema(
        operation_id="promise_assign", request=NewPromiseSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, person: UUID, **kwargs: Any) -> Response:
        """Gives it; once for an Idempotency-Key."""
        found, body = self.person(person), NewPromiseSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data
        contents = {"person": found.pk, "promise": words}
        return made_once(request, self.here.membership, contents, lambda: self._given(found, words))

    def _given(self, found: Participant, words: dict[str, Any]) -> dict[str, Any]:
        given = assign_promise(
            actor=self.here.membership, participant=found, on=today_in(self.here), now=clock.now(), **words
        )
        return dict(MadeSerializer(given).data)
