"""A person's own map by API: read it, put people on it, say how close they feel, look it through."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from network.enums import HowMet, MapWord, Strength
from network.models import Map, MapEntry, MapUpdate
from network.selectors.maps import entries_on, entry_on, map_of
from network.services.map_updates import update_map
from network.services.maps import add_to_map, place_entry, take_off_map
from programs.api.base import EditView, ProgramView
from programs.selectors.programs import people_by_public_id


class MapEntrySerializer(serializers.Serializer[Any]):
    """Somebody on my map."""

    id = serializers.UUIDField(source="public_id")
    person = serializers.UUIDField(source="person.public_id", default=None, allow_null=True)
    name = serializers.SerializerMethodField()
    strength = serializers.IntegerField()
    how_met = Text()
    is_baseline = serializers.BooleanField()
    added_on = serializers.DateField()

    def get_name(self, entry: MapEntry) -> str:
        """As the map's owner knows them."""
        return str(entry.person.name if entry.person else entry.outside_name)


class AddSerializer(serializers.Serializer[Any]):
    """Who, how close, and where from."""

    people = serializers.ListField(child=serializers.UUIDField(), max_length=30, default=list)
    outside_name = Text(max_length=80, allow_blank=True, default="")
    strength = serializers.ChoiceField(choices=Strength.choices)
    how_met = serializers.ChoiceField(choices=HowMet.choices, allow_blank=True, default="")


class PlaceSerializer(serializers.Serializer[Any]):
    """How close it feels."""

    strength = serializers.ChoiceField(choices=Strength.choices)


class UpdateSerializer(serializers.Serializer[Any]):
    """What a month changed: a word for each entry, by its id."""

    words = serializers.DictField(child=serializers.ChoiceField(choices=MapWord.choices))


class UpdatedSerializer(serializers.ModelSerializer[MapUpdate]):
    """What it came to."""

    class Meta:
        model = MapUpdate
        fields = ("month", "done_on", "formed", "kept", "stronger", "weaker", "lost")


class MapView(ProgramView):
    """An address of the caller's own map."""

    def own(self) -> Map:
        """The caller's map, or 404 before they begin one."""
        found = map_of(self.me)
        if found is None:
            raise Http404
        found.participant, found.program = self.me, self.here.program
        return found

    def entry(self, public_id: UUID) -> MapEntry:
        """An entry of the caller's map, or 404; whoever was taken off is put on anew."""
        found = entry_on(self.me, public_id)
        if found is None or found.gone_on is not None:
            raise Http404
        return found


class MapEntryList(MapView):
    """Everybody on my map; POST puts somebody on it."""

    @extend_schema(operation_id="map_entry_list", responses=MapEntrySerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The closest first."""
        return Response(MapEntrySerializer(entries_on(self.own()), many=True).data)

    @extend_schema(operation_id="map_entry_add", request=AddSerializer, responses={201: MapEntrySerializer(many=True)})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """People of the program by id, or somebody outside it by name."""
        form = AddSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        said, now = form.validated_data, clock.now()
        rows = add_to_map(
            participant=self.me, people=list(people_by_public_id(self.here.program, said["people"]).values()),
            outside_name=said["outside_name"], strength=Strength(int(said["strength"])), how_met=said["how_met"],
            on=clock.today(self.here.program.time_zone, now), now=now,
        )  # fmt: skip
        return Response(MapEntrySerializer(rows, many=True).data, status=status.HTTP_201_CREATED)


class MapEntryDetail(MapView, EditView):
    """Somebody on my map."""

    @extend_schema(operation_id="map_entry", responses=MapEntrySerializer)
    def get(self, request: Request, entry: UUID, **kwargs: Any) -> Response:
        """As they stand on it."""
        return Response(MapEntrySerializer(self.entry(entry)).data)

    @extend_schema(operation_id="map_entry_place", request=PlaceSerializer, responses=MapEntrySerializer)
    def patch(self, request: Request, entry: UUID, **kwargs: Any) -> Response:
        """Says anew how close it feels."""
        row = self.entry(entry)
        form = PlaceSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        today = clock.today(self.here.program.time_zone, clock.now())
        placed = place_entry(entry=row, strength=Strength(int(form.validated_data["strength"])), on=today)
        return Response(MapEntrySerializer(placed).data)

    @extend_schema(operation_id="map_entry_take_off", responses={204: None})
    def delete(self, request: Request, entry: UUID, **kwargs: Any) -> Response:
        """Takes them off my map."""
        now = clock.now()
        take_off_map(entry=self.entry(entry), on=clock.today(self.here.program.time_zone, now), now=now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class MapLookThrough(MapView):
    """The monthly update."""

    @extend_schema(operation_id="map_update", request=UpdateSerializer, responses=UpdatedSerializer)
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Notes what the month changed; said again it takes the earlier word's place."""
        own = self.own()
        form = UpdateSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        words = {str(key): MapWord(word) for key, word in form.validated_data["words"].items()}
        entries = {str(one.public_id): one for one in entries_on(own)}
        now = clock.now()
        update = update_map(
            own=own, words={entries[key]: word for key, word in words.items() if key in entries}, new={},
            on=clock.today(self.here.program.time_zone, now), now=now,
        )  # fmt: skip
        return Response(UpdatedSerializer(update).data)
