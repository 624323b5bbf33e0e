"""One of my pairs by API: how it stands, when we meet next, how it feels, and its kind end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from belonging.tenancy.api.base import KEY, said_once
from mentoring.api.base import OwnPairView
from mentoring.api.pairs import PairSerializer
from mentoring.enums import Fit, Review
from mentoring.models import CheckIn
from mentoring.rules import LONGEST_FAREWELL, LONGEST_NOTE
from mentoring.selectors.meetings import check_in_by_public_id, stand_of
from mentoring.selectors.pairs import card
from mentoring.services import meetings as writes
from mentoring.services import pairs as pair_writes
from programs.access import today_in
from programs.api.base import EditView
from programs.services.events import wall


class CheckInReadSerializer(serializers.Serializer[Any]):
    """A day on which we met, with its line; one that did not take place has none."""

    id = serializers.UUIDField(source="public_id")
    happened_on = serializers.DateField()
    line = serializers.SerializerMethodField()
    took_place = serializers.SerializerMethodField()

    def get_line(self, check_in: CheckIn) -> str:
        """As it was noted."""
        return "" if check_in.denied_at else check_in.line

    def get_took_place(self, check_in: CheckIn) -> bool:
        """Whether nobody said that it was not so."""
        return check_in.denied_at is None


class PairStandSerializer(serializers.Serializer[Any]):
    """How one of the caller's pairs stands, and what the caller is asked of it now."""

    pair = PairSerializer()
    health = Text(source="stand.health")
    check_ins = CheckInReadSerializer(source="stand.check_ins", many=True)
    asks_fit = serializers.BooleanField(source="stand.asks_fit")
    asks_review = serializers.BooleanField(source="stand.asks_review")
    review_on = serializers.DateField(source="stand.review_on", allow_null=True)


class NextMeetingSerializer(serializers.Serializer[Any]):
    """When and where we meet next; nothing where no date is set. A moment carries an offset."""

    at = serializers.DateTimeField(allow_null=True)
    place = Text(max_length=160, allow_blank=True, default="")
    link = serializers.URLField(max_length=300, allow_blank=True, default="")


class FitSerializer(serializers.Serializer[Any]):
    """How the pair feels."""

    fit = serializers.ChoiceField(choices=[(one.value, one.label) for one in Fit if one.value])


class HalfTimeSerializer(serializers.Serializer[Any]):
    """Half of the time is over; the words are read by the pair."""

    review = serializers.ChoiceField(choices=[(one.value, one.label) for one in Review if one.value])
    words = Text(max_length=LONGEST_NOTE, allow_blank=True, default="")


class FarewellSerializer(serializers.Serializer[Any]):
    """Whether somebody would like another partner, and a kind sentence to this one."""

    wants_another = serializers.BooleanField(default=True)
    farewell = Text(max_length=LONGEST_FAREWELL, allow_blank=True, default="")


class OwnPair(OwnPairView):
    """One of my pairs."""

    @extend_schema(operation_id="mentoring_pair", responses=PairStandSerializer)
    def get(self, request: Request, pair: UUID, **kwargs: Any) -> Response:
        """While it runs. Notes and feedback are on the page only."""
        found = self.pair(pair)
        shown = card(self.here.program, found, self.me)
        told = {"pair": shown, "stand": stand_of(found, shown.mine, today_in(self.here))}
        return Response(PairStandSerializer(told).data)


class CheckInDenied(OwnPairView):
    """A check-in that was not so."""

    @extend_schema(operation_id="mentoring_check_in_deny", request=None, responses={204: None})
    def post(self, request: Request, pair: UUID, check_in: UUID, **kwargs: Any) -> Response:
        """We did not meet on that day; what it counted is taken back. Twice is once."""
        found = check_in_by_public_id(self.pair(pair), check_in)
        if found is None:
            raise Http404
        writes.deny_check_in(check_in=found, participant=self.me, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class NextMeeting(OwnPairView, EditView):
    """When the pair meets next."""

    @extend_schema(operation_id="mentoring_next", responses=NextMeetingSerializer)
    def get(self, request: Request, pair: UUID, **kwargs: Any) -> Response:
        """As it was set."""
        found = self.pair(pair)
        told = {"at": found.next_at, "place": found.next_place, "link": found.next_link}
        return Response(NextMeetingSerializer(told).data)

    @extend_schema(operation_id="mentoring_next_plan", request=NextMeetingSerializer, responses=NextMeetingSerializer)
    def put(self, request: Request, pair: UUID, **kwargs: Any) -> Response:
        """Sets it, and sends it to everybody's calendar; without a date there is none."""
        found, body = self.pair(pair), NextMeetingSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        data = body.validated_data
        at = wall(data["at"], self.here.program.time_zone) if data["at"] else None
        writes.plan_next(
            pair=found, participant=self.me, wall=at, place=data["place"], link=data["link"], now=clock.now()
        )
        return self.get(request, pair, **kwargs)


class FitSaid(OwnPairView):
    """How it feels."""

    @extend_schema(operation_id="mentoring_fit_say", request=FitSerializer, responses={204: None})
    def post(self, request: Request, pair: UUID, **kwargs: Any) -> Response:
        """Nobody else learns it; the last word counts."""
        found, body = self.pair(pair), FitSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        fit = Fit(body.validated_data["fit"])
        pair_writes.say_fit(pair=found, participant=self.me, fit=fit, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReviewSaid(OwnPairView):
    """The look at half time."""

    @extend_schema(
        operation_id="mentoring_review_say", request=HalfTimeSerializer, responses={204: None}, parameters=[KEY]
    )
    def post(self, request: Request, pair: UUID, **kwargs: Any) -> Response:
        """Go on, change something, or enough; words become a note for the pair. Once for an Idempotency-Key."""
        found, body = self.pair(pair), HalfTimeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        review, words = Review(body.validated_data["review"]), body.validated_data["words"]

        def act() -> object:
            return pair_writes.say_review(pair=found, participant=self.me, review=review, words=words, now=clock.now())

        return said_once(request, self.here.membership, {"pair": str(pair), **body.validated_data}, act)


class PairLeft(OwnPairView):
    """A kind ending."""

    @extend_schema(operation_id="mentoring_pair_leave", request=FarewellSerializer, responses={204: None})
    def post(self, request: Request, pair: UUID, **kwargs: Any) -> Response:
        """Ends it without a reason; of three people the two others stay."""
        found, body = self.pair(pair), FarewellSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data | {"on": today_in(self.here), "now": clock.now()}
        pair_writes.leave_pair(pair=found, participant=self.me, **words)
        return Response(status=status.HTTP_204_NO_CONTENT)
