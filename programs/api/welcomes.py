"""Welcome notes by API: left, read, taken back, put away, taken down."""

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
from programs.access import today_in
from programs.api.base import ProgramView
from programs.models import WelcomeNote
from programs.rules import FACILITATING
from programs.selectors import welcomes as reads
from programs.services import welcomes as writes


class NoteSerializer(serializers.Serializer[Any]):
    """A welcome note."""

    id = serializers.UUIDField(source="public_id")
    text = Text()
    writer = Text(source="writer.name")
    written_at = serializers.DateTimeField()


class NewNoteSerializer(serializers.Serializer[Any]):
    """A few words for a newcomer, or without a person for everybody who comes."""

    person = serializers.UUIDField(required=False, allow_null=True, default=None)
    text = Text(max_length=300)


class NoteList(ProgramView):
    """Welcome notes."""

    @extend_schema(operation_id="welcome_list", responses=NoteSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Those that were left for me."""
        today = clock.today(self.here.program.time_zone, clock.now())
        return Response(NoteSerializer(reads.notes_for(self.me, today), many=True).data)

    @extend_schema(operation_id="welcome_write", request=NewNoteSerializer, responses={201: NoteSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Leaves one."""
        me, body, now = self.me, NewNoteSerializer(data=request.data), clock.now()
        body.is_valid(raise_exception=True)
        person, newcomer = body.validated_data["person"], None
        if person is not None:
            today = clock.today(self.here.program.time_zone, now)
            newcomer = reads.newcomer_by_public_id(self.here.program, person, today)
            if newcomer is None:
                raise Http404
        note = writes.leave_note(writer=me, newcomer=newcomer, text=body.validated_data["text"], now=now)
        return Response(NoteSerializer(note).data, status=status.HTTP_201_CREATED)


class _Note(ProgramView):
    def _found(self, public_id: UUID) -> WelcomeNote:
        found = reads.note_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found


class Note(_Note):
    """A welcome note of mine."""

    @extend_schema(operation_id="welcome_withdraw", responses={204: None})
    def delete(self, request: Request, note: UUID, **kwargs: Any) -> Response:
        """Takes it back."""
        me, found = self.me, self._found(note)
        if found.writer_id != me.pk:
            raise Http404
        writes.withdraw_note(note=found, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class NewcomerSerializer(serializers.Serializer[Any]):
    """Somebody who came lately, with their hello."""

    person = NamedSerializer()
    hello = Text()


class NewcomerList(ProgramView):
    """Who came lately."""

    @extend_schema(operation_id="newcomer_list", responses=NewcomerSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The newest first."""
        found = reads.newcomers(self.here.program, self.here.participant, today_in(self.here))
        return Response(NewcomerSerializer(found, many=True).data)


class NoteAway(_Note):
    """A note that was left for me."""

    @extend_schema(operation_id="welcome_put_away", request=None, responses={204: None})
    def post(self, request: Request, note: UUID, **kwargs: Any) -> Response:
        """Takes it off my pages; its writer hears nothing of it."""
        me, found = self.me, self._found(note)
        if found.newcomer_id != me.pk:
            raise Http404
        writes.put_note_away(note=found, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class WrittenNoteSerializer(NoteSerializer):
    """A note as those who run the program see it."""

    newcomer = NamedSerializer(allow_null=True)
    is_hidden = serializers.SerializerMethodField()

    def get_is_hidden(self, note: WelcomeNote) -> bool:
        """Whether it was taken down."""
        return note.hidden_at is not None


class WelcomeQueue(ProgramView):
    """Every note of a program, for those who run it."""

    roles: ClassVar[tuple[Role, ...]] = FACILITATING

    @extend_schema(operation_id="welcome_queue", responses=WrittenNoteSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The newest first."""
        return Response(WrittenNoteSerializer(reads.all_notes(self.here.program), many=True).data)


class WelcomeHide(_Note):
    """A note taken down, for those who run the program."""

    roles: ClassVar[tuple[Role, ...]] = FACILITATING

    @extend_schema(operation_id="welcome_hide", request=None, responses={204: None})
    def post(self, request: Request, note: UUID, **kwargs: Any) -> Response:
        """Takes it down; its writer sees that."""
        return self._set(note, is_hidden=True)

    @extend_schema(operation_id="welcome_show", responses={204: None})
    def delete(self, request: Request, note: UUID, **kwargs: Any) -> Response:
        """Lets it be read again."""
        return self._set(note, is_hidden=False)

    def _set(self, note: UUID, *, is_hidden: bool) -> Response:
        writes.hide_note(actor=self.here.membership, note=self._found(note), is_hidden=is_hidden, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
