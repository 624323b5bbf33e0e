"""Events by API: what is coming, my word on one, and being there."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_parts import Text
from programs.api.base import EventView, ProgramView
from programs.enums import ReplyState
from programs.rules import MOST_GUESTS
from programs.selectors import events as reads
from programs.selectors.events import EventCard
from programs.services import event_replies as writes

SHOWN = ("coming", "mine", "past")
SHOW = OpenApiParameter("show", str, enum=SHOWN, default=SHOWN[0])
SAYABLE = [ReplyState.GOING, ReplyState.MAYBE, ReplyState.NOT_GOING]


class EventSerializer(serializers.Serializer[Any]):
    """An event as the caller sees it; whoever comes is named on the page only."""

    id = serializers.UUIDField(source="event.public_id")
    title = Text(source="event.title")
    text = Text(source="event.text")
    kind = Text(source="event.kind")
    form = Text(source="event.form")
    starts_at = serializers.DateTimeField(source="event.starts_at")
    ends_at = serializers.DateTimeField(source="event.ends_at")
    place = Text(source="event.place")
    link = Text(source="event.link")
    is_step_free = serializers.BooleanField(source="event.is_step_free", allow_null=True)
    has_sign_language = serializers.BooleanField(source="event.has_sign_language", allow_null=True)
    access_note = Text(source="event.access_note")
    is_cancelled = serializers.BooleanField(source="event.is_cancelled")
    capacity = serializers.IntegerField(source="event.capacity", allow_null=True)
    seats_left = serializers.IntegerField(allow_null=True)
    people_going = serializers.IntegerField()
    people_waiting = serializers.IntegerField()
    reply = Text(source="state")
    is_repeated = serializers.SerializerMethodField()

    def get_is_repeated(self, card: EventCard) -> bool:
        """Whether it is one date of a series."""
        return card.event.series_id is not None


class WordSerializer(serializers.Serializer[Any]):
    """The caller's word."""

    state = serializers.ChoiceField(choices=[(one.value, one.label) for one in SAYABLE])
    guests = serializers.IntegerField(min_value=0, max_value=MOST_GUESTS, default=0)


class RepliedSerializer(serializers.Serializer[Any]):
    """What became of it: `waiting` means the seats are taken."""

    state = Text()


class CodeSerializer(serializers.Serializer[Any]):
    """The code in the room; those who said they come need none."""

    code = Text(max_length=12, allow_blank=True, default="")


def shown(request: Request) -> str:
    """Which events are asked for."""
    asked = request.query_params.get("show", SHOWN[0])
    if asked not in SHOWN:
        raise serializers.ValidationError({"show": [_("Choose one of: coming, mine, past.")]})
    return asked


class EventList(ProgramView):
    """Events of the program."""

    pagination_class = Pages

    @extend_schema(operation_id="event_list", responses=EventSerializer(many=True), parameters=[SHOW])
    def get(self, request: Request, **kwargs: Any) -> Response:
        """What is coming (soonest first), what is mine, or what was (newest first), by pages."""
        now, me, program = clock.now(), self.here.participant, self.here.program
        show, pages = shown(request), Pages()
        rows = reads.past_events(program, now) if show == "past" else reads.coming_events(program, now)
        if show == "mine":
            rows = reads.own_events(self.me, now)
        pages.ordering = ("-starts_at", "-id") if show == "past" else ("starts_at", "id")
        found = pages.paginate_queryset(rows, request, view=self) or []
        return pages.get_paginated_response(EventSerializer(reads.cards(found, me, now), many=True).data)


class EventReply(EventView):
    """My word on an event."""

    @extend_schema(operation_id="event_reply", request=WordSerializer, responses=RepliedSerializer)
    def post(self, request: Request, event: UUID, **kwargs: Any) -> Response:
        """Coming, perhaps, or not coming; the same word twice changes nothing."""
        me, found, word = self.me, self.event(event), WordSerializer(data=request.data)
        word.is_valid(raise_exception=True)
        data = word.validated_data
        done = writes.reply_to_event(
            event=found, participant=me, state=ReplyState(data["state"]), guests=data["guests"], now=clock.now()
        )
        return Response(RepliedSerializer(done).data)

    @extend_schema(operation_id="event_reply_take_back", responses={204: None})
    def delete(self, request: Request, event: UUID, **kwargs: Any) -> Response:
        """Takes it back."""
        writes.reply_to_event(event=self.event(event), participant=self.me, state=None, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class EventCheckIn(EventView):
    """Being there."""

    @extend_schema(operation_id="event_check_in", request=CodeSerializer, responses={204: None})
    def post(self, request: Request, event: UUID, **kwargs: Any) -> Response:
        """I am here."""
        me, found, body = self.me, self.event(event), CodeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.check_in(event=found, participant=me, code=body.validated_data["code"], now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
