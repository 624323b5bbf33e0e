"""What people say of themselves, by API: the directory, one's own card, and summaries by mail."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_parts import NamedSerializer, Text
from community.enums import ProfileField, Sight, SummaryRhythm
from community.forms.profiles import LONGEST
from community.selectors import profiles as reads
from community.selectors import summaries
from community.services import profiles as writes
from community.services.summaries import choose_summaries
from programs.api.base import EditView, ProgramView

FIELD = OpenApiParameter("field", str, enum=list(ProfileField.values), default=ProfileField.HELP.value)


class CardFieldSerializer(serializers.Serializer[Any]):
    """One field of a card, in a person's own words."""

    field = serializers.ChoiceField(choices=ProfileField.choices)
    lines = serializers.ListField(child=Text())


class CardSerializer(serializers.Serializer[Any]):
    """Somebody, with what of their card the caller may see."""

    person = NamedSerializer()
    fields_seen = CardFieldSerializer(source="fields", many=True)


class OwnFieldSerializer(CardFieldSerializer):
    """A field of one's own card, and who sees it."""

    sight = serializers.ChoiceField(choices=Sight.choices)


class OwnCardSerializer(serializers.Serializer[Any]):
    """One's own card."""

    answers = OwnFieldSerializer(many=True)


class WrittenFieldSerializer(serializers.Serializer[Any]):
    """A field as it should be: one thing a line, or with commas. Empty takes it off the card."""

    field = serializers.ChoiceField(choices=ProfileField.choices)
    text = Text(max_length=LONGEST, allow_blank=True)
    sight = serializers.ChoiceField(choices=Sight.choices, default=Sight.EVERYBODY.value)


class WrittenCardSerializer(serializers.Serializer[Any]):
    """The fields that change; the others stay."""

    answers = serializers.ListField(child=WrittenFieldSerializer(), min_length=1, max_length=len(ProfileField))


class CardAnswerSerializer(serializers.Serializer[Any]):
    """One question answered for one's card."""

    field = serializers.ChoiceField(choices=ProfileField.choices)
    text = Text(max_length=LONGEST)


class SummaryWishSerializer(serializers.Serializer[Any]):
    """How often one hears by mail what was written in one's groups, and between which hours of one's clock not."""

    rhythm = serializers.ChoiceField(choices=SummaryRhythm.choices)
    quiet_from = serializers.IntegerField(min_value=0, max_value=23)
    quiet_until = serializers.IntegerField(min_value=0, max_value=23)


class Directory(ProgramView):
    """Who can help with what, is curious about what, looks for what."""

    pagination_class = Pages

    @extend_schema(
        operation_id="card_list",
        responses=CardSerializer(many=True),
        parameters=[FIELD, OpenApiParameter("q", str, description="Words that stand in that field.")],
    )
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Everybody, or those who say these words of themselves where the caller may see it; by pages."""
        here, pages = self.here, Pages()
        field, query = (
            request.query_params.get("field", ProfileField.HELP.value),
            request.query_params.get("q", "").strip(),
        )
        if field not in ProfileField.values:
            raise Http404
        found = reads.directory(here.program, here.participant, field, query[: reads.LONGEST_QUERY])
        people = pages.paginate_queryset(found, request, view=self) or []
        cards = reads.cards_for(here.program, people, here.participant)
        return pages.get_paginated_response(CardSerializer(cards, many=True).data)


class OwnCard(EditView):
    """One's own card."""

    @extend_schema(operation_id="card_read", responses=OwnCardSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Every field that is there, with who sees it."""
        return Response(OwnCardSerializer({"answers": list(reads.own_card(self.me).values())}).data)

    @extend_schema(operation_id="card_write", request=WrittenCardSerializer, responses=OwnCardSerializer)
    def patch(self, request: Request, **kwargs: Any) -> Response:
        """Keeps the fields that are named."""
        me, body = self.me, WrittenCardSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = {
            ProfileField(one["field"]): (one["text"], Sight(one["sight"])) for one in body.validated_data["answers"]
        }
        writes.write_profile(participant=me, words=words, now=clock.now())
        return self.get(request)


class CardAnswer(ProgramView):
    """A question for one's own card."""

    @extend_schema(operation_id="card_answer", request=CardAnswerSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Adds an answer; the same again changes nothing."""
        me, body = self.me, CardAnswerSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        field, text = ProfileField(body.validated_data["field"]), body.validated_data["text"]
        writes.answer_question(participant=me, field=field, text=text, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class SummaryWish(EditView):
    """Summaries by mail."""

    @extend_schema(operation_id="summary_wish", responses=SummaryWishSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """How often, and when not."""
        return Response(SummaryWishSerializer(summaries.wish_of(self.me) or summaries.USUAL).data)

    @extend_schema(operation_id="summary_choose", request=SummaryWishSerializer, responses=SummaryWishSerializer)
    def put(self, request: Request, **kwargs: Any) -> Response:
        """Keeps it."""
        me, body = self.me, SummaryWishSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data | {"rhythm": SummaryRhythm(body.validated_data["rhythm"])}
        return Response(SummaryWishSerializer(choose_summaries(participant=me, now=clock.now(), **said)).data)
