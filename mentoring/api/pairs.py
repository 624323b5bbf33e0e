"""My pairs by API, and the figures of mentoring for those who run it. Notes are on the page only."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import NamedSerializer, Text
from mentoring.rules import LONGEST_LINE_OF_A_CHECK_IN
from mentoring.selectors.care import track_kpis
from mentoring.selectors.pairs import cards_of, pair_by_public_id, running_pair
from mentoring.services.meetings import log_check_in
from mentoring.services.pairs import answer_pair
from network.enums import Channel
from programs.api.base import ProgramView
from programs.rules import FACILITATING


class PairSerializer(serializers.Serializer[Any]):
    """A pair as one of its people sees it."""

    id = serializers.UUIDField(source="pair.public_id")
    state = Text(source="pair.state")
    partners = NamedSerializer(source="others", many=True)
    reasons = serializers.ListField(child=Text())
    answer = Text(source="mine.answer")
    answer_until = serializers.DateTimeField(source="pair.answer_until", allow_null=True)
    started_on = serializers.DateField(source="pair.started_on", allow_null=True)
    next_at = serializers.DateTimeField(source="pair.next_at", allow_null=True)


class PairAnswerSerializer(serializers.Serializer[Any]):
    """Yes, or not now."""

    answer = serializers.ChoiceField(choices=["yes", "no"])


class CheckInSerializer(serializers.Serializer[Any]):
    """We met."""

    happened_on = serializers.DateField()
    channel = serializers.ChoiceField(choices=Channel.choices, default=Channel.IN_PERSON.value)
    line = Text(max_length=LONGEST_LINE_OF_A_CHECK_IN, allow_blank=True, default="")


class TrackSerializer(serializers.Serializer[Any]):
    """Figures; nobody is named."""

    opted_in = serializers.IntegerField()
    matched = serializers.IntegerField()
    pairs = serializers.IntegerField()
    waiting = serializers.IntegerField()
    met_this_cadence = serializers.IntegerField()
    bands = serializers.DictField(child=serializers.IntegerField())
    fits = serializers.DictField(child=serializers.IntegerField(), allow_null=True)


class PairList(ProgramView):
    """My pairs."""

    @extend_schema(operation_id="mentoring_pair_list", responses=PairSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Pairs that run or wait for a word."""
        return Response(PairSerializer(cards_of(self.here.program, self.me), many=True).data)


class PairAnswer(ProgramView):
    """My word on a proposed pair."""

    @extend_schema(operation_id="mentoring_pair_answer", request=PairAnswerSerializer, responses={204: None})
    def post(self, request: Request, pair: UUID, **kwargs: Any) -> Response:
        """Yes, or not now; the same word twice changes nothing."""
        me, now, body = self.me, clock.now(), PairAnswerSerializer(data=request.data)
        found = pair_by_public_id(me, pair)
        if found is None:
            raise Http404
        body.is_valid(raise_exception=True)
        on = clock.today(self.here.program.time_zone, now)
        answer_pair(pair=found, participant=me, says_yes=body.validated_data["answer"] == "yes", on=on, now=now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PairCheckIn(ProgramView):
    """Check-ins of a pair."""

    @extend_schema(operation_id="mentoring_check_in", request=CheckInSerializer, responses={201: None})
    def post(self, request: Request, pair: UUID, **kwargs: Any) -> Response:
        """We met on that day; it counts at once."""
        me, now, body = self.me, clock.now(), CheckInSerializer(data=request.data)
        found = running_pair(me, pair)
        if found is None:
            raise Http404
        body.is_valid(raise_exception=True)
        data = body.validated_data
        log_check_in(
            pair=found, author=me, happened_on=data["happened_on"], line=data["line"], channel=Channel(data["channel"]),
            today=clock.today(self.here.program.time_zone, now), now=now,
        )  # fmt: skip
        return Response(status=status.HTTP_201_CREATED)


class TrackFigures(ProgramView):
    """How mentoring is doing."""

    roles = FACILITATING

    @extend_schema(operation_id="mentoring_track", responses=TrackSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Opted in, matched, met in their rhythm, health; what people say of their pairs from five answers up."""
        today = clock.today(self.here.program.time_zone, clock.now())
        return Response(TrackSerializer(track_kpis(self.here.program, today)).data)
