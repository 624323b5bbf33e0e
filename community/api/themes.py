"""The code book by API: its themes, and texts read for them by those who run the program."""

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
from belonging.tenancy.api.base import KEY, made_once
from community.enums import Feeling
from community.models import Theme as ThemeRow
from community.rules import MOST_TERMS, MOST_THEMES
from community.selectors import themes as reads
from community.services import themes as writes
from programs.api.base import EditView, ProgramView
from programs.rules import FACILITATING


class ThemeWordsSerializer(serializers.Serializer[Any]):
    """A theme, and the terms that suggest it."""

    name = Text(max_length=60)
    terms = serializers.ListField(child=Text(max_length=200), default=list, max_length=MOST_TERMS)


class ThemeSerializer(ThemeWordsSerializer):
    """A theme of the code book; merged, it counts as another one."""

    id = serializers.UUIDField(source="public_id")
    merged_into = serializers.UUIDField(source="merged_into.public_id", allow_null=True)


class ThemeLineSerializer(serializers.Serializer[Any]):
    """A theme, in how many texts people found it, and how far those agree who read the same."""

    theme = ThemeSerializer()
    count = serializers.IntegerField()
    kappa = serializers.FloatField(allow_null=True)
    common = serializers.IntegerField()
    merged = NamedSerializer(many=True)


class IntoSerializer(serializers.Serializer[Any]):
    """The theme that it counts as; nothing: itself."""

    into = serializers.UUIDField(allow_null=True)


class SuggestedSerializer(serializers.Serializer[Any]):
    """A theme beside a text, and whether its terms stand there: a guess, until somebody confirms it."""

    theme = NamedSerializer()
    is_suggested = serializers.BooleanField()


class NextTextSerializer(serializers.Serializer[Any]):
    """The newest text that the caller has not read for themes; without a name there is none."""

    name = Text(allow_blank=True)
    asked = Text(allow_blank=True)
    text = Text(allow_blank=True)
    suggestions = SuggestedSerializer(many=True)


class CodedSerializer(serializers.Serializer[Any]):
    """A text by its name, the themes that were found in it, and how it sounds."""

    text = Text(max_length=60)
    themes = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=MOST_THEMES)
    feeling = serializers.ChoiceField(choices=Feeling.choices, default="", allow_blank=True)


class ThemeList(ProgramView):
    """The code book."""

    roles = FACILITATING

    @extend_schema(operation_id="theme_list", responses=ThemeLineSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """By name."""
        book = reads.code_book(self.here.program, self.here.membership)
        return Response(ThemeLineSerializer(book.lines, many=True).data)

    @extend_schema(
        operation_id="theme_create", request=ThemeWordsSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """One more theme; once for an Idempotency-Key."""
        here, body = self.here, ThemeWordsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data

        def act() -> dict[str, Any]:
            program, now = here.program, clock.now()
            made = writes.keep_theme(actor=here.membership, program=program, theme=None, now=now, **words)
            return dict(MadeSerializer(made).data)

        return made_once(request, here.membership, {"theme_of": here.program.pk, **words}, act)


class ThemeBegin(ProgramView):
    """A code book to begin with."""

    roles = FACILITATING

    @extend_schema(operation_id="theme_begin", request=None, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """The first three themes; a code book that is there stays."""
        writes.keep_first_themes(actor=self.here.membership, program=self.here.program, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class _Theme(ProgramView):
    roles = FACILITATING

    def _found(self, public_id: UUID) -> ThemeRow:
        found = reads.theme_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found


class Theme(EditView, _Theme):
    """One theme."""

    roles = FACILITATING

    @extend_schema(operation_id="theme", responses=ThemeSerializer)
    def get(self, request: Request, theme: UUID, **kwargs: Any) -> Response:
        """With its terms."""
        return Response(ThemeSerializer(self._found(theme)).data)

    @extend_schema(operation_id="theme_change", request=ThemeWordsSerializer, responses=ThemeSerializer)
    def put(self, request: Request, theme: UUID, **kwargs: Any) -> Response:
        """Another name, other terms."""
        here, found, body = self.here, self._found(theme), ThemeWordsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data
        writes.keep_theme(actor=here.membership, program=here.program, theme=found, now=clock.now(), **words)
        return self.get(request, theme)


class ThemeMerge(_Theme):
    """A theme that counts as another one."""

    @extend_schema(operation_id="theme_merge", request=IntoSerializer, responses={204: None})
    def post(self, request: Request, theme: UUID, **kwargs: Any) -> Response:
        """From now on, or as itself again."""
        found, body = self._found(theme), IntoSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        into = body.validated_data["into"]
        other = self._found(into) if into else None
        writes.merge_theme(actor=self.here.membership, theme=found, into=other, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class TextRead(ProgramView):
    """Texts read for themes."""

    roles = FACILITATING

    @extend_schema(operation_id="text_next", responses=NextTextSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The next one for the caller, with every theme."""
        text = reads.next_text(self.here.program, self.here.membership)
        if text is None:
            return Response(NextTextSerializer({"name": "", "asked": "", "text": "", "suggestions": []}).data)
        shown = reads.suggestions_for(text, reads.themes_of(self.here.program))
        words = {"name": text.name, "asked": text.asked, "text": text.text, "suggestions": shown}
        return Response(NextTextSerializer(words).data)

    @extend_schema(operation_id="text_read", request=CodedSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """What was found in it, or nothing; said again it is replaced."""
        here, body = self.here, CodedSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        found = next((one for one in reads.texts_of(here.program) if one.name == said["text"]), None)
        if found is None:
            raise Http404
        words: dict[str, Any] = {"text": found, "themes": [str(one) for one in said["themes"]]}
        words |= {"feeling": said["feeling"], "program": here.program}
        writes.code_text(actor=here.membership, now=clock.now(), **words)
        return Response(status=status.HTTP_204_NO_CONTENT)
