"""Introductions by API: mine with my word on them, and rounds in numbers for those who run the program."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_parts import Text
from network.enums import MetAnswer
from network.models import IntroductionSide
from network.selectors import introductions as reads
from network.services import introductions as writes
from programs.api.base import ProgramView
from programs.rules import FACILITATING


class IntroductionSerializer(serializers.Serializer[Any]):
    """An introduction as one of its people sees it; people are there once everybody said yes."""

    id = serializers.UUIDField(source="introduction_id")
    state = Text()
    has_answered = serializers.BooleanField()
    reason = Text()
    question = Text()
    answer_by = serializers.DateTimeField()
    may_say_met = serializers.BooleanField()
    people = serializers.SerializerMethodField()

    def get_people(self, offer: reads.Offer) -> list[str]:
        """Public ids of the others."""
        return [str(person.public_id) for person in offer.people]


class AgreesSerializer(serializers.Serializer[Any]):
    """My word."""

    agrees = serializers.BooleanField()


class MetSerializer(serializers.Serializer[Any]):
    """Whether we met, and on which day."""

    word = serializers.ChoiceField(choices=[one.value for one in MetAnswer if one != MetAnswer.UNSAID])
    on = serializers.DateField(required=False)


@extend_schema_field(OpenApiTypes.OBJECT)
class FiguresField(serializers.JSONField):
    """The measures before and after, by their names."""


class RoundSerializer(serializers.Serializer[Any]):
    """A round in numbers."""

    id = serializers.UUIDField(source="public_id")
    state = Text()
    started_at = serializers.DateTimeField()
    figures = FiguresField()
    report = serializers.SerializerMethodField()

    def get_report(self, found: Any) -> dict[str, int]:
        """Proposed, accepted, met, declined, silent and skipped."""
        told = reads.round_report(found)
        names = ("proposed", "people", "accepted", "met", "not_met", "waiting", "declined", "silent", "skipped")
        return {name: getattr(told, name) for name in names}


class IntroductionList(ProgramView):
    """My open introductions."""

    @extend_schema(operation_id="introduction_list", responses=IntroductionSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Asked and not refused, or named and not told of yet; oldest first."""
        offers = reads.offers_for(self.here.program, self.me, clock.now())
        return Response(IntroductionSerializer(offers, many=True).data)


class IntroductionAnswer(ProgramView):
    """Yes, or not this time."""

    @extend_schema(operation_id="introduction_answer", request=AgreesSerializer, responses={204: None})
    def post(self, request: Request, introduction: UUID, **kwargs: Any) -> Response:
        """Notes my word; nobody is told of a no."""
        form = AgreesSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        side = self._side(introduction)
        writes.answer_introduction(side=side, agrees=form.validated_data["agrees"], now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _side(self, introduction: UUID) -> IntroductionSide:
        side = reads.side_for(self.me, introduction)
        if side is None:
            raise Http404
        return side


class IntroductionMet(IntroductionAnswer):
    """Whether we met."""

    @extend_schema(operation_id="introduction_met", request=MetSerializer, responses={204: None})
    def post(self, request: Request, introduction: UUID, **kwargs: Any) -> Response:
        """Notes whether we met; it counts if one confirms and none denies."""
        form = MetSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        side, now = self._side(introduction), clock.now()
        today = clock.today(self.here.program.time_zone, now)
        word, on = MetAnswer(form.validated_data["word"]), form.validated_data.get("on") or today
        writes.say_met(side=side, word=word, on=on, today=today, now=now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RoundList(ProgramView):
    """Rounds of introductions in numbers, for those who look after the whole program."""

    roles = FACILITATING
    whole = True
    pagination_class = Pages

    @extend_schema(operation_id="round_list", responses=RoundSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Rounds that were offered, newest first, by pages."""
        pages = Pages()
        rows = pages.paginate_queryset(reads.rounds_of(self.here.program), request, view=self) or []
        return pages.get_paginated_response(RoundSerializer(rows, many=True).data)
