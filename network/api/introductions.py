"""My introductions by API, with my word on them, and how I want to be asked."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from network.enums import MetAnswer
from network.models import IntroductionSide
from network.rules import MOST_AT_ONCE
from network.selectors import introductions as reads
from network.services import introductions as writes
from programs.access import today_in
from programs.api.base import EditView, ProgramView


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


class WishReadSerializer(serializers.Serializer[Any]):
    """How the caller wants to be introduced, whether they are now, and whether the last round had nobody for them."""

    most_at_once = serializers.IntegerField(source="wish.most_at_once")
    paused_until = serializers.DateField(source="wish.paused_until", allow_null=True)
    is_open = serializers.BooleanField()
    waits_for_next = serializers.BooleanField()


class WishSerializer(serializers.Serializer[Any]):
    """How many at a time, and not before which day; a day that is past is no pause."""

    most_at_once = serializers.IntegerField(min_value=1, max_value=MOST_AT_ONCE)
    paused_until = serializers.DateField(allow_null=True, default=None)


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


class IntroductionWish(EditView):
    """How the caller wants to be introduced."""

    @extend_schema(operation_id="introduction_wish", responses=WishReadSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """As it stands."""
        page = reads.introductions_page(self.here.program, self.me, today_in(self.here), clock.now())
        return Response(WishReadSerializer(page).data)

    def contents(self, request: Request, **kwargs: Any) -> Any:
        """The wish alone."""
        wish = reads.wish_of(self.me)
        return [wish.most_at_once, wish.paused_until]

    @extend_schema(operation_id="introduction_wish_set", request=WishSerializer, responses=WishReadSerializer)
    def put(self, request: Request, **kwargs: Any) -> Response:
        """Changes it from the next round on; nobody sees it."""
        me, body = self.me, WishSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        day = said["paused_until"] if said["paused_until"] and said["paused_until"] > today_in(self.here) else None
        writes.set_introduction_wish(
            participant=me, most_at_once=said["most_at_once"], paused_until=day, now=clock.now()
        )
        return self.get(request, **kwargs)
