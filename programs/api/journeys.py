"""Other people's paths by API, for those who run the program: paused, moved, given a promise. Never what they wrote."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from belonging.tenancy.enums import Role
from programs.access import today_in
from programs.api.base import EditView, ProgramView
from programs.api.paths import NewPromiseSerializer
from programs.api.people import PersonStateSerializer, UntilSerializer
from programs.api.plans import RowCountSerializer
from programs.models import Participant
from programs.rules import CHOSEN_ROLES, FACILITATING
from programs.selectors.letters import roles_of
from programs.selectors.paths import missed_steps
from programs.selectors.remits import person_seen
from programs.services import paths as writes
from programs.services.letters import set_roles
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


class MissedSerializer(serializers.Serializer[Any]):
    """A step that the plan asked before somebody joined."""

    id = serializers.UUIDField(source="public_id")
    title = Text(source="step.title")
    opens_on = serializers.DateField()


class SettleSerializer(serializers.Serializer[Any]):
    """What becomes of one of them: open now, left out, or later, and then on which day."""

    step = serializers.UUIDField()
    act = serializers.ChoiceField(choices=["release", "skip", "reschedule"])
    day = serializers.DateField(allow_null=True, default=None)


class PathMissed(PathView):
    """What the plan asked before somebody joined and nobody has settled yet."""

    @extend_schema(operation_id="path_missed", responses=MissedSerializer(many=True))
    def get(self, request: Request, person: UUID, **kwargs: Any) -> Response:
        """The oldest first."""
        return Response(MissedSerializer(missed_steps(self.person(person)), many=True).data)

    @extend_schema(operation_id="path_settle", request=SettleSerializer, responses={204: None})
    def post(self, request: Request, person: UUID, **kwargs: Any) -> Response:
        """Settles one of them."""
        found, body = self.person(person), SettleSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said, on = body.validated_data, today_in(self.here)
        row = next((one for one in missed_steps(found) if one.public_id == said["step"]), None)
        if row is None:
            raise Http404
        words: dict[str, Any] = {"actor": self.here.membership, "person_step": row, "on": on, "now": clock.now()}
        if said["act"] == "reschedule":
            writes.reschedule_missed_step(opens_on=said["day"] or on, **words)
        elif said["act"] == "skip":
            writes.skip_missed_step(**words)
        else:
            writes.release_missed_step(**words)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RolesSerializer(serializers.Serializer[Any]):
    """What somebody is in the journey besides taking part."""

    roles = serializers.ListField(
        child=serializers.ChoiceField(choices=[(one.value, one.label) for one in CHOSEN_ROLES]), max_length=9
    )


class RoleEdit(EditView, PathView):
    """Somebody's roles in the journey."""

    @extend_schema(operation_id="role_list", responses=RolesSerializer)
    def get(self, request: Request, person: UUID, **kwargs: Any) -> Response:
        """As they are."""
        return Response(RolesSerializer({"roles": roles_of(self.person(person))}).data)

    @extend_schema(operation_id="role_edit", request=RolesSerializer, responses=RolesSerializer)
    def put(self, request: Request, person: UUID, **kwargs: Any) -> Response:
        """These and no others."""
        found, body = self.person(person), RolesSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        set_roles(actor=self.here.membership, participant=found, now=clock.now(), **body.validated_data)
        return self.get(request, person)


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
