"""How mentoring runs, by API for those who run it, and the last word on two people who asked each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import NamedSerializer, Text
from mentoring.enums import Mode
from mentoring.forms.tracks import NO_PART, PLACES, PLAIN, USUAL, musts_of, musts_written, named, preferences_of
from mentoring.matching.rules import Liking
from mentoring.models import Track
from mentoring.rules import MOST_PARTS
from mentoring.selectors.care import agreed_pair, agreed_pairs
from mentoring.selectors.pairs import people_of
from mentoring.selectors.profiles import track_of
from mentoring.selectors.rounds import facts_of
from mentoring.services.pairs import decide_pair
from mentoring.services.tracks import TrackRefused, TrackWords, save_track
from programs.access import today_in
from programs.api.base import EditView, ProgramView
from programs.rules import FACILITATING
from programs.selectors.remits import looks_after

BREAKS = set("|\r\n")  # the page writes a part on a line, with | between
NO_CHOICE = serializers.ChoiceField.default_error_messages["invalid_choice"]


class PartSerializer(serializers.Serializer[Any]):
    """One part of a check-in."""

    title = Text(max_length=60)
    prompt = Text(max_length=300)
    minutes = serializers.IntegerField(min_value=1, max_value=180)


class TrackRulesSerializer(serializers.Serializer[Any]):
    """
    How mentoring runs, what has to hold of a pair, and what is liked.

    `same` and `different` name a fact or nothing; `likes` counts the first most, as in `goals` or `same:team`, and is
    empty for the usual order; an empty agenda means the usual parts.
    """

    mode = serializers.ChoiceField(choices=Mode.choices)
    opens_in_month = serializers.IntegerField(min_value=1, max_value=36)
    cadence_days = serializers.IntegerField(min_value=3, max_value=60)
    minutes = serializers.IntegerField(min_value=10, max_value=180)
    answer_days = serializers.IntegerField(min_value=1, max_value=60)
    term_months = serializers.IntegerField(min_value=1, max_value=24)
    cooldown_weeks = serializers.IntegerField(min_value=0, max_value=200)
    allows_trios = serializers.BooleanField(default=False)
    same = Text(allow_blank=True, default="")
    different = Text(allow_blank=True, default="")
    overlap = serializers.IntegerField(min_value=1, max_value=2000, allow_null=True, default=None)
    helps = serializers.IntegerField(min_value=1, max_value=2, allow_null=True, default=None)
    language = serializers.BooleanField(default=False)
    untied = serializers.BooleanField(default=False)
    never_paired = serializers.BooleanField(default=False)
    likes = serializers.ListField(child=Text(), max_length=len(PLACES), default=list)
    agenda = serializers.ListField(child=PartSerializer(), max_length=MOST_PARTS, default=list)

    def words(self, facts: Iterable[str]) -> TrackWords:
        """What the service takes; raises TrackRefused for a fact that nobody has, and a part that is no line."""
        data, known = self.validated_data, {*facts}
        liked = {*USUAL, *(f"{kind}:{fact}" for kind in (Liking.SAME, Liking.DIFFERENT) for fact in known)}
        chosen = [("same", data["same"], known | {""}), ("different", data["different"], known | {""})]
        chosen += [("likes", one, liked) for one in data["likes"]]
        for field, value, may_be in chosen:
            if value not in may_be:
                raise TrackRefused(NO_CHOICE.format(input=value), field=field)
        for part in data["agenda"]:
            if BREAKS & {*part["title"], *part["prompt"]}:
                raise TrackRefused(NO_PART % {"line": part["title"]}, field="agenda")
        plain = {name: data[name] for name in PLAIN}
        rules = {"musts": musts_of(data), "preferences": preferences_of(data["likes"]), "agenda": data["agenda"]}
        return TrackWords(**plain, **rules, mode=Mode(data["mode"]))


class TrackChangeSerializer(TrackRulesSerializer):
    """The same, and whether pairs that run change with it."""

    reaches_running = serializers.BooleanField(default=False)


class TrackShownSerializer(TrackRulesSerializer):
    """The same, with the facts that rules may compare."""

    facts = serializers.ListField(child=Text())


class AgreedPairSerializer(serializers.Serializer[Any]):
    """People who agreed, and wait for a word of those who run the program."""

    id = serializers.UUIDField(source="pair.public_id")
    people = NamedSerializer(many=True)


class DecisionSerializer(serializers.Serializer[Any]):
    """Whether they begin."""

    approves = serializers.BooleanField()


def shown(track: Track, facts: list[str]) -> dict[str, Any]:
    """A track as it is read."""
    words: dict[str, Any] = {name: getattr(track, name) for name in (*PLAIN, "mode", "agenda")}
    rules = {"same": "", "different": "", "overlap": None, "helps": None}
    rules |= dict.fromkeys(("language", "untied", "never_paired"), False) | musts_written(track)
    return words | rules | {"likes": named(track.preferences)[: len(PLACES)], "facts": facts}


class TrackRules(EditView):
    """How mentoring runs."""

    roles = FACILITATING

    @extend_schema(operation_id="mentoring_track_rules", responses=TrackShownSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """As it stands."""
        program = self.here.program
        return Response(TrackShownSerializer(shown(track_of(program), facts_of(program))).data)

    def contents(self, request: Request, **kwargs: Any) -> Any:
        """What is changed, without what may be compared."""
        return shown(track_of(self.here.program), [])

    @extend_schema(operation_id="mentoring_track_edit", request=TrackChangeSerializer, responses=TrackShownSerializer)
    def put(self, request: Request, **kwargs: Any) -> Response:
        """Changes it from now on; pairs that run change with it when asked."""
        here, body = self.here, TrackChangeSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        save_track(
            actor=here.membership, program=here.program, words=body.words(facts_of(here.program)),
            reaches_running=body.validated_data["reaches_running"], now=clock.now(),
        )  # fmt: skip
        return self.get(request, **kwargs)


class AgreedPairList(ProgramView):
    """Pairs that wait for a word."""

    roles = FACILITATING

    @extend_schema(operation_id="mentoring_agreed_pair_list", responses=AgreedPairSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The oldest first, as far as the caller looks after somebody in them."""
        found = [(pair, people_of(pair)) for pair in agreed_pairs(self.here.program)]
        mine = [(pair, people) for pair, people in found if looks_after(self.here.segments, people)]
        rows = [{"pair": pair, "people": people} for pair, people in mine]
        return Response(AgreedPairSerializer(rows, many=True).data)


class PairDecided(ProgramView):
    """The last word on a pair."""

    roles = FACILITATING

    @extend_schema(operation_id="mentoring_pair_decide", request=DecisionSerializer, responses={204: None})
    def post(self, request: Request, agreed: UUID, **kwargs: Any) -> Response:
        """They begin, or they are told without a reason that it does not."""
        found, body = agreed_pair(self.here.program, agreed), DecisionSerializer(data=request.data)
        if found is None or not looks_after(self.here.segments, people_of(found)):
            raise Http404
        body.is_valid(raise_exception=True)
        words = {"approves": body.validated_data["approves"], "on": today_in(self.here), "now": clock.now()}
        decide_pair(actor=self.here.membership, pair=found, **words)
        return Response(status=status.HTTP_204_NO_CONTENT)
