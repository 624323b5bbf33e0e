"""Events by API for those who plan them, the two questions afterwards, and office hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from belonging.tenancy.api.base import KEY, made_once
from programs.api.base import EditView, EventView, ProgramView
from programs.api.events import EventSerializer
from programs.enums import BlockKind, EventForm, LearningKind, Repeats
from programs.event_designs import DESIGNS, MOST_BLOCKS, Block
from programs.models import Event, OfficeHour
from programs.rules import FACILITATING, MOST_DATES
from programs.selectors import events as reads
from programs.selectors import office_hours
from programs.services import events as writes
from programs.services import office_hours as hours
from programs.services.event_answers import answer_event
from programs.services.events import EventWords, Rule

if TYPE_CHECKING:
    from programs.models import Program

FORMS = [one for one in EventForm.choices if one[0] != EventForm.PEER_LED]  # those are hosted, not planned

NOT_WORDS = frozenset({"repeats", "until", "count", "later_too"})


class BlockSerializer(serializers.Serializer[Any]):
    """One part of a run sheet."""

    kind = serializers.ChoiceField(choices=BlockKind.choices)
    minutes = serializers.IntegerField(min_value=1, max_value=600)
    title = Text(max_length=160)
    size = serializers.IntegerField(min_value=0, max_value=20, default=0)


class WordsSerializer(serializers.Serializer[Any]):
    """What an event is. Moments carry an offset, and are kept as the clocks of the program show them."""

    title = Text(max_length=160)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    text = Text(max_length=4000, default="", allow_blank=True)
    kind = serializers.ChoiceField(choices=LearningKind.choices, default=LearningKind.EXPERIENTIAL)
    form = serializers.ChoiceField(choices=FORMS, default=EventForm.ROUNDTABLE)
    place = Text(max_length=160, default="", allow_blank=True)
    link = serializers.URLField(default="", allow_blank=True)
    capacity = serializers.IntegerField(min_value=1, max_value=5000, default=None, allow_null=True)
    is_step_free = serializers.BooleanField(default=None, allow_null=True)
    has_sign_language = serializers.BooleanField(default=None, allow_null=True)
    access_note = Text(max_length=200, default="", allow_blank=True)
    new_people = serializers.IntegerField(min_value=0, max_value=99, default=None, allow_null=True)
    travel_note = Text(max_length=2000, default="", allow_blank=True)
    cost_note = Text(max_length=120, default="", allow_blank=True)
    zone_note = Text(max_length=200, default="", allow_blank=True)
    design = serializers.ChoiceField(choices=[one.key for one in DESIGNS], default="", allow_blank=True)
    agenda = serializers.ListField(child=BlockSerializer(), default=list, max_length=MOST_BLOCKS)

    def words(self, program: Program, event: Event | None = None) -> EventWords:
        """What the service takes; what one of us hosts stays that."""
        data = {name: value for name, value in self.validated_data.items() if name not in NOT_WORDS}
        starts, ends = (writes.wall(data.pop(name), program.time_zone) for name in ("starts_at", "ends_at"))
        blocks = tuple(Block(**block) for block in data.pop("agenda"))
        if event is not None and event.host_id is not None:
            data |= {"kind": event.kind, "form": event.form}
        return EventWords(starts=starts, ends=ends, agenda=blocks, **data)


class NewEventSerializer(WordsSerializer):
    """A new event, once or as a series: until a day, so many times, or to the end of the program."""

    repeats = serializers.ChoiceField(choices=Repeats.choices, default=Repeats.ONCE)
    until = serializers.DateField(default=None, allow_null=True)
    count = serializers.IntegerField(min_value=1, max_value=MOST_DATES, default=None, allow_null=True)

    @property
    def rule(self) -> Rule:
        """How it repeats."""
        data = self.validated_data
        return Rule(Repeats(data["repeats"]), data["until"], data["count"])


class EventChangeSerializer(WordsSerializer):
    """An event as it should be; with the later ones of its series that nobody changed alone, when asked."""

    later_too = serializers.BooleanField(default=False)


class ReasonSerializer(serializers.Serializer[Any]):
    """Why an event does not take place; with the later ones of its series, when asked."""

    reason = Text(max_length=200, default="", allow_blank=True)
    later_too = serializers.BooleanField(default=False)


class EventAnswerSerializer(serializers.Serializer[Any]):
    """The two questions afterwards."""

    rating = serializers.IntegerField(min_value=1, max_value=5)
    met_new = serializers.IntegerField(min_value=0, max_value=99, default=None, allow_null=True)


class HourSerializer(serializers.Serializer[Any]):
    """An office hour; who took somebody else's is not told."""

    id = serializers.UUIDField(source="public_id")
    facilitator = Text(source="facilitator.name")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    place = Text()
    link = Text()
    is_mine = serializers.SerializerMethodField()

    def get_is_mine(self, hour: OfficeHour) -> bool:
        """Whether the caller took it: others' are not listed."""
        return hour.taken_by_id is not None


