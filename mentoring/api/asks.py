"""Choosing and asking by API: whom one might ask, my questions, and what is asked of me."""

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
from belonging.tenancy.api.base import KEY, made_once, said_once
from mentoring.enums import AskState, Mode
from mentoring.models import Ask
from mentoring.rules import LONGEST_NOTE
from mentoring.selectors import asks as reads
from mentoring.selectors.profiles import profile_of, track_of
from mentoring.services import asks as writes
from programs.access import today_in
from programs.api.base import ProgramView
from programs.selectors.programs import person_by_public_id

ASK_ANSWERS = ["yes", "no", "more"]


class SuggestionSerializer(serializers.Serializer[Any]):
    """Somebody to ask, and why; that somebody else asks them too, and never who."""

    person = NamedSerializer()
    reasons = serializers.ListField(child=Text())
    seen = Text()
    others_ask = serializers.BooleanField()


class SentAskSerializer(serializers.Serializer[Any]):
    """A question of the caller's: how it stands, and how many asked before."""

    id = serializers.UUIDField(source="ask.public_id")
    person = NamedSerializer()
    state = Text(source="ask.state")
    words = Text(source="ask.words")
    question = Text(source="ask.question")
    reply = Text(source="ask.reply")
    answer_until = serializers.DateTimeField(source="ask.answer_until", allow_null=True)
    ahead_count = serializers.IntegerField()
    is_taken = serializers.BooleanField()


class ReceivedAskSerializer(serializers.Serializer[Any]):
    """A question to the caller."""

    id = serializers.UUIDField(source="public_id")
    author = NamedSerializer()
    state = Text()
    words = Text()
    question = Text()
    reply = Text()
    answer_until = serializers.DateTimeField(allow_null=True)


class AsksSerializer(serializers.Serializer[Any]):
    """Whom the caller asks, in their order, and who asks the caller, the oldest first."""

    sent = SentAskSerializer(many=True)
    received = ReceivedAskSerializer(many=True)


class NewAskSerializer(serializers.Serializer[Any]):
    """Whom to ask, with a line."""

    person = serializers.UUIDField()
    words = Text(max_length=LONGEST_NOTE, allow_blank=True, default="")


class AskAnswerSerializer(serializers.Serializer[Any]):
    """Yes, not now, or tell me more; the words say of what."""

    answer = serializers.ChoiceField(choices=ASK_ANSWERS)
    words = Text(max_length=LONGEST_NOTE, allow_blank=True, default="")


class TellSerializer(serializers.Serializer[Any]):
    """What somebody would like to know."""

    words = Text(max_length=LONGEST_NOTE)


class SuggestionList(ProgramView):
    """Whom one might ask."""

    @extend_schema(operation_id="mentoring_suggestion_list", responses=SuggestionSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Up to three people, the best first; nobody where pairs are proposed, or before one has opted in."""
        me, program = self.me, self.here.program
        profile = profile_of(me)
        may_choose = track_of(program).mode != Mode.PROPOSED and profile is not None and profile.is_open
        found = reads.suggestions(program, me, today_in(self.here), clock.now()) if may_choose else []
        return Response(SuggestionSerializer(found, many=True).data)


class AskList(ProgramView):
    """Questions."""

    @extend_schema(operation_id="mentoring_ask_list", responses=AsksSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Mine that are open, and those that wait for my word; quiet choices of others are nobody's to see."""
        sent, received = reads.my_asks(self.here.program, self.me), reads.asks_for(self.me, clock.now())
        return Response(AsksSerializer({"sent": sent, "received": received}).data)

    @extend_schema(
        operation_id="mentoring_ask", request=NewAskSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Asks somebody, puts them in line, or chooses them quietly. Once for an Idempotency-Key."""
        me, body = self.me, NewAskSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        person = person_by_public_id(self.here.program, said["person"])
        if person is None:
            raise Http404

        def act() -> dict[str, Any]:
            words, on = said["words"], today_in(self.here)
            asked = writes.ask_person(author=me, recipient=person, words=words, on=on, now=clock.now())
            return dict(MadeSerializer(asked).data)

        return made_once(request, self.here.membership, {"asks_in": self.here.program.pk, **said}, act)


class _Ask(ProgramView):
    def asked(self, public_id: UUID, *, own: bool) -> Ask:
        """A question of the caller's own, or one to them that they know of."""
        found = reads.ask_by_public_id(self.here.program, public_id)
        owner = None if found is None else found.author_id if own else found.recipient_id
        if found is None or owner != self.me.pk or (not own and found.state == AskState.QUIET):
            raise Http404
        return found


class OwnAsk(_Ask):
    """A question of mine."""

    @extend_schema(operation_id="mentoring_ask_withdraw", responses={204: None})
    def delete(self, request: Request, ask: UUID, **kwargs: Any) -> Response:
        """Takes it back; whoever is next in line is asked."""
        writes.take_back_ask(ask=self.asked(ask, own=True), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class AskAnswered(_Ask):
    """A question to me."""

    @extend_schema(
        operation_id="mentoring_ask_answer", request=AskAnswerSerializer, responses={204: None}, parameters=[KEY]
    )
    def post(self, request: Request, ask: UUID, **kwargs: Any) -> Response:
        """Yes makes a pair; a no is told without a reason; more lets them tell more first. Once for a key."""
        found, body = self.asked(ask, own=False), AskAnswerSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        answer, words, on = body.validated_data["answer"], body.validated_data["words"], today_in(self.here)

        def act() -> object:
            if answer == "more":
                return writes.ask_back(ask=found, question=words, now=clock.now())
            return writes.answer_ask(ask=found, says_yes=answer == "yes", on=on, now=clock.now())

        return said_once(request, self.here.membership, {"ask": str(ask), **body.validated_data}, act)


class AskTold(_Ask):
    """What somebody would like to know before they say yes or no."""

    @extend_schema(operation_id="mentoring_ask_tell", request=TellSerializer, responses={204: None})
    def post(self, request: Request, ask: UUID, **kwargs: Any) -> Response:
        """Tells them more."""
        found, body = self.asked(ask, own=True), TellSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.tell_more(ask=found, reply=body.validated_data["words"], now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
