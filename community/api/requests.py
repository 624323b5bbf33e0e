"""Could you help with …, by API: say what would help, ask up to three people, answer, close."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer, NamedSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from community.api.base import PersonAskedSerializer, YesOrNoSerializer
from community.enums import HelpAnswer
from community.models import HelpAsk, HelpRequest
from community.selectors import requests as reads
from community.services import requests as writes
from programs.api.base import ProgramView
from programs.selectors.programs import person_by_public_id

SHOWN = 20


class HelpAskSerializer(serializers.Serializer[Any]):
    """Somebody who is asked; a no and a silence look the same."""

    person = NamedSerializer(source="participant")
    would_help = serializers.SerializerMethodField()

    def get_would_help(self, ask: HelpAsk) -> bool:
        """Whether they said yes."""
        return ask.answer == HelpAnswer.YES


class HelpRequestSerializer(serializers.Serializer[Any]):
    """What the caller could use a hand with, whom they asked, and who else says on their card that they could."""

    id = serializers.UUIDField(source="public_id")
    topic = Text()
    text = Text()
    asked_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    asks = HelpAskSerializer(source="asks.all", many=True)
    offers = serializers.SerializerMethodField()

    def get_offers(self, wanted: HelpRequest) -> list[str]:
        """Public ids of people to ask."""
        return [] if wanted.closed_at else [str(one.public_id) for one in reads.people_who_offer(wanted)]


class AskedSerializer(serializers.Serializer[Any]):
    """Where the caller is asked."""

    id = serializers.UUIDField(source="public_id")
    asker = NamedSerializer(source="request.asker")
    topic = Text(source="request.topic")
    text = Text(source="request.text")
    answer = Text()


class HelpSerializer(serializers.Serializer[Any]):
    """What the caller asked for, and where they are asked."""

    requests = HelpRequestSerializer(many=True)
    asks = AskedSerializer(many=True)


class NewHelpSerializer(serializers.Serializer[Any]):
    """What somebody could use a hand with."""

    topic = Text(max_length=80)
    text = Text(max_length=500)


class HelpList(ProgramView):
    """Help asked for, and given."""

    @extend_schema(operation_id="help_list", responses=HelpSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """What the caller asked for last, and where they are asked, those that wait for a word first."""
        found = {"requests": reads.requests_of(self.me)[:SHOWN], "asks": reads.asks_for(self.me)[:SHOWN]}
        return Response(HelpSerializer(found).data)

    @extend_schema(
        operation_id="help_want", request=NewHelpSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Says what would help; nobody is asked yet. Once for an Idempotency-Key."""
        me, body = self.me, NewHelpSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data

        def act() -> dict[str, Any]:
            return dict(MadeSerializer(writes.ask_for_help(asker=me, now=clock.now(), **words)).data)

        return made_once(request, self.here.membership, {"help_in": self.here.program.pk, **words}, act)


class _Wanted(ProgramView):
    def wanted(self, public_id: UUID) -> HelpRequest:
        """What the caller asked for."""
        found = reads.request_by_public_id(self.me, public_id)
        if found is None:
            raise Http404
        return found


class Help(_Wanted):
    """Something the caller asked for."""

    @extend_schema(operation_id="help_close", responses={204: None})
    def delete(self, request: Request, wanted: UUID, **kwargs: Any) -> Response:
        """Closes it; only who would help is remembered."""
        writes.close_request(wanted=self.wanted(wanted), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class HelpPeople(_Wanted):
    """Whom to ask."""

    @extend_schema(operation_id="help_ask", request=PersonAskedSerializer, responses={204: None})
    def post(self, request: Request, wanted: UUID, **kwargs: Any) -> Response:
        """Asks one person; twice is once."""
        found, body = self.wanted(wanted), PersonAskedSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        person = person_by_public_id(self.here.program, body.validated_data["person"])
        if person is None:
            raise Http404
        writes.ask_person(wanted=found, person=person, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class HelpAnswered(ProgramView):
    """Where the caller is asked."""

    @extend_schema(operation_id="help_answer", request=YesOrNoSerializer, responses={204: None})
    def post(self, request: Request, asked: UUID, **kwargs: Any) -> Response:
        """Yes, or no without a reason; a no is told to nobody."""
        found, body = reads.ask_by_public_id(self.me, asked), YesOrNoSerializer(data=request.data)
        if found is None:
            raise Http404
        body.is_valid(raise_exception=True)
        writes.answer_help(ask=found, agrees=body.validated_data["agrees"], now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
