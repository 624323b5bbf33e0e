"""Lists of questions by API: which there are, and what one says in one more language."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from belonging.core.tongues import LANGUAGES
from programs.api.base import EditView, ProgramView
from programs.rules import FACILITATING
from surveys.models import Instrument
from surveys.rules import LONGEST_INTRO
from surveys.selectors import languages, waves
from surveys.services.languages import give_words


class LanguageSerializer(serializers.Serializer[Any]):
    """How far a list of questions is there in one language."""

    code = Text()
    is_original = serializers.BooleanField()
    missing_count = serializers.IntegerField()


class QuestionListSerializer(serializers.Serializer[Any]):
    """The newest version of a list of questions."""

    id = serializers.UUIDField(source="instrument.public_id")
    title = Text(source="instrument.title")
    version = serializers.IntegerField(source="instrument.version")
    is_built_in = serializers.BooleanField(source="instrument.is_built_in")
    languages = LanguageSerializer(many=True)


class QuestionTextSerializer(serializers.Serializer[Any]):
    """One text: its name, the original, and what it reads in this language, blank while it is missing."""

    name = Text()
    what = Text()
    original = Text()
    text = Text(allow_blank=True)


class QuestionWordsSerializer(serializers.Serializer[Any]):
    """Everything a list of questions says, in one language."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    texts = QuestionTextSerializer(many=True)


class WordsSerializer(serializers.Serializer[Any]):
    """Words by the names of texts; what is left out is missing, and the original stands in for it."""

    words = serializers.DictField(child=Text(max_length=LONGEST_INTRO, allow_blank=True))


class QuestionLists(ProgramView):
    """The lists of questions."""

    roles = FACILITATING

    @extend_schema(operation_id="question_lists", responses=QuestionListSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The newest version of each, with how far it is there in each language."""
        return Response(QuestionListSerializer(languages.instrument_lines(), many=True).data)


class QuestionWords(EditView):
    """A list of questions in one more language."""

    roles = FACILITATING

    def stand_in_line(self) -> None:
        """Waits for other changes of these words too: the list serves every program of the organization."""
        super().stand_in_line()
        waves.locked_instrument(self._found(self.kwargs["instrument"], self.kwargs["language"]))

    @extend_schema(operation_id="question_words", responses=QuestionWordsSerializer)
    def get(self, request: Request, instrument: UUID, language: str, **kwargs: Any) -> Response:
        """Each text beside its original."""
        return Response(_words(self._found(instrument, language), language))

    @extend_schema(operation_id="question_words_give", request=WordsSerializer, responses=QuestionWordsSerializer)
    def put(self, request: Request, instrument: UUID, language: str, **kwargs: Any) -> Response:
        """Keeps them: as the next version, with an id of its own, once the list was asked."""
        found, body = self._found(instrument, language), WordsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data["words"]
        kept = give_words(actor=self.here.membership, instrument=found, language=language, words=words, now=clock.now())
        return Response(_words(kept, language))

    def _found(self, public_id: UUID, language: str) -> Instrument:
        found = waves.instrument_by_public_id(public_id)
        if found is None or language not in LANGUAGES or language == found.language:
            raise Http404
        return found


def _words(instrument: Instrument, language: str) -> Any:
    texts = [
        {"name": one.name, "what": one.what, "original": str(one.original), "text": one.given.get(language, "")}
        for one in languages.texts_of(instrument, waves.items_of(instrument))
    ]
    words = {"id": instrument.public_id, "version": instrument.version, "texts": texts}
    return QuestionWordsSerializer(words).data
