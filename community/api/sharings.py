"""Alone, two, four, all, by API: opened, come into, written in, moved on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_edits import Edits
from belonging.core.api_parts import MadeSerializer, NamedSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from belonging.tenancy.enums import Duty
from community.enums import SharingStage
from community.models import Sharing
from community.rules import LONGEST_NOTE
from community.selectors import sharings as reads
from community.services import sharings as writes
from programs.api.base import ProgramView
from programs.rules import FACILITATING, may_facilitate


class NewSharingSerializer(serializers.Serializer[Any]):
    """A question, and whether everybody is here now: then a stage takes minutes, otherwise days."""

    question = Text(max_length=300)
    is_live = serializers.BooleanField(default=True)


class SharingSerializer(serializers.Serializer[Any]):
    """A run, and where it is."""

    id = serializers.UUIDField(source="public_id")
    question = Text()
    is_live = serializers.BooleanField()
    stage = Text()
    stage_ends_at = serializers.DateTimeField(allow_null=True)
    people_count = serializers.IntegerField()


class TableWordsSerializer(serializers.Serializer[Any]):
    """What a table wrote in a stage."""

    stage = Text()
    text = Text()
    may_be_kept = serializers.BooleanField()


class TableSerializer(serializers.Serializer[Any]):
    """A run as the caller sees it: who is at their table, what they brought there, and once it is over what is kept."""

    sharing = SharingSerializer()
    is_in = serializers.BooleanField()
    people = NamedSerializer(many=True)
    brought = TableWordsSerializer(many=True)
    kept = TableWordsSerializer(many=True)


class TableNoteSerializer(serializers.Serializer[Any]):
    """What the caller's table writes, in the stage that they saw; kept afterwards only if it may be."""

    stage = serializers.ChoiceField(choices=SharingStage.choices)
    text = Text(max_length=LONGEST_NOTE, allow_blank=True)
    may_be_kept = serializers.BooleanField(default=False)


class SeenStageSerializer(serializers.Serializer[Any]):
    """The stage that who leads saw: pressed twice it moves once."""

    seen = serializers.ChoiceField(choices=SharingStage.choices)


class SharingList(ProgramView):
    """The runs of a program."""

    pagination_class = Pages

    @extend_schema(operation_id="sharing_list", responses=SharingSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The newest first, by pages."""
        pages = Pages()
        rows = pages.paginate_queryset(reads.sharings_of(self.here.program), request, view=self) or []
        return pages.get_paginated_response(SharingSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="sharing_open", request=NewSharingSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Opens one, for those who run the program; once for an Idempotency-Key."""
        here, body = self.here, NewSharingSerializer(data=request.data)
        if not may_facilitate(here.membership, Duty.COMMUNITY):
            raise PermissionDenied
        body.is_valid(raise_exception=True)
        words = body.validated_data

        def act() -> dict[str, Any]:
            made = writes.open_sharing(actor=here.membership, program=here.program, now=clock.now(), **words)
            return dict(MadeSerializer(made).data)

        return made_once(request, here.membership, {"sharing_of": here.program.pk, **words}, act)


class _Sharing(ProgramView):
    def sharing(self, public_id: UUID) -> Sharing:
        """The run; raises Http404 for what is not there."""
        found = reads.sharing_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found


class SharingTable(_Sharing):
    """One run."""

    @extend_schema(operation_id="sharing_table", responses=TableSerializer)
    def get(self, request: Request, sharing: UUID, **kwargs: Any) -> Response:
        """At the caller's table."""
        found = self.sharing(sharing)
        table = reads.table_of(found, self.here.participant)
        words = {"sharing": found, "is_in": table.seat is not None, "people": table.people}
        return Response(TableSerializer(words | {"brought": table.brought, "kept": table.kept}).data)


class SharingNote(Edits, _Sharing):
    """What the caller's table writes."""

    def stand_in_line(self) -> None:
        """Waits for whoever writes at this table, and for the next stage."""
        reads.locked_sharing(self.sharing(self.kwargs["sharing"]).pk)

    @extend_schema(operation_id="sharing_note", responses=TableNoteSerializer)
    def get(self, request: Request, sharing: UUID, **kwargs: Any) -> Response:
        """As it stands in the stage that runs."""
        found = self.sharing(sharing)
        note = reads.table_of(found, self.me).note
        there = {"text": note.text, "may_be_kept": note.may_be_kept} if note else {"text": "", "may_be_kept": False}
        return Response(TableNoteSerializer({"stage": found.stage, **there}).data)

    @extend_schema(operation_id="sharing_write", request=TableNoteSerializer, responses=TableNoteSerializer)
    def put(self, request: Request, sharing: UUID, **kwargs: Any) -> Response:
        """Keeps it, in place of what the table wrote before."""
        me, found, body = self.me, self.sharing(sharing), TableNoteSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.write_note(sharing=found, participant=me, now=clock.now(), **body.validated_data)
        return self.get(request, sharing)


class SharingJoin(_Sharing):
    """The caller's seat."""

    @extend_schema(operation_id="sharing_join", request=None, responses={204: None})
    def post(self, request: Request, sharing: UUID, **kwargs: Any) -> Response:
        """Comes in; twice is once."""
        writes.come_in(sharing=self.sharing(sharing), participant=self.me, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class SharingMove(_Sharing):
    """The stages of a run."""

    roles = FACILITATING

    @extend_schema(operation_id="sharing_move", request=SeenStageSerializer, responses={204: None})
    def post(self, request: Request, sharing: UUID, **kwargs: Any) -> Response:
        """Begins the next one."""
        found, body = self.sharing(sharing), SeenStageSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.move_on(actor=self.here.membership, sharing=found, now=clock.now(), **body.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)
