"""What happens at an event, by API: who was there, and the topics or questions on its wall."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer, Text
from programs.api.base import EventView, ProgramView
from programs.enums import Attendance, BlockKind
from programs.event_designs import blocks_of
from programs.models import Event, EventTopic
from programs.rules import MOST_MARKS
from programs.selectors import events as reads
from programs.selectors.event_topics import TopicTable, topic_by_public_id, topics_of
from programs.services import event_replies
from programs.services import event_topics as topics
from programs.services.event_replies import Mark
from programs.services.event_topics import LONGEST_NOTES


class AttendeeSerializer(serializers.Serializer[Any]):
    """Somebody who said something about an event, or was marked at it."""

    person = serializers.UUIDField(source="participant.public_id")
    name = Text(source="participant.membership.name")
    reply = Text(source="state")
    guests = serializers.IntegerField()
    attendance = Text()
    absence_reason = Text()


class MarkSerializer(serializers.Serializer[Any]):
    """Whether somebody was there; nothing takes an earlier mark back, and a reason belongs to who was not."""

    person = serializers.UUIDField()
    attendance = serializers.ChoiceField(choices=Attendance.choices, allow_null=True)
    reason = Text(max_length=120, default="", allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A reason stands beside an absence only."""
        if attrs["attendance"] != Attendance.ABSENT:
            attrs["reason"] = ""
        return attrs


class MarksSerializer(serializers.Serializer[Any]):
    """Marks of several people; those who are not named stay as they are."""

    marks = serializers.ListField(child=MarkSerializer(), min_length=1, max_length=MOST_MARKS)

    def marked(self) -> dict[UUID, Mark | None]:
        """What the service takes; of two marks of one person the last holds."""
        return {one["person"]: _mark(one) for one in self.validated_data["marks"]}


def _mark(one: dict[str, Any]) -> Mark | None:
    return Mark(Attendance(one["attendance"]), one["reason"]) if one["attendance"] else None


class NotedSerializer(serializers.Serializer[Any]):
    """How many marks were set."""

    count = serializers.IntegerField()


class TopicSerializer(serializers.Serializer[Any]):
    """A topic, or a question to a guest; who chose it is counted here and named at most on the page."""

    id = serializers.UUIDField(source="topic.public_id")
    title = Text(source="topic.title")
    notes = Text(source="topic.notes")
    author = Text(source="topic.author.first_name")
    people = serializers.SerializerMethodField()
    is_chosen = serializers.SerializerMethodField()

    def get_people(self, table: TopicTable) -> int:
        """How many chose it."""
        return len(table.people)

    def get_is_chosen(self, table: TopicTable) -> bool:
        """Whether the caller did."""
        me = self.context.get("me")
        return me is not None and any(person.pk == me.pk for person in table.people)


class TitleSerializer(serializers.Serializer[Any]):
    """A topic's words."""

    title = Text(max_length=160)


class NotesSerializer(serializers.Serializer[Any]):
    """Notes as they should stand, and as the caller read them."""

    notes = Text(max_length=LONGEST_NOTES, allow_blank=True)
    was = Text(max_length=LONGEST_NOTES, default="", allow_blank=True)


class EventAttendance(EventView):
    """Who was there."""

    found: Event

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Those who may not change the event learn nothing of the address, not even its methods."""
        super().initial(request, *args, **kwargs)
        self.found = self.event(kwargs["event"], editing=True)

    @extend_schema(operation_id="event_attendance", responses=AttendeeSerializer(many=True))
    def get(self, request: Request, event: UUID, **kwargs: Any) -> Response:
        """Everybody who replied or was marked, by name; for those who run the program and for the host."""
        return Response(AttendeeSerializer(reads.attendance_rows(self.found), many=True).data)

    @extend_schema(operation_id="event_attendance_note", request=MarksSerializer, responses=NotedSerializer)
    def post(self, request: Request, event: UUID, **kwargs: Any) -> Response:
        """Notes who was there and who was not, from two hours before it begins."""
        actor, body = self.here.membership, MarksSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        count = event_replies.mark_attendance(actor=actor, event=self.found, marks=body.marked(), now=clock.now())
        return Response(NotedSerializer({"count": count}).data)


class TopicList(EventView):
    """The wall of an event."""

    @extend_schema(operation_id="event_topics", responses=TopicSerializer(many=True))
    def get(self, request: Request, event: UUID, **kwargs: Any) -> Response:
        """Topics in the order of writing; questions to a guest by how many want to hear them."""
        found = self.event(event)
        asks = any(block.kind == BlockKind.QUESTIONS for block in blocks_of(found.agenda))
        tables = topics_of(found, most_wanted_first=asks)
        return Response(TopicSerializer(tables, many=True, context={"me": self.here.participant}).data)

    @extend_schema(operation_id="event_topic_write", request=TitleSerializer, responses={201: MadeSerializer})
    def post(self, request: Request, event: UUID, **kwargs: Any) -> Response:
        """Puts a topic on the wall, for those who come."""
        me, found, body = self.me, self.event(event), TitleSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        made = topics.write_topic(event=found, author=me, title=body.validated_data["title"], now=clock.now())
        return Response(MadeSerializer(made).data, status=status.HTTP_201_CREATED)


class Topic(ProgramView):
    """One topic."""

    @extend_schema(operation_id="event_topic_choose", request=None, responses={204: None})
    def post(self, request: Request, topic: UUID, **kwargs: Any) -> Response:
        """Sits down at it; sent twice it is the same as once."""
        me, found = self.me, self._topic(topic)
        topics.choose_topic(topic=found, participant=me, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="event_topic_leave", responses={204: None})
    def delete(self, request: Request, topic: UUID, **kwargs: Any) -> Response:
        """Stands up from it; whoever does not sit there stays where they are."""
        me, found = self.me, self._topic(topic)
        topics.leave_topic(topic=found, participant=me, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="event_topic_note", request=NotesSerializer, responses={204: None})
    def put(self, request: Request, topic: UUID, **kwargs: Any) -> Response:
        """Keeps the notes of its table; refused when somebody else wrote meanwhile."""
        me, found, body = self.me, self._topic(topic), NotesSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        topics.note_topic(topic=found, participant=me, now=clock.now(), **body.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _topic(self, public_id: UUID) -> EventTopic:
        found = topic_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found