class HourOfferSerializer(serializers.Serializer[Any]):
    """A stretch of time, to be cut into slots."""

    begins_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    minutes = serializers.IntegerField(min_value=5, max_value=240)
    place = Text(max_length=160, default="", allow_blank=True)
    link = serializers.URLField(default="", allow_blank=True)


class AboutSerializer(serializers.Serializer[Any]):
    """What an office hour is about."""

    about = Text(max_length=300, default="", allow_blank=True)


class EventPlanning(ProgramView):
    """New events."""

    roles = FACILITATING

    @extend_schema(
        operation_id="event_create", request=NewEventSerializer, responses={201: EventSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Plans an event, or a series, of which the first date is answered; once for an Idempotency-Key."""
        here, body = self.here, NewEventSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        contents = {"program": here.program.pk, "plan": body.validated_data}
        return made_once(request, here.membership, contents, lambda: self._planned(body))

    def _planned(self, body: NewEventSerializer) -> dict[str, Any]:
        here, now = self.here, clock.now()
        words = body.words(here.program)
        events = writes.create_event(actor=here.membership, program=here.program, words=words, rule=body.rule, now=now)
        return dict(EventSerializer(reads.card_of(events[0], here.participant, now)).data)


class EventDetail(EditView, EventView):
    """One event."""

    @extend_schema(operation_id="event", responses=EventSerializer)
    def get(self, request: Request, event: UUID, **kwargs: Any) -> Response:
        """As the caller sees it."""
        card = reads.card_of(self.event(event), self.here.participant, clock.now())
        return Response(EventSerializer(card).data)

    def contents(self, request: Request, **kwargs: Any) -> Any:
        """Its words alone: whoever replies meanwhile changes none of them."""
        return self.event(kwargs["event"]).revision

    @extend_schema(operation_id="event_change", request=EventChangeSerializer, responses={204: None})
    def put(self, request: Request, event: UUID, **kwargs: Any) -> Response:
        """Changes it; those who come hear of another time or place."""
        found, body = self.event(event, editing=True), EventChangeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        act = {"words": body.words(self.here.program, found), "later_too": body.validated_data["later_too"]}
        writes.edit_event(actor=self.here.membership, event=found, now=clock.now(), **act)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="event_cancel", request=ReasonSerializer, responses={204: None})
    def delete(self, request: Request, event: UUID, **kwargs: Any) -> Response:
        """Calls it off and tells those who wanted to come."""
        found, body = self.event(event, editing=True), ReasonSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.cancel_event(actor=self.here.membership, event=found, now=clock.now(), **body.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class EventAnswer(EventView):
    """The two questions afterwards."""

    @extend_schema(operation_id="event_answer", request=EventAnswerSerializer, responses={204: None})
    def post(self, request: Request, event: UUID, **kwargs: Any) -> Response:
        """Answers them; they are told once, together, a week after the event."""
        me, found, body = self.me, self.event(event), EventAnswerSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        answer_event(event=found, participant=me, now=clock.now(), **body.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class HourList(ProgramView):
    """Office hours."""

    @extend_schema(operation_id="office_hours", responses=HourSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """What is free, and the caller's own first."""
        now, me = clock.now(), self.here.participant
        mine = list(office_hours.hours_of_person(me, now)) if me else []
        return Response(HourSerializer([*mine, *office_hours.free_hours(self.here.program, now)], many=True).data)


class HourOffer(ProgramView):
    """Slots that a facilitator offers."""

    roles = FACILITATING

    @extend_schema(
        operation_id="office_hours_offer", request=HourOfferSerializer, responses={201: HourSerializer(many=True)}
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Offers a stretch; moments that are offered already stay as they are."""
        here, body = self.here, HourOfferSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        data = dict(body.validated_data)
        begins, ends = (writes.wall(data.pop(name), here.program.time_zone) for name in ("begins_at", "ends_at"))
        made = hours.offer_hours(
            facilitator=here.membership, program=here.program, begins=begins, ends=ends, now=clock.now(), **data
        )
        return Response(HourSerializer(made, many=True).data, status=status.HTTP_201_CREATED)


class Hour(ProgramView):
    """One slot."""

    @extend_schema(operation_id="office_hour_take", request=AboutSerializer, responses={204: None})
    def post(self, request: Request, hour: UUID, **kwargs: Any) -> Response:
        """Takes it."""
        me, found, body = self.me, self._hour(hour), AboutSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        hours.take_hour(hour=found, participant=me, about=body.validated_data["about"], now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="office_hour_give_back", responses={204: None})
    def delete(self, request: Request, hour: UUID, **kwargs: Any) -> Response:
        """Gives it back; whoever offered it withdraws it."""
        found, member = self._hour(hour), self.here.membership
        if found.facilitator_id == member.pk:
            hours.withdraw_hour(hour=found, facilitator=member, now=clock.now())
        else:
            hours.give_back_hour(hour=found, participant=self.me, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _hour(self, public_id: UUID) -> OfficeHour:
        found = office_hours.hour_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found
