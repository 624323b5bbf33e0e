"""Groups by API: which there are, who is in them, coming in and going."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_edits import Edits
from belonging.core.api_parts import MadeSerializer, NamedSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from community.api.base import GroupView, PersonAskedSerializer
from community.enums import Entry, SeatState
from community.rules import LONGEST_TOPIC, MOST_TOPICS, may_read_group
from community.selectors import groups as reads
from community.services import groups as writes
from programs.access import today_in
from programs.api.base import ProgramView
from programs.selectors.programs import person_by_public_id

TOPICS: dict[str, Any] = {"max_length": MOST_TOPICS}


class GroupSerializer(serializers.Serializer[Any]):
    """A group, and how the caller stands to it: in it, asking, asked, or nothing."""

    id = serializers.UUIDField(source="public_id")
    name = Text()
    about = Text()
    entry = Text()
    topics = serializers.ListField(child=Text())
    allows_unsigned = serializers.BooleanField()
    goal = Text()
    ends_on = serializers.DateField(allow_null=True)


class GroupLineSerializer(serializers.Serializer[Any]):
    """A group in the list, and how the caller stands to it: in it, asking, asked, or nothing."""

    group = GroupSerializer()
    member_count = serializers.IntegerField()
    state = Text(source="seat.state", allow_null=True)
    is_over = serializers.BooleanField()


class SeatSerializer(serializers.Serializer[Any]):
    """Somebody's place in a group."""

    id = serializers.UUIDField(source="public_id")
    person = NamedSerializer(source="participant")
    state = Text()
    is_manager = serializers.BooleanField()


class GroupPageSerializer(serializers.Serializer[Any]):
    """A group with its people, for those who may read it; who asks to come in is shown to who manages it."""

    group = GroupSerializer()
    is_open = serializers.BooleanField()
    seats = SeatSerializer(many=True)


class NewGroupSerializer(serializers.Serializer[Any]):
    """A group as its founder wants it."""

    name = Text(max_length=80)
    about = Text(max_length=1000, allow_blank=True, default="")
    entry = serializers.ChoiceField(choices=Entry.choices, default=Entry.OPEN.value)
    topics = serializers.ListField(child=Text(max_length=LONGEST_TOPIC), default=list, **TOPICS)
    takes_newcomers = serializers.BooleanField(default=False)
    allows_unsigned = serializers.BooleanField(default=False)


class TopicsSerializer(serializers.Serializer[Any]):
    """What a group is about, in a few words."""

    topics = serializers.ListField(child=Text(max_length=LONGEST_TOPIC), **TOPICS)


class StandingSerializer(serializers.Serializer[Any]):
    """How the caller stands to a group now."""

    state = Text()


class GroupList(ProgramView):
    """The groups one may know of."""

    @extend_schema(operation_id="group_list", responses=GroupLineSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """One's own first, by name; those by invitation for who is asked; projects that have ended last."""
        here = self.here
        lines = reads.group_lines(here.program, here.membership, here.participant, today_in(here))
        return Response(GroupLineSerializer(lines, many=True).data)

    @extend_schema(
        operation_id="group_found", request=NewGroupSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Makes a group that the caller manages; once for an Idempotency-Key."""
        me, body = self.me, NewGroupSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data
        contents = {"group_of": self.here.program.pk, **words}
        return made_once(request, self.here.membership, contents, lambda: self._founded(me, **words))

    def _founded(self, me: Any, entry: str, **words: Any) -> dict[str, Any]:
        group = writes.found_group(founder=me, entry=Entry(entry), now=clock.now(), **words)
        return dict(MadeSerializer(group).data)


class GroupDetail(GroupView):
    """One group."""

    @extend_schema(operation_id="group_read", responses=GroupPageSerializer)
    def get(self, request: Request, group: UUID, **kwargs: Any) -> Response:
        """The group; its people where what is written there may be read."""
        found = self.group(group)
        seat = reads.seat_of(found, self.here.participant)
        is_open = may_read_group(found, self.here.membership, seat)
        every = reads.seats_of(found) if is_open else ()
        seats = [one for one in every if one.state == SeatState.IN or (seat and seat.is_manager)]
        return Response(GroupPageSerializer({"group": found, "is_open": is_open, "seats": seats}).data)


class GroupTopics(Edits, GroupView):
    """What a group is about."""

    def stand_in_line(self) -> None:
        """Waits for whoever comes, goes or changes the topics."""
        reads.locked_group(self.group(self.kwargs["group"]).pk)

    @extend_schema(operation_id="group_topics", responses=TopicsSerializer)
    def get(self, request: Request, group: UUID, **kwargs: Any) -> Response:
        """In a few words."""
        return Response(TopicsSerializer(self.group(group)).data)

    @extend_schema(operation_id="group_topics_choose", request=TopicsSerializer, responses=TopicsSerializer)
    def put(self, request: Request, group: UUID, **kwargs: Any) -> Response:
        """Keeps them, for who manages it; in the spelling that other groups use already."""
        me, found, body = self.me, self.group(group), TopicsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.choose_topics(manager=me, group=found, topics=body.validated_data["topics"], now=clock.now())
        return Response(TopicsSerializer(self.group(group)).data)


class GroupStanding(GroupView):
    """The caller's own place in a group."""

    @extend_schema(operation_id="group_join", request=None, responses=StandingSerializer)
    def post(self, request: Request, group: UUID, **kwargs: Any) -> Response:
        """Comes in, or asks to; twice is the same as once."""
        me, found = self.me, self.group(group)
        seat = writes.join_group(group=found, participant=me, now=clock.now())
        return Response(StandingSerializer(seat).data)

    @extend_schema(operation_id="group_leave", responses={204: None})
    def delete(self, request: Request, group: UUID, **kwargs: Any) -> Response:
        """Goes, or does not come after all; nobody is told."""
        me, found = self.me, self.group(group)
        writes.leave_group(group=found, participant=me, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class GroupPeople(GroupView):
    """Asking people in."""

    @extend_schema(operation_id="group_ask", request=PersonAskedSerializer, responses={204: None})
    def post(self, request: Request, group: UUID, **kwargs: Any) -> Response:
        """Asks somebody in, for who manages it."""
        me, found, body = self.me, self.group(group), PersonAskedSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        person = person_by_public_id(self.here.program, body.validated_data["person"])
        if person is None:
            raise Http404
        writes.ask_into_group(manager=me, group=found, person=person, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class Seat(ProgramView):
    """Somebody who asks to come into a group that the caller manages."""

    @extend_schema(operation_id="group_seat_accept", request=None, responses={204: None})
    def post(self, request: Request, seat: UUID, **kwargs: Any) -> Response:
        """Lets them in."""
        return self._answered(seat, lets_in=True)

    @extend_schema(operation_id="group_seat_decline", responses={204: None})
    def delete(self, request: Request, seat: UUID, **kwargs: Any) -> Response:
        """Says no, quietly."""
        return self._answered(seat, lets_in=False)

    def _answered(self, public_id: UUID, *, lets_in: bool) -> Response:
        found = reads.asking_seat(self.me, public_id)
        if found is None:
            raise Http404
        writes.answer_asking(manager=self.me, seat=found, lets_in=lets_in, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
