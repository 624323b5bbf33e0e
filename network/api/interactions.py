"""Time together by API: list, log, confirm, decline, take back."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_parts import Text
from belonging.tenancy.api.base import KEY
from network.enums import Channel
from network.selectors import interactions as reads
from network.services import interactions as writes
from network.services.logging import log_once
from programs.api.base import ProgramView
from programs.enums import LearningKind


class LogSerializer(serializers.Serializer[Any]):
    """What is logged."""

    people = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=30)
    happened_on = serializers.DateField()
    kind = serializers.ChoiceField(choices=LearningKind.choices, default=LearningKind.EXPERIENTIAL)
    channel = serializers.ChoiceField(choices=Channel.choices, default=Channel.IN_PERSON)
    note = Text(max_length=500, allow_blank=True, default="")


class SavedSerializer(serializers.Serializer[Any]):
    """The row that Undo takes back, and what was said."""

    id = serializers.UUIDField(source="interaction_id")
    message = Text(source="text")


class TimeTogetherSerializer(serializers.Serializer[Any]):
    """One of my times together."""

    id = serializers.UUIDField(source="interaction.public_id")
    happened_on = serializers.DateField(source="interaction.happened_on")
    kind = Text(source="interaction.kind")
    channel = Text(source="interaction.channel")
    people = serializers.SerializerMethodField()
    is_mine = serializers.BooleanField()
    is_confirmed = serializers.BooleanField()
    is_waiting = serializers.BooleanField()
    note = Text()

    def get_people(self, line: reads.TimeTogether) -> list[str]:
        """Public ids of the other people."""
        return [str(person.public_id) for person in line.people]


class InteractionList(ProgramView):
    """My times together, newest first; POST logs one."""

    pagination_class = Pages

    @extend_schema(operation_id="interaction_list", responses=TimeTogetherSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """My times together, the last one logged first, by pages."""
        today = clock.today(self.here.program.time_zone, clock.now())
        pages = Pages()
        rows = pages.paginate_queryset(reads.own_times(self.me), request, view=self) or []
        lines = reads.times_of(self.here.program, self.me, rows, today)
        return pages.get_paginated_response(TimeTogetherSerializer(lines, many=True).data)

    @extend_schema(
        operation_id="interaction_log", request=LogSerializer, responses={201: SavedSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Logs time together; with an Idempotency-Key a repeat answers as the first did."""
        form = LogSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        data = dict(form.validated_data)
        now = clock.now()
        saved = log_once(
            program=self.here.program,
            author=self.me,
            who=[str(one) for one in data.pop("people")],
            key=request.headers.get("Idempotency-Key", ""),
            today=clock.today(self.here.program.time_zone, now),
            now=now,
            kind=LearningKind(data.pop("kind")),
            channel=Channel(data.pop("channel")),
            **data,
        )
        return Response(SavedSerializer(saved).data, status=status.HTTP_201_CREATED)


class InteractionDetail(ProgramView):
    """One of my times together."""

    @extend_schema(operation_id="interaction_take_back", responses={204: None})
    def delete(self, request: Request, interaction: UUID, **kwargs: Any) -> Response:
        """Takes back a log, or my answer to one."""
        found = reads.own_interaction(self.me, interaction)
        if found is None:
            raise Http404
        writes.undo_interaction(interaction=found, participant=self.me, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class InteractionConfirm(ProgramView):
    """Yes, we met."""

    @extend_schema(operation_id="interaction_confirm", request=None, responses={204: None})
    def post(self, request: Request, interaction: UUID, **kwargs: Any) -> Response:
        """Confirms a claim."""
        row = reads.claim_for(self.me, interaction)
        if row is None:
            raise Http404
        writes.confirm_interaction(partner_row=row, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class InteractionDecline(ProgramView):
    """Not me."""

    @extend_schema(operation_id="interaction_decline", request=None, responses={204: None})
    def post(self, request: Request, interaction: UUID, **kwargs: Any) -> Response:
        """Declines a claim, silently."""
        row = reads.claim_for(self.me, interaction)
        if row is None:
            raise Http404
        writes.decline_interaction(partner_row=row, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
