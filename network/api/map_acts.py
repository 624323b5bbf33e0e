"""What a person does with their own map by API: finish it, who knows whom, small acts, rhythms, bring somebody back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from network.api.maps import MapEntrySerializer, MapView
from network.enums import Rhythm
from network.models import Map
from network.rules import MOST_ACTS_A_WEEK, MOST_PAIRS_AT_ONCE
from network.selectors.maps import entries_on, entry_on, gone_from, open_pairs, pairs_on
from network.selectors.rituals import small_acts
from network.services.map_updates import put_act_away, set_acts_a_week, set_rhythm
from network.services.maps import freeze_map, put_back_on_map, say_who_knows_whom
from programs.access import today_in
from programs.api.base import EditView


class FinishSerializer(serializers.Serializer[Any]):
    """Whether a map with fewer than five people is fine."""

    is_few_fine = serializers.BooleanField(default=False)


class TwoOnAMapSerializer(serializers.Serializer[Any]):
    """Two people on the map, by the ids of their entries."""

    one = serializers.UUIDField(source="low.public_id")
    other = serializers.UUIDField(source="high.public_id")


class KnownPairSerializer(TwoOnAMapSerializer):
    """Whether they know each other, by what the map's owner says."""

    do_know = serializers.BooleanField()


class MapPairsSerializer(serializers.Serializer[Any]):
    """What the caller said of pairs of people on their map, whom they are asked about next, and how many are left."""

    said = KnownPairSerializer(many=True)
    next = TwoOnAMapSerializer(many=True)
    left_count = serializers.IntegerField()


class PairSaidSerializer(serializers.Serializer[Any]):
    """Two people on the map, and whether they know each other."""

    one = serializers.UUIDField()
    other = serializers.UUIDField()
    do_know = serializers.BooleanField()


class PairsSaidSerializer(serializers.Serializer[Any]):
    """What is said of some pairs."""

    pairs = serializers.ListField(child=PairSaidSerializer(), min_length=1, max_length=MOST_PAIRS_AT_ONCE)


class SmallActSerializer(serializers.Serializer[Any]):
    """One suggestion: whom, since when it has been quiet, and what might be done."""

    entry = serializers.UUIDField(source="entry.public_id")
    name = Text()
    quiet_days = serializers.IntegerField()
    text = Text()


class SmallActsSerializer(serializers.Serializer[Any]):
    """This week's suggestions, and how many a week there may be."""

    acts_a_week = serializers.IntegerField()
    acts = SmallActSerializer(many=True)


class ActsAWeekSerializer(serializers.Serializer[Any]):
    """How many small acts a week may be suggested; none at 0."""

    acts_a_week = serializers.IntegerField(min_value=0, max_value=MOST_ACTS_A_WEEK)


class RhythmSerializer(serializers.Serializer[Any]):
    """How often to be in touch with somebody; nothing for no rhythm."""

    rhythm = serializers.ChoiceField(choices=Rhythm.choices, allow_blank=True)


class _FrozenMap(MapView):
    def frozen(self) -> Map:
        """The caller's map, once their starting map is kept; before it is not there."""
        found = self.own()
        if found.frozen_at is None:
            raise Http404
        return found


class MapFinish(MapView):
    """The starting map."""

    @extend_schema(operation_id="map_finish", request=FinishSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Keeps what is on the map as the starting map, for ever; those on it are asked whether they agree."""
        me, body = self.me, FinishSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        freeze_map(participant=me, on=today_in(self.here), now=clock.now(), **body.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class MapGone(MapView):
    """Who was taken off."""

    @extend_schema(operation_id="map_gone_list", responses=MapEntrySerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The last one first."""
        return Response(MapEntrySerializer(gone_from(self.own()), many=True).data)


class MapRestore(MapView):
    """Somebody who was taken off."""

    @extend_schema(operation_id="map_restore", request=None, responses={204: None})
    def post(self, request: Request, entry: UUID, **kwargs: Any) -> Response:
        """Puts them back; twice is once."""
        found = entry_on(self.me, entry)
        if found is None:
            raise Http404
        put_back_on_map(entry=found, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MapPairs(_FrozenMap):
    """Who on my map knows whom; nobody else ever reads it."""

    @extend_schema(operation_id="map_pairs", responses=MapPairsSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """What I said, and the pairs I am asked about next, of the closest people first."""
        own = self.frozen()
        pairs, left_count = open_pairs(own)
        found = {"said": pairs_on(own), "next": pairs, "left_count": left_count}
        return Response(MapPairsSerializer(found).data)

    @extend_schema(operation_id="map_know", request=PairsSaidSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Draws lines between people, or takes them away; said again it takes the earlier word's place."""
        own, body = self.frozen(), PairsSaidSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        rows = {one.public_id: one for one in entries_on(own)}
        said = {frozenset((one["one"], one["other"])): one for one in body.validated_data["pairs"]}  # the last word
        if any(not pair <= rows.keys() for pair in said):
            raise Http404
        pairs = [(rows[one["one"]], rows[one["other"]], one["do_know"]) for one in said.values()]
        say_who_knows_whom(own=own, said=pairs)
        return Response(status=status.HTTP_204_NO_CONTENT)


class MapActs(_FrozenMap, EditView):
    """Small acts for ties that fade."""

    @extend_schema(operation_id="map_acts", responses=SmallActsSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Chosen anew each Monday."""
        own = self.frozen()
        acts = small_acts(self.here.program, self.me, own, today_in(self.here))
        return Response(SmallActsSerializer({"acts_a_week": own.acts_a_week, "acts": acts}).data)

    def contents(self, request: Request, **kwargs: Any) -> Any:
        """How many a week alone."""
        return self.frozen().acts_a_week

    @extend_schema(operation_id="map_give", request=ActsAWeekSerializer, responses=SmallActsSerializer)
    def put(self, request: Request, **kwargs: Any) -> Response:
        """Says how many a week there may be."""
        own, body = self.frozen(), ActsAWeekSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        set_acts_a_week(own=own, count=body.validated_data["acts_a_week"])
        return self.get(request, **kwargs)


class MapQuiet(MapView):
    """A suggestion."""

    @extend_schema(operation_id="map_quiet", request=None, responses={204: None})
    def post(self, request: Request, entry: UUID, **kwargs: Any) -> Response:
        """Puts it away for this week; nothing takes its place."""
        put_act_away(entry=self.entry(entry), on=today_in(self.here))
        return Response(status=status.HTTP_204_NO_CONTENT)


class MapRhythm(MapView, EditView):
    """How often to be in touch with somebody."""

    @extend_schema(operation_id="map_rhythm_read", responses=RhythmSerializer)
    def get(self, request: Request, entry: UUID, **kwargs: Any) -> Response:
        """As it was chosen."""
        return Response(RhythmSerializer(self.entry(entry)).data)

    @extend_schema(operation_id="map_rhythm", request=RhythmSerializer, responses=RhythmSerializer)
    def put(self, request: Request, entry: UUID, **kwargs: Any) -> Response:
        """Chooses it."""
        found, body = self.entry(entry), RhythmSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        kept = set_rhythm(entry=found, rhythm=body.validated_data["rhythm"], on=today_in(self.here))
        return Response(RhythmSerializer(kept).data)
