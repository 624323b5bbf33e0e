"""What was noticed and what is done about it, by API; for those who run programs, as far as their groups go."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import NamedSerializer, Text
from dashboards.enums import Act, MoveState, Outcome, SignalKind
from dashboards.models import Signal
from dashboards.rules import ACTS_FOR, MINUTES_TO_CHOOSE
from dashboards.selectors.moves import live_signals, move_by_public_id, moves_of, signal_by_public_id, tried
from dashboards.selectors.moves_page import owners
from dashboards.selectors.signal_words import signal_words
from dashboards.services.briefs import set_brief_wish
from dashboards.services.moves import MoveRefused, close_move, finish_move, open_move, take_back_move
from programs.access import today_in
from programs.api.base import ProgramView
from programs.rules import FACILITATING


class SignalSerializer(serializers.Serializer[Any]):
    """Something noticed that is there now: a sentence, how much of it, and the acts that answer it."""

    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(choices=SignalKind.choices)
    title = serializers.SerializerMethodField()
    figure = serializers.FloatField()
    noticed_on = serializers.DateField()
    acts = serializers.SerializerMethodField()

    def get_title(self, signal: Signal) -> str:
        """In words; of groups only those that whoever asks looks after are named."""
        return signal_words(signal, self.context["segments"]).title

    def get_acts(self, signal: Signal) -> list[str]:
        """What may be done about it."""
        return [act.value for act in ACTS_FOR[SignalKind(signal.kind)]]


class MoveSerializer(serializers.Serializer[Any]):
    """A move: what it answers, who does what by when, and how things stood after 30 and 60 days."""

    id = serializers.UUIDField(source="move.public_id")
    answers = Text(source="words.title")
    act = serializers.ChoiceField(source="move.act", choices=Act.choices)
    state = serializers.ChoiceField(source="move.state", choices=MoveState.choices)
    owner = NamedSerializer(source="move.owner", allow_null=True)
    opened_on = serializers.DateField(source="move.opened_on")
    due_on = serializers.DateField(source="move.due_on")
    done_on = serializers.DateField(source="move.done_on", allow_null=True)
    before = Text()
    outcome_30 = serializers.ChoiceField(source="move.outcome_30", choices=Outcome.choices, allow_blank=True)
    outcome_60 = serializers.ChoiceField(source="move.outcome_60", choices=Outcome.choices, allow_blank=True)
    may_close = serializers.BooleanField()


class NewMoveSerializer(serializers.Serializer[Any]):
    """What is done about it, by whom (nobody named: by whoever asks), by when."""

    act = serializers.ChoiceField(choices=Act.choices)
    owner = serializers.UUIDField(required=False)
    due_on = serializers.DateField()


class BriefSerializer(serializers.Serializer[Any]):
    """How many minutes a week there are, and whether the brief comes by mail as well."""

    minutes = serializers.ChoiceField(choices=MINUTES_TO_CHOOSE)
    is_mailed = serializers.BooleanField()


class SignalList(ProgramView):
    """What is noticed now."""

    roles = FACILITATING

    @extend_schema(operation_id="signal_list", responses=SignalSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The gravest first."""
        segments = self.here.segments
        found = live_signals(self.here.program, segments)
        return Response(SignalSerializer(found, many=True, context={"segments": segments}).data)


class MoveList(ProgramView):
    """Moves of the program."""

    roles = FACILITATING

    @extend_schema(operation_id="move_list", responses=MoveSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Every one, newest first."""
        return Response(MoveSerializer(tried(moves_of(self.here.program), self.here.segments), many=True).data)


class MoveOpen(ProgramView):
    """A move on something noticed."""

    roles = FACILITATING

    @extend_schema(operation_id="move_open", request=NewMoveSerializer, responses={201: MoveSerializer})
    def post(self, request: Request, signal: UUID, **kwargs: Any) -> Response:
        """Takes it on; there is one move at a time, so a second press is refused."""
        found = signal_by_public_id(self.here.program, signal, self.here.segments)
        if found is None:
            raise Http404
        body, me, now = NewMoveSerializer(data=request.data), self.here.membership, clock.now()
        body.is_valid(raise_exception=True)
        words = body.validated_data
        people = {person.public_id: person for person in owners(self.here.program, me)}
        owner = people.get(words.get("owner", me.public_id))
        if owner is None:
            raise MoveRefused(_("Choose somebody who runs this program."), field="owner")
        move = open_move(
            signal=found, act=Act(words["act"]), owner=owner, due_on=words["due_on"], actor=me,
            on=today_in(self.here), now=now,
        )  # fmt: skip
        told = next(one for one in tried(moves_of(self.here.program), self.here.segments) if one.move == move)
        return Response(MoveSerializer(told).data, status=status.HTTP_201_CREATED)


class _OneMove(ProgramView):
    roles = FACILITATING

    def words(self, move: UUID) -> dict[str, Any]:
        """The move, who asks and when; raises Http404 for one about other groups only."""
        found = move_by_public_id(self.here.program, move, self.here.segments)
        if found is None:
            raise Http404
        return {"move": found, "actor": self.here.membership, "now": clock.now()}


class MoveUndo(_OneMove):
    """A move that was not done yet."""

    @extend_schema(operation_id="move_take_back", responses={204: None})
    def delete(self, request: Request, move: UUID, **kwargs: Any) -> Response:
        """Takes it back; what it answers waits for somebody again."""
        take_back_move(**self.words(move))
        return Response(status=status.HTTP_204_NO_CONTENT)


class MoveDone(_OneMove):
    """A move that was done."""

    @extend_schema(operation_id="move_finish", request=None, responses={204: None})
    def post(self, request: Request, move: UUID, **kwargs: Any) -> Response:
        """Says so; it is measured again in 30 and in 60 days."""
        finish_move(**self.words(move), on=today_in(self.here))
        return Response(status=status.HTTP_204_NO_CONTENT)


class MoveClose(_OneMove):
    """A move that was measured."""

    @extend_schema(operation_id="move_close", request=None, responses={204: None})
    def post(self, request: Request, move: UUID, **kwargs: Any) -> Response:
        """Closes it; never before both measures."""
        close_move(**self.words(move), on=today_in(self.here))
        return Response(status=status.HTTP_204_NO_CONTENT)


class BriefWishes(ProgramView):
    """My weekly brief."""

    roles = FACILITATING

    @extend_schema(operation_id="brief_wish", request=BriefSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Says how many minutes a week I have, and whether it comes by mail."""
        body = BriefSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        set_brief_wish(membership=self.here.membership, **body.validated_data, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
