"""A member's way into a program by API: which one may ask for a place in, asking, and the way back into one left."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from belonging.tenancy.api.base import OrganizationView
from programs.api.programs import ProgramSerializer
from programs.models import Entrance
from programs.selectors import registrations as reads
from programs.selectors.agreements import agreement_by_public_id
from programs.selectors.places import left_place_by_public_id, left_places
from programs.selectors.programs import participant_of
from programs.services.places import rejoin
from programs.services.registrations import register_member


class EntranceLineSerializer(serializers.Serializer[Any]):
    """A program in which the caller may ask for a place."""

    id = serializers.UUIDField(source="public_id")
    program = Text(source="program.name")
    starts_on = serializers.DateField(source="program.starts_on")
    policy = Text()


class PrivacySerializer(serializers.Serializer[Any]):
    """What happens to people's data; `id` is the version that a yes names."""

    id = serializers.UUIDField(source="public_id")
    version = serializers.IntegerField()
    text = Text()


class OwnStandingSerializer(serializers.Serializer[Any]):
    """How far one's registration is; the position in line, or 0."""

    state = Text(source="registration.state")
    position = serializers.IntegerField()


class EntrancePageSerializer(serializers.Serializer[Any]):
    """A program's registration page as a member reads it, and where they stand."""

    id = serializers.UUIDField(source="entrance.public_id")
    program = Text(source="entrance.program.name")
    text = Text(source="entrance.text")
    policy = Text(source="entrance.policy")
    is_open = serializers.BooleanField()
    is_in = serializers.BooleanField()
    privacy = PrivacySerializer(allow_null=True)
    standing = OwnStandingSerializer(allow_null=True)


class JoinSerializer(serializers.Serializer[Any]):
    """What brings the caller, if they like, and the version of the text on people's data that they agree to."""

    why = Text(max_length=500, allow_blank=True, default="")
    agreement = serializers.UUIDField()


class LeftPlaceSerializer(serializers.Serializer[Any]):
    """A place that the caller has left."""

    id = serializers.UUIDField(source="public_id")
    program = Text(source="program.name")
    withdrawn_on = serializers.DateField()


class EntranceList(OrganizationView):
    """Where the caller may ask for a place."""

    @extend_schema(operation_id="entrance_list", responses=EntranceLineSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The programs without a place of theirs, by start day."""
        found = reads.open_entrances(self.membership, clock.now())
        return Response(EntranceLineSerializer(found, many=True).data)


class EntranceJoin(OrganizationView):
    """The registration page of one program, for members."""

    @extend_schema(operation_id="entrance_read", responses=EntrancePageSerializer)
    def get(self, request: Request, entrance: UUID, **kwargs: Any) -> Response:
        """What it says, and where the caller stands."""
        return Response(EntrancePageSerializer(self._page(self._found(entrance))).data)

    @extend_schema(operation_id="entrance_join", request=JoinSerializer, responses=EntrancePageSerializer)
    def post(self, request: Request, entrance: UUID, **kwargs: Any) -> Response:
        """Asks for a place; who is in already stays where they are."""
        found, body = self._found(entrance), JoinSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        if participant_of(found.program, self.membership) is None:
            seen = agreement_by_public_id(found.program, body.validated_data["agreement"])
            words = {"entrance": found, "agreement": seen, "why": body.validated_data["why"]}
            register_member(actor=self.membership, now=clock.now(), **words)
        return Response(EntrancePageSerializer(self._page(found)).data)

    def _found(self, public_id: UUID) -> Entrance:
        found = reads.entrance_by_public_id(public_id)
        if found is None:
            raise Http404
        return found

    def _page(self, entrance: Entrance) -> dict[str, Any]:
        program = entrance.program
        return {
            "entrance": entrance,
            "is_open": reads.is_open_today(entrance, clock.now()),
            "is_in": participant_of(program, self.membership) is not None,
            "privacy": reads.privacy_of(program),
            "standing": reads.standing_of(program, self.membership),
        }


class LeftPlaceList(OrganizationView):
    """The places that the caller has left."""

    @extend_schema(operation_id="place_left_list", responses=LeftPlaceSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The latest first."""
        return Response(LeftPlaceSerializer(left_places(self.membership), many=True).data)


class PlaceRejoin(OrganizationView):
    """A place that the caller has left."""

    @extend_schema(operation_id="place_rejoin", request=None, responses=ProgramSerializer)
    def post(self, request: Request, place: UUID, **kwargs: Any) -> Response:
        """Back into it, with everything that stands in it; answers its program."""
        found, now = left_place_by_public_id(self.membership, place), clock.now()
        if found is None:
            raise Http404
        rejoin(participant=found, on=clock.today(found.program.time_zone, now), now=now)
        return Response(ProgramSerializer(found.program).data)
