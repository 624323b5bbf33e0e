"""Shared walls by API: put up, written on, sorted, closed."""

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
from community.enums import WallSide
from community.models import Wall, WallNote
from community.rules import LONGEST_HEADING, LONGEST_WALL_NOTE
from community.selectors import walls as reads
from community.services import walls as writes
from programs.api.base import ProgramView
from programs.rules import FACILITATING, may_facilitate


class NewWallSerializer(serializers.Serializer[Any]):
    """What it is of, and its two questions."""

    title = Text(max_length=120)
    left = Text(max_length=200)
    right = Text(max_length=200)


class WallSerializer(NewWallSerializer):
    """A wall."""

    id = serializers.UUIDField(source="public_id")
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    note_count = serializers.IntegerField()


class NewWallNoteSerializer(serializers.Serializer[Any]):
    """One thought, and which question it answers."""

    side = serializers.ChoiceField(choices=WallSide.choices)
    text = Text(max_length=LONGEST_WALL_NOTE)


class WallNoteSerializer(NewWallNoteSerializer):
    """A note; without an author they have left."""

    id = serializers.UUIDField(source="public_id")
    heading = Text()
    author = NamedSerializer(allow_null=True)
    written_at = serializers.DateTimeField()


class WallPageSerializer(serializers.Serializer[Any]):
    """A wall with everything on it."""

    wall = WallSerializer()
    notes = WallNoteSerializer(many=True)


class HeadingSerializer(serializers.Serializer[Any]):
    """What stands over a note; empty takes it off."""

    heading = Text(max_length=LONGEST_HEADING, allow_blank=True)


class WallList(ProgramView):
    """The walls of a program."""

    pagination_class = Pages

    @extend_schema(operation_id="wall_list", responses=WallSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The newest first, by pages."""
        pages = Pages()
        rows = pages.paginate_queryset(reads.walls_of(self.here.program), request, view=self)
        return pages.get_paginated_response(WallSerializer(rows or [], many=True).data)

    @extend_schema(
        operation_id="wall_open", request=NewWallSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Puts one up, for those who run the program; once for an Idempotency-Key."""
        here, body = self.here, NewWallSerializer(data=request.data)
        if not may_facilitate(here.membership, Duty.COMMUNITY):
            raise PermissionDenied
        body.is_valid(raise_exception=True)
        words = body.validated_data

        def act() -> dict[str, Any]:
            wall = writes.open_wall(actor=here.membership, program=here.program, now=clock.now(), **words)
            return dict(MadeSerializer(wall).data)

        return made_once(request, here.membership, {"wall_of": here.program.pk, **words}, act)


class _Wall(ProgramView):
    def _found(self, public_id: UUID) -> Wall:
        found = reads.wall_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found


class WallDetail(_Wall):
    """One wall."""

    @extend_schema(operation_id="wall", responses=WallPageSerializer)
    def get(self, request: Request, wall: UUID, **kwargs: Any) -> Response:
        """With its notes, question by question, under their headings."""
        found = self._found(wall)
        return Response(WallPageSerializer({"wall": found, "notes": reads.notes_of(found)}).data)


class WallNotes(_Wall):
    """What hangs on a wall."""

    @extend_schema(
        operation_id="wall_note_write", request=NewWallNoteSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, wall: UUID, **kwargs: Any) -> Response:
        """Puts a note on it; once for an Idempotency-Key."""
        me, found, body = self.me, self._found(wall), NewWallNoteSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        side, text = WallSide(body.validated_data["side"]), body.validated_data["text"]

        def act() -> dict[str, Any]:
            note = writes.write_wall_note(wall=found, author=me, side=side, text=text, now=clock.now())
            return dict(MadeSerializer(note).data)

        return made_once(request, self.here.membership, {"on_wall": found.pk, **body.validated_data}, act)


class WallClose(_Wall):
    """A wall that is done."""

    roles = FACILITATING

    @extend_schema(operation_id="wall_close", request=None, responses={204: None})
    def post(self, request: Request, wall: UUID, **kwargs: Any) -> Response:
        """Closes it; what is on it stays."""
        writes.close_wall(actor=self.here.membership, wall=self._found(wall), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class _WallNote(ProgramView):
    def _note(self, public_id: UUID) -> WallNote:
        found = reads.note_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found


class WallNoteDetail(_WallNote):
    """One note."""

    @extend_schema(operation_id="wall_note_remove", responses={204: None})
    def delete(self, request: Request, note_on: UUID, **kwargs: Any) -> Response:
        """Takes one's own away, or any by those who run the program."""
        here, found = self.here, self._note(note_on)
        is_mine = here.participant is not None and found.author_id == here.participant.pk
        if not (is_mine or may_facilitate(here.membership, Duty.COMMUNITY)):
            raise PermissionDenied
        writes.remove_wall_note(actor=here.membership, note=found, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class WallNoteHeading(Edits, _WallNote):
    """What stands over a note."""

    def stand_in_line(self) -> None:
        """Waits for whoever writes, sorts or closes."""
        reads.locked_wall(self._note(self.kwargs["note_on"]).wall_id)

    @extend_schema(operation_id="wall_note_heading", responses=HeadingSerializer)
    def get(self, request: Request, note_on: UUID, **kwargs: Any) -> Response:
        """In a few words."""
        return Response(HeadingSerializer(self._note(note_on)).data)

    @extend_schema(operation_id="wall_note_sort", request=HeadingSerializer, responses=HeadingSerializer)
    def put(self, request: Request, note_on: UUID, **kwargs: Any) -> Response:
        """Puts it there."""
        me, found, body = self.me, self._note(note_on), HeadingSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.sort_wall_note(note=found, participant=me, now=clock.now(), **body.validated_data)
        return Response(HeadingSerializer(found).data)
