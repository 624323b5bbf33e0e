"""Rounds by API for those who make them: look at it, hold what is good, make the rest anew, send it out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_parts import MadeSerializer, NamedSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from mentoring.selectors import rounds as reads
from mentoring.selectors.profiles import open_profiles
from mentoring.services import rounds as writes
from programs.access import today_in
from programs.api.base import ProgramView
from programs.rules import FACILITATING
from programs.selectors.programs import people_by_public_id

if TYPE_CHECKING:
    from mentoring.models import Pair, Round

HIGHEST_SEED = 2_000_000_000


class MentoringRoundSerializer(serializers.Serializer[Any]):
    """A round of pairs."""

    id = serializers.UUIDField(source="public_id")
    number = serializers.IntegerField()
    state = Text()
    seed = serializers.IntegerField()
    published_at = serializers.DateTimeField(allow_null=True)


class DraftedPairSerializer(serializers.Serializer[Any]):
    """People whom a round would bring together, what speaks for it, and how well it fits, from 1 to 5."""

    id = serializers.UUIDField(source="pair.public_id")
    people = serializers.ListField(child=Text(), source="names")
    reasons = serializers.ListField(child=Text())
    band = serializers.IntegerField()
    is_held = serializers.BooleanField(source="pair.is_locked")


class LeftOutSerializer(serializers.Serializer[Any]):
    """Somebody whom a round leaves without a partner, and why."""

    name = serializers.SerializerMethodField()
    why = serializers.SerializerMethodField()

    def get_name(self, left: tuple[str, str]) -> str:
        """Who."""
        return left[0]

    def get_why(self, left: tuple[str, str]) -> str:
        """In a sentence."""
        return left[1]


class KeptApartSerializer(serializers.Serializer[Any]):
    """Two people who are not to be together in it."""

    one = NamedSerializer(source="low")
    other = NamedSerializer(source="high")


class WhatIfSerializer(serializers.Serializer[Any]):
    """What a round comes to, and who takes part in mentoring: who could be put together by hand."""

    round = MentoringRoundSerializer(source="what.round")
    pairs = DraftedPairSerializer(source="what.pairs", many=True)
    left = LeftOutSerializer(source="what.skips", many=True)
    apart = KeptApartSerializer(source="what.splits", many=True)
    bands = serializers.ListField(child=serializers.IntegerField(), source="what.bands")
    mean_fit = serializers.FloatField(source="what.mean_fit", allow_null=True)
    people = NamedSerializer(many=True)


class SeedSerializer(serializers.Serializer[Any]):
    """Another seed gives another way of the same round."""

    seed = serializers.IntegerField(min_value=0, max_value=HIGHEST_SEED, allow_null=True, default=None)


class TogetherSerializer(serializers.Serializer[Any]):
    """Who is put together by hand."""

    people = serializers.ListField(child=serializers.UUIDField(), min_length=writes.FEWEST, max_length=writes.MOST)


class HoldSerializer(serializers.Serializer[Any]):
    """Whether a pair stays while the rest is made anew."""

    is_held = serializers.BooleanField()


class PairsAskedSerializer(serializers.Serializer[Any]):
    """How many pairs are asked."""

    asked = serializers.IntegerField()


class _Rounds(ProgramView):
    roles = FACILITATING
    whole = True

    def made(self, public_id: UUID) -> Round:
        """The round."""
        found = reads.round_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found

    def drafted(self, made: Round, public_id: UUID) -> Pair:
        """A pair of a round that is being prepared."""
        found = reads.draft_pair(made, public_id)
        if found is None:
            raise Http404
        return found


class MentoringRounds(_Rounds):
    """Rounds of pairs, for those who look after the whole program."""

    pagination_class = Pages

    @extend_schema(operation_id="mentoring_round_list", responses=MentoringRoundSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Those that are prepared, sent out or dropped, the newest first, by pages."""
        pages = Pages()
        rows = pages.paginate_queryset(reads.rounds_of(self.here.program), request, view=self) or []
        return pages.get_paginated_response(MentoringRoundSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="mentoring_round_create", request=None, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Pairs everybody who is free, as a draft that nobody else sees yet. Once for an Idempotency-Key."""
        here = self.here

        def act() -> dict[str, Any]:
            on, now = today_in(here), clock.now()
            made = writes.prepare_round(actor=here.membership, program=here.program, on=on, now=now)
            return dict(MadeSerializer(made).data)

        return made_once(request, here.membership, {"mentoring_round_in": here.program.pk}, act)


class MentoringRound(_Rounds):
    """One round."""

    @extend_schema(operation_id="mentoring_round", responses=WhatIfSerializer)
    def get(self, request: Request, made: UUID, **kwargs: Any) -> Response:
        """What it comes to."""
        people = [row.participant for row in open_profiles(self.here.program)]
        return Response(WhatIfSerializer({"what": reads.what_if(self.made(made)), "people": people}).data)

    @extend_schema(operation_id="mentoring_round_drop", responses={204: None})
    def delete(self, request: Request, made: UUID, **kwargs: Any) -> Response:
        """Drops a draft; nobody ever hears of it."""
        writes.drop_round(actor=self.here.membership, made=self.made(made), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class RoundAnew(_Rounds):
    """Another way of the same round."""

    @extend_schema(operation_id="mentoring_round_remake", request=SeedSerializer, responses={204: None})
    def post(self, request: Request, made: UUID, **kwargs: Any) -> Response:
        """Keeps what is held and pairs the rest anew, by the rules as they are now."""
        found, body = self.made(made), SeedSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = {"on": today_in(self.here), "now": clock.now(), "seed": body.validated_data["seed"]}
        writes.make_anew(actor=self.here.membership, made=found, **words)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RoundJoin(_Rounds):
    """People who are put together by hand."""

    @extend_schema(operation_id="mentoring_round_join", request=TogetherSerializer, responses={204: None})
    def post(self, request: Request, made: UUID, **kwargs: Any) -> Response:
        """These together, and held; the rest is made anew."""
        found, body = self.made(made), TogetherSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        wanted = {*body.validated_data["people"]}
        people = list(people_by_public_id(self.here.program, wanted).values())
        if len(people) < len(wanted):
            raise Http404
        words: dict[str, Any] = {"on": today_in(self.here), "now": clock.now()}
        writes.join_people(actor=self.here.membership, made=found, people=people, **words)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RoundPublish(_Rounds):
    """A round sent out."""

    @extend_schema(operation_id="mentoring_round_publish", request=None, responses=PairsAskedSerializer)
    def post(self, request: Request, made: UUID, **kwargs: Any) -> Response:
        """Asks everybody in it."""
        words: dict[str, Any] = {"on": today_in(self.here), "now": clock.now()}
        asked = writes.publish_round(actor=self.here.membership, made=self.made(made), **words)
        return Response(PairsAskedSerializer({"asked": asked}).data)


class DraftedHold(_Rounds):
    """A pair of a draft that is good."""

    @extend_schema(operation_id="mentoring_round_hold", request=HoldSerializer, responses={204: None})
    def post(self, request: Request, made: UUID, drafted: UUID, **kwargs: Any) -> Response:
        """Holds it while the rest is made anew, or lets it go."""
        found, body = self.made(made), HoldSerializer(data=request.data)
        pair = self.drafted(found, drafted)
        body.is_valid(raise_exception=True)
        writes.hold_pair(actor=self.here.membership, made=found, pair=pair, now=clock.now(), **body.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class DraftedSplit(_Rounds):
    """A pair of a draft that is not to be."""

    @extend_schema(operation_id="mentoring_round_split", request=None, responses={204: None})
    def post(self, request: Request, made: UUID, drafted: UUID, **kwargs: Any) -> Response:
        """Not these together; the rest is made anew."""
        found = self.made(made)
        words: dict[str, Any] = {"on": today_in(self.here), "now": clock.now()}
        writes.split_pair(actor=self.here.membership, made=found, pair=self.drafted(found, drafted), **words)
        return Response(status=status.HTTP_204_NO_CONTENT)
