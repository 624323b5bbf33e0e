"""The library by API: what there is, reading noted and forgotten, and the way out of a snag with its private word."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer, NamedSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from programs.access import today_in
from programs.api.base import ProgramView
from programs.enums import ResourceForm
from programs.forms.resolution import Turn, turn_at
from programs.models import Resource
from programs.selectors import resources as reads
from programs.services import resources as writes
from programs.services.threads import LONGEST, open_thread
from programs.worksheets import ENDINGS, RESOLUTION, START

LONGEST_SEARCH = 80
ENDS = sorted(ENDINGS)
NUMBER = {"type": "integer", "minimum": 1}
CHAPTER = OpenApiParameter("chapter", NUMBER, description="One that may be opened; else the next.")
AT = OpenApiParameter("at", str, enum=[*RESOLUTION, *ENDS], default=START)


class ListedSerializer(serializers.Serializer[Any]):
    """A line of the library, and how far the caller has read it."""

    id = serializers.UUIDField(source="public_id")
    title = Text()
    category = Text()
    form = Text()
    minutes = serializers.IntegerField()
    is_read = serializers.BooleanField()
    is_begun = serializers.BooleanField()


class ChapterSerializer(serializers.Serializer[Any]):
    """A chapter; one may be opened after another until the last is read."""

    number = serializers.IntegerField()
    title = Text()
    is_read = serializers.BooleanField()
    is_open = serializers.BooleanField()


class ReadingSerializer(serializers.Serializer[Any]):
    """A resource as the caller reads it now, at one of its chapters."""

    id = serializers.UUIDField(source="resource.public_id")
    title = Text(source="resource.title")
    category = Text(source="resource.category")
    form = Text(source="resource.form")
    minutes = serializers.IntegerField(source="resource.minutes")
    text = Text(source="resource.text")
    chapters = ChapterSerializer(many=True)
    chapter = serializers.IntegerField(source="here.number", allow_null=True)
    chapter_text = serializers.SerializerMethodField()
    finished_on = serializers.DateField(allow_null=True)

    def get_chapter_text(self, reading: reads.Reading) -> str:
        """As it was written."""
        return str(reading.resource.chapters[reading.here.number - 1]["text"]) if reading.here else ""


class ReadSerializer(serializers.Serializer[Any]):
    """Which chapter was read; a resource without chapters takes none."""

    chapter = serializers.IntegerField(min_value=1, max_value=10_000, allow_null=True, default=None)


class SnagAnswerSerializer(serializers.Serializer[Any]):
    """An answer, and where it leads."""

    at = Text()
    words = Text()


class SnagTurnSerializer(serializers.Serializer[Any]):
    """A question with its answers, or an ending with those whom one may write to and the first words for them."""

    at = Text(source="turn.key")
    title = Text(source="turn.title")
    text = Text(source="turn.text")
    answers = SnagAnswerSerializer(many=True)
    is_ending = serializers.BooleanField(source="turn.is_ending")
    opener = Text(source="turn.opener")
    people = NamedSerializer(many=True)


class SnagWordSerializer(serializers.Serializer[Any]):
    """A private word to those who run the program, from one of the endings."""

    at = serializers.ChoiceField(choices=ENDS)
    text = Text(max_length=LONGEST)


class ResourceList(ProgramView):
    """The library."""

    @extend_schema(
        operation_id="resource_list",
        responses=ListedSerializer(many=True),
        parameters=[
            OpenApiParameter(name, str, description=words)
            for name, words in (("q", "Words in it."), ("category", "Of one category."), ("form", "Of one form."))
        ],
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        """By category and title; what has the words `q`, best first."""
        asked = {key: request.query_params.get(key, "").strip()[:LONGEST_SEARCH] for key in ("q", "category", "form")}
        here, words = self.here, {"category": asked["category"], "form": asked["form"]}
        found = reads.library(here.program, here.participant, query=asked["q"], **words)
        return Response(ListedSerializer([one for shelf in found.shelves for one in shelf.items], many=True).data)


class _Resource(ProgramView):
    form: ClassVar[ResourceForm | None] = None

    def _found(self, public_id: UUID) -> Resource:
        found = reads.resource_by_public_id(self.here.program, public_id)
        if found is None or self.form not in {None, found.form}:
            raise Http404
        return found


class ResourceDetail(_Resource):
    """One resource."""

    @extend_schema(
        operation_id="resource",
        responses=ReadingSerializer,
        parameters=[CHAPTER],
    )
    def get(self, request: Request, resource: UUID, **kwargs: Any) -> Response:
        """At the chapter the caller has come to, or one they may open."""
        found, asked = self._found(resource), request.query_params.getlist("chapter")
        if asked and not (len(asked) == 1 and asked[0].isascii() and asked[0].isdigit() and int(asked[0][:9])):
            raise serializers.ValidationError({"chapter": [_("A whole number from 1 on.")]})
        wanted = int(asked[0][:9]) if asked else None
        return Response(ReadingSerializer(reads.reading(found, self.here.participant, wanted)).data)


class ResourceRead(_Resource):
    """Whether the caller has read a resource; only they see that."""

    @extend_schema(operation_id="resource_read", request=ReadSerializer, responses={204: None})
    def post(self, request: Request, resource: UUID, **kwargs: Any) -> Response:
        """Notes it, or one chapter; the last chapter finishes it."""
        me, found, body = self.me, self._found(resource), ReadSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        chapter = body.validated_data["chapter"]
        writes.mark_read(participant=me, resource=found, on=today_in(self.here), chapter=chapter)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="resource_unread", responses={204: None})
    def delete(self, request: Request, resource: UUID, **kwargs: Any) -> Response:
        """Forgets it."""
        writes.mark_unread(participant=self.me, resource=self._found(resource))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ResourceResolve(_Resource):
    """The steps of a pair that has hit a snag. No answer is kept."""

    form = ResourceForm.WIZARD

    @extend_schema(operation_id="resource_steps", responses=SnagTurnSerializer, parameters=[AT])
    def get(self, request: Request, wizard: UUID, **kwargs: Any) -> Response:
        """One question, or an ending."""
        self._found(wizard)
        turn = turn_at(request.query_params.get("at", START))
        if turn is None:
            raise Http404
        return Response(SnagTurnSerializer(self._words(turn)).data)

    @extend_schema(
        operation_id="resource_resolve", request=SnagWordSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, wizard: UUID, **kwargs: Any) -> Response:
        """Begins a private word at an ending, and answers its thread; once for an Idempotency-Key."""
        me, found, body = self.me, self._found(wizard), SnagWordSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        text, now = body.validated_data["text"], clock.now()

        def act() -> dict[str, Any]:
            thread = open_thread(participant=me, step=None, text=text, on=today_in(self.here), now=now)
            return dict(MadeSerializer(thread).data)

        return made_once(request, self.here.membership, {"resolve": found.pk, **body.validated_data}, act)

    def _words(self, turn: Turn) -> dict[str, Any]:
        answers = [{"at": leads_to, "words": words} for leads_to, words in turn.answers]
        return {
            "turn": turn,
            "answers": answers,
            "people": reads.humans_of(self.here.program) if turn.is_ending else [],
        }
