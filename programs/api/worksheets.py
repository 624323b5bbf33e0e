"""Worksheets by API: what is asked, one's own answers, kept and erased. Nobody else reads what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_parts import MadeSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from programs.api.base import ProgramView
from programs.forms.worksheets import LONGEST_NAME, LONGEST_TEXT, MOST_LINES, WorksheetForm
from programs.models import Answer, Worksheet
from programs.selectors import worksheets as reads
from programs.services import resources as writes
from programs.worksheets import PEOPLE, SCALE, Question, questions_of


class PaperSerializer(serializers.Serializer[Any]):
    """A worksheet, and when the caller last filled it in."""

    id = serializers.UUIDField(source="public_id")
    title = Text()
    is_rated = serializers.BooleanField()
    last_at = serializers.DateTimeField(allow_null=True)


class QuestionSerializer(serializers.Serializer[Any]):
    """A question: a scale from `low` to `high`, one of the options, a text, a day, or people."""

    key = Text()
    kind = Text()
    text = Text()
    hint = Text()
    low = serializers.IntegerField()
    high = serializers.IntegerField()
    low_words = Text()
    high_words = Text()
    options = serializers.ListField(child=Text())


class WorksheetSerializer(serializers.Serializer[Any]):
    """A worksheet with what it asks."""

    id = serializers.UUIDField(source="public_id")
    title = Text()
    questions = serializers.SerializerMethodField()

    def get_questions(self, worksheet: Worksheet) -> list[dict[str, Any]]:
        """In their order."""
        return [dict(QuestionSerializer(one).data) for one in questions_of(worksheet.questions)]


class LineSerializer(serializers.Serializer[Any]):
    """Somebody, by the name they have here or in words of one's own, with one of the options."""

    name = Text(max_length=LONGEST_NAME)
    choice = Text(max_length=LONGEST_NAME, allow_blank=True, default="")


class FilledSerializer(serializers.Serializer[Any]):
    """What was filled in, by the key of the question: ratings, words (days and options too), people."""

    ratings = serializers.DictField(child=serializers.IntegerField(), default=dict)
    words = serializers.DictField(child=Text(max_length=LONGEST_TEXT), default=dict)
    people = serializers.DictField(
        child=serializers.ListField(child=LineSerializer(), max_length=MOST_LINES), default=dict
    )


class NewAnswerSerializer(FilledSerializer):
    """A worksheet as it is to be kept; `hints_read` keeps words that a hint was given about."""

    hints_read = serializers.BooleanField(default=False)


class KeptSerializer(serializers.Serializer[Any]):
    """One of one's own answers."""

    id = serializers.UUIDField(source="public_id")
    answered_at = serializers.DateTimeField()
    ratings = serializers.DictField(child=serializers.IntegerField())
    words = serializers.DictField(child=Text())
    people = serializers.DictField(child=LineSerializer(many=True))

    def to_representation(self, instance: Answer) -> dict[str, Any]:
        """What is kept in one, in three."""
        told: dict[str, Any] = {"id": str(instance.public_id), "ratings": {}, "words": {}, "people": {}}
        for key, value in instance.values.items():
            place = "ratings" if isinstance(value, int) else "words" if isinstance(value, str) else "people"
            told[place][key] = LineSerializer(value, many=True).data if place == "people" else value
        return told | {"answered_at": self.fields["answered_at"].to_representation(instance.answered_at)}


class WorksheetList(ProgramView):
    """The worksheets of a program."""

    @extend_schema(operation_id="worksheet_list", responses=PaperSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """By title."""
        return Response(PaperSerializer(reads.papers_of(self.here.program, self.here.participant), many=True).data)


class _Worksheet(ProgramView):
    def _found(self, public_id: UUID) -> Worksheet:
        found = reads.worksheet_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found


class WorksheetDetail(_Worksheet):
    """One worksheet."""

    @extend_schema(operation_id="worksheet", responses=WorksheetSerializer)
    def get(self, request: Request, worksheet: UUID, **kwargs: Any) -> Response:
        """Empty, with its questions."""
        return Response(WorksheetSerializer(self._found(worksheet)).data)


class WorksheetAnswers(_Worksheet):
    """One's own answers to a worksheet."""

    pagination_class = Pages

    @extend_schema(operation_id="worksheet_answers", responses=KeptSerializer(many=True))
    def get(self, request: Request, worksheet: UUID, **kwargs: Any) -> Response:
        """The newest first, by pages."""
        pages, me = Pages(), self.me
        rows = pages.paginate_queryset(reads.own_answers(me, self._found(worksheet)), request, view=self)
        return pages.get_paginated_response(KeptSerializer(rows or [], many=True).data)

    @extend_schema(
        operation_id="worksheet_fill", request=NewAnswerSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, worksheet: UUID, **kwargs: Any) -> Response:
        """Keeps one beside the earlier ones; once for an Idempotency-Key."""
        me, found, body = self.me, self._found(worksheet), NewAnswerSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said, questions = body.validated_data, questions_of(found.questions)
        people = reads.names_to_pick(me) if any(question.kind == PEOPLE for question in questions) else {}
        form = WorksheetForm(typed(questions, said), questions=questions, people=people)
        wrong = form.hints if form.is_valid() and form.has_unread_hints else form.errors
        for name, texts in wrong.items():
            raise writes.WorksheetRefused(" ".join(map(str, texts)), field="" if name == NON_FIELD_ERRORS else name)

        def act() -> dict[str, Any]:
            kept = writes.keep_answer(participant=me, worksheet=found, values=form.values, now=clock.now())
            return dict(MadeSerializer(kept).data)

        return made_once(request, self.here.membership, {"worksheet": found.pk, **said}, act)


class OwnAnswer(ProgramView):
    """One of one's own answers, which can be erased at any time."""

    lasting = True

    @extend_schema(operation_id="answer_erase", responses={204: None})
    def delete(self, request: Request, answer: UUID, **kwargs: Any) -> Response:
        """Erases it."""
        me = self.me
        found = reads.answer_by_public_id(me, answer)
        if found is None:
            raise Http404
        writes.erase_answer(participant=me, answer=found)
        return Response(status=status.HTTP_204_NO_CONTENT)


def typed(questions: Iterable[Question], said: Mapping[str, Any]) -> MultiValueDict[str, str]:
    """What was sent, as the form of the page would send it; raises WorksheetRefused for what is not asked like that."""
    kinds = {one.key: {SCALE: "ratings", PEOPLE: "people"}.get(one.kind, "words") for one in questions}
    if any(kinds.get(key) != place for place in ("ratings", "words", "people") for key in said[place]):
        raise writes.WorksheetRefused(_("This worksheet has changed. Open it again."))
    found: MultiValueDict[str, str] = MultiValueDict()
    for key, value in (said["ratings"] | said["words"]).items():
        found[f"q-{key}"] = str(value)
    for key, lines in said["people"].items():
        found.setlist(f"q-{key}", [line["name"] for line in lines])
        found.setlist(f"q-{key}-choice", [line["choice"] for line in lines])
    if said["hints_read"]:
        found["q-hints_read"] = "on"
    return found
