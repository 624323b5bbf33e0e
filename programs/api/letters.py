"""Messages to a role, by API: mine to read; for those who run the program, planned, written, let go and dropped."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from programs.api.base import EditView, ProgramView
from programs.enums import Audience
from programs.models import Letter
from programs.rules import FACILITATING
from programs.selectors import letters as reads
from programs.services import letters as writes


class DeliverySerializer(serializers.Serializer[Any]):
    """A message that reached me."""

    subject = Text(source="letter.subject")
    text = Text(source="letter.text")
    sent_at = serializers.DateTimeField(source="letter.sent_at")
    read_at = serializers.DateTimeField(allow_null=True)


class LetterSerializer(serializers.Serializer[Any]):
    """A message as those see it who run the program."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    audience = serializers.ChoiceField(choices=Audience.choices)
    subject = Text(max_length=150)
    text = Text(max_length=4000)
    goes_on = serializers.DateField()
    hour = serializers.IntegerField(min_value=0, max_value=23, default=9)
    is_ready = serializers.BooleanField(read_only=True)
    sent_at = serializers.DateTimeField(read_only=True, allow_null=True)
    dropped_at = serializers.DateTimeField(read_only=True, allow_null=True)


class LetterList(ProgramView):
    """What was written to me in my roles."""

    @extend_schema(operation_id="letter_list", responses=DeliverySerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The newest first."""
        rows = reads.deliveries_of(self.here.program, self.here.membership)
        return Response(DeliverySerializer(rows, many=True).data)

    @extend_schema(operation_id="letter_read", request=None, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """I have read them."""
        rows = reads.deliveries_of(self.here.program, self.here.membership)
        writes.read_letters(deliveries=rows, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class _Writing(ProgramView):
    roles = FACILITATING

    def _letter(self, public_id: UUID) -> Letter:
        found = reads.letter_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found

    def _written(self, request: Request, letter: Letter | None) -> dict[str, Any]:
        here, body = self.here, LetterSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        kept = writes.write_letter(
            actor=here.membership, program=here.program, letter=letter, now=clock.now(), **body.validated_data
        )
        return dict(LetterSerializer(kept).data)


class LetterPlan(_Writing):
    """Every message of the program."""

    @extend_schema(operation_id="letter_plan", responses=LetterSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """By their days: gone, to go, dropped."""
        return Response(LetterSerializer(reads.letters_of(self.here.program), many=True).data)

    @extend_schema(operation_id="letter_write", request=LetterSerializer, responses={201: LetterSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Writes one; nobody gets it before it is let go."""
        return Response(self._written(request, None), status=status.HTTP_201_CREATED)


class LetterDetail(_Writing, EditView):
    """One message."""

    @extend_schema(operation_id="letter", responses=LetterSerializer)
    def get(self, request: Request, letter: UUID, **kwargs: Any) -> Response:
        """As it stands."""
        return Response(LetterSerializer(self._letter(letter)).data)

    @extend_schema(operation_id="letter_change", request=LetterSerializer, responses=LetterSerializer)
    def put(self, request: Request, letter: UUID, **kwargs: Any) -> Response:
        """Changes one that has not gone."""
        return Response(self._written(request, self._letter(letter)))

    @extend_schema(operation_id="letter_drop", responses={204: None})
    def delete(self, request: Request, letter: UUID, **kwargs: Any) -> Response:
        """Drops one that has not gone."""
        writes.drop_letter(actor=self.here.membership, letter=self._letter(letter), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class LetterRelease(_Writing):
    """Letting a message go."""

    @extend_schema(operation_id="letter_release", request=None, responses=LetterSerializer)
    def post(self, request: Request, letter: UUID, **kwargs: Any) -> Response:
        """On its day, to everybody in its role."""
        found = writes.release_letter(actor=self.here.membership, letter=self._letter(letter), now=clock.now())
        return Response(LetterSerializer(found).data)
