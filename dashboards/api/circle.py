"""The circle of those who run programs by API: notes, tips, what the role asks, and how one sees oneself."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer, NamedSerializer, Text
from belonging.tenancy.api.base import KEY, OrganizationEdit, OrganizationView, made_once
from dashboards.enums import Area, Level, NoteKind
from dashboards.selectors.circle import circle_page, newest_role_text, removable_note
from dashboards.services import circle as writes
from programs.rules import FACILITATING


class CircleWordsSerializer(serializers.Serializer[Any]):
    """A note for oneself, for the circle, or a tip; with words to find it by, between commas."""

    kind = serializers.ChoiceField(choices=NoteKind.choices)
    title = Text(max_length=120)
    text = Text(max_length=2000)
    tags = Text(max_length=120, allow_blank=True, default="")


class CircleNoteSerializer(serializers.Serializer[Any]):
    """A note as it is read."""

    id = serializers.UUIDField(source="public_id")
    title = Text()
    text = Text()
    tags = Text()
    author = NamedSerializer()
    written_at = serializers.DateTimeField()


class OwnCircleNoteSerializer(serializers.Serializer[Any]):
    """A note of the caller's own log."""

    id = serializers.UUIDField(source="public_id")
    title = Text()
    text = Text()
    tags = Text()
    written_at = serializers.DateTimeField()


class RoleTextSerializer(serializers.Serializer[Any]):
    """What running a program asks: what, how many hours a week, and who is there when they are not."""

    text = Text(max_length=4000)
    hours = serializers.IntegerField(min_value=1, max_value=40)
    cover = Text(max_length=1000)


class RoleTextNowSerializer(serializers.Serializer[Any]):
    """The newest version; nothing before anybody wrote one."""

    text = Text(allow_blank=True)
    hours = serializers.IntegerField(allow_null=True)
    cover = Text(allow_blank=True)


class SelfCheckSerializer(serializers.Serializer[Any]):
    """How the caller sees themselves in an area, and what shows it; read by them alone."""

    area = serializers.ChoiceField(choices=Area.choices)
    level = serializers.ChoiceField(choices=Level.choices)
    evidence = Text(max_length=500)


class KeptCheckSerializer(SelfCheckSerializer):
    """The same, on a day."""

    checked_on = serializers.DateField()


class CircleSerializer(serializers.Serializer[Any]):
    """The caller's own log and checks, what the others share, and the tips."""

    log = OwnCircleNoteSerializer(many=True)
    shared = CircleNoteSerializer(many=True)
    tips = CircleNoteSerializer(many=True)
    checks = KeptCheckSerializer(many=True)


class Circle(OrganizationView):
    """The circle."""

    roles = FACILITATING

    @extend_schema(operation_id="circle_read", responses=CircleSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The newest first."""
        page = circle_page(self.membership, "")
        checks = [one for area in page.areas for one in area.checks]
        found = {"log": page.log, "shared": page.shared, "tips": page.tips, "checks": checks}
        return Response(CircleSerializer(found).data)


class CircleNotes(OrganizationView):
    """What is written in the circle."""

    roles = FACILITATING

    @extend_schema(
        operation_id="circle_write", request=CircleWordsSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Keeps a note or a tip; once for an Idempotency-Key."""
        me, body = self.membership, CircleWordsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data

        def act() -> dict[str, Any]:
            return dict(MadeSerializer(writes.write_circle_note(author=me, now=clock.now(), **words)).data)

        return made_once(request, me, {"circle_note": words}, act)


class CircleNote(OrganizationView):
    """One note of the caller's own; for admins also what others see."""

    roles = FACILITATING

    @extend_schema(operation_id="circle_remove", responses={204: None})
    def delete(self, request: Request, circle_note: UUID, **kwargs: Any) -> Response:
        """Takes it out again."""
        found = removable_note(self.membership, circle_note)
        if found is None:
            raise Http404
        writes.remove_circle_note(note=found, actor=self.membership, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class CircleRole(OrganizationEdit):
    """What the role asks."""

    roles = FACILITATING

    @extend_schema(operation_id="circle_role_read", responses=RoleTextNowSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """As it stands now."""
        found = newest_role_text() or {"text": "", "hours": None, "cover": ""}
        return Response(RoleTextNowSerializer(found).data)

    @extend_schema(operation_id="circle_role", request=RoleTextSerializer, responses=RoleTextNowSerializer)
    def put(self, request: Request, **kwargs: Any) -> Response:
        """Keeps another version; the earlier ones stay."""
        body = RoleTextSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        made = writes.write_role_text(actor=self.membership, now=clock.now(), **body.validated_data)
        return Response(RoleTextNowSerializer(made).data)


class CircleChecks(OrganizationView):
    """How the caller sees themselves."""

    roles = FACILITATING

    @extend_schema(operation_id="circle_check", request=SelfCheckSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Keeps it; said twice on a day, the later word holds."""
        body, now = SelfCheckSerializer(data=request.data), clock.now()
        body.is_valid(raise_exception=True)
        writes.check_oneself(membership=self.membership, on=now.date(), now=now, **body.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)
