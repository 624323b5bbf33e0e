"""Coming in, staying and leaving by API: the queue, people's states, one's own place."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_parts import Text
from belonging.tenancy.enums import Role
from programs.api.base import ProgramView
from programs.api.plans import RowCountSerializer
from programs.enums import LeaveReason
from programs.models import Registration
from programs.rules import FACILITATING
from programs.selectors import registrations as reads
from programs.selectors.places import milestones_of
from programs.selectors.remits import people_seen
from programs.services import places
from programs.services.registration_mail import close_links, send_new_link, send_personal_pages
from programs.services.registrations import MOST_INVITED, accept_registration, decline_registration, invite


class RegistrationSerializer(serializers.Serializer[Any]):
    """Somebody who asks for a place."""

    id = serializers.UUIDField(source="public_id")
    name = Text()
    email = serializers.EmailField()
    segment = Text()
    why = Text()
    state = Text()
    asked_at = serializers.DateTimeField()


class QueueSerializer(serializers.Serializer[Any]):
    """Who wants to come in, in the order in which they are to be answered."""

    asked = RegistrationSerializer(many=True)
    line = RegistrationSerializer(many=True)
    taken = serializers.IntegerField()


class RegistrationList(ProgramView):
    """Who wants to come in; for those who run the program."""

    roles: ClassVar[tuple[Role, ...]] = FACILITATING

    @extend_schema(operation_id="registration_list", responses=QueueSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """To be read, and in line."""
        return Response(QueueSerializer(reads.queue_of(self.here.program, self.here.segments)).data)


class _Registration(ProgramView):
    """Somebody who asks, for those who run the program."""

    roles: ClassVar[tuple[Role, ...]] = FACILITATING

    def _row(self, registration: UUID) -> Registration:
        found = reads.registration_by_public_id(self.here.program, registration, self.here.segments)
        if found is None:
            raise Http404
        return found


class RegistrationAnswer(_Registration):
    """A facilitator's answer to somebody who asks."""

    @extend_schema(operation_id="registration_accept", request=None, responses=RegistrationSerializer)
    def post(self, request: Request, registration: UUID, **kwargs: Any) -> Response:
        """Yes: a place, or the line."""
        row = self._row(registration)
        now = clock.now()
        held = accept_registration(actor=self.here.membership, registration=row, now=now)
        return Response(RegistrationSerializer(held).data)

    @extend_schema(operation_id="registration_decline", responses={204: None})
    def delete(self, request: Request, registration: UUID, **kwargs: Any) -> Response:
        """Not this time."""
        row = self._row(registration)
        decline_registration(actor=self.here.membership, registration=row, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class RegistrationLink(_Registration):
    """The personal links of somebody who asked for a place."""

    @extend_schema(operation_id="registration_link", request=None, responses={204: None})
    def post(self, request: Request, registration: UUID, **kwargs: Any) -> Response:
        """Closes them and mails a new one."""
        send_new_link(actor=self.here.membership, registration=self._row(registration), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="registration_close", responses={204: None})
    def delete(self, request: Request, registration: UUID, **kwargs: Any) -> Response:
        """Closes them."""
        close_links(actor=self.here.membership, registration=self._row(registration), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class AddressesSerializer(serializers.Serializer[Any]):
    """Whom to invite."""

    emails = serializers.ListField(child=serializers.EmailField(max_length=254), min_length=1, max_length=MOST_INVITED)


class RegistrationInvite(ProgramView):
    """Invitations by address."""

    roles: ClassVar[tuple[Role, ...]] = FACILITATING

    @extend_schema(operation_id="registration_invite", request=AddressesSerializer, responses=RowCountSerializer)
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Each gets a link of their own; answers how many are new. Who is on the list already hears nothing twice."""
        body = AddressesSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        here, now = self.here, clock.now()
        count = invite(actor=here.membership, program=here.program, now=now, **body.validated_data)
        return Response(RowCountSerializer({"count": count}).data)


class RegistrationPages(ProgramView):
    """Personal pages of those who came from a file."""

    roles: ClassVar[tuple[Role, ...]] = FACILITATING

    @extend_schema(operation_id="registration_pages", request=None, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Mails each of them who has no account their page."""
        send_personal_pages(actor=self.here.membership, program=self.here.program, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class PersonStateSerializer(serializers.Serializer[Any]):
    """Somebody's place."""

    id = serializers.UUIDField(source="public_id")
    name = Text()
    segment = Text()
    state = Text()
    joined_on = serializers.DateField(allow_null=True)
    paused_until = serializers.DateField(allow_null=True)


class PlaceList(ProgramView):
    """The places of everybody whom somebody who runs the program looks after."""

    roles: ClassVar[tuple[Role, ...]] = FACILITATING

    pagination_class = Pages

    @extend_schema(operation_id="place_list", responses=PersonStateSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The newest first, a page at a time."""
        pages = Pages()
        people = people_seen(self.here.program, self.here.segments)
        rows = pages.paginate_queryset(people, request, view=self) or []
        return pages.get_paginated_response(PersonStateSerializer(rows, many=True).data)


class MilestoneSerializer(serializers.Serializer[Any]):
    """Something reached, seen by me alone."""

    name = Text()
    is_reached = serializers.BooleanField()


class OwnPlaceSerializer(PersonStateSerializer):
    """My place."""

    milestones = MilestoneSerializer(many=True, source="reached")


class UntilSerializer(serializers.Serializer[Any]):
    """Until when I pause."""

    until = serializers.DateField()


class LeaveSerializer(serializers.Serializer[Any]):
    """Why I leave, if I like to say so."""

    reason = serializers.ChoiceField(choices=LeaveReason.choices, default=LeaveReason.UNSAID)
    words = Text(max_length=500, allow_blank=True, default="")


class OwnPlace(ProgramView):
    """My place in the program."""

    @extend_schema(operation_id="place_read", responses=OwnPlaceSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Where it stands."""
        me = self.me
        me.reached = milestones_of(me)  # type: ignore[attr-defined]  # what the serializer reads beside the row
        return Response(OwnPlaceSerializer(me).data)

    @extend_schema(operation_id="place_leave", request=LeaveSerializer, responses={204: None})
    def delete(self, request: Request, **kwargs: Any) -> Response:
        """Leaves it."""
        me, body, now = self.me, LeaveSerializer(data=request.data), clock.now()
        body.is_valid(raise_exception=True)
        on = clock.today(self.here.program.time_zone, now)
        places.leave_place(participant=me, on=on, now=now, **body.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class OwnPause(ProgramView):
    """My pause."""

    @extend_schema(operation_id="place_pause", request=UntilSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Until a day."""
        me, body, now = self.me, UntilSerializer(data=request.data), clock.now()
        body.is_valid(raise_exception=True)
        on = clock.today(self.here.program.time_zone, now)
        places.pause_own_place(participant=me, until=body.validated_data["until"], on=on, now=now)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="place_take_up", responses={204: None})
    def delete(self, request: Request, **kwargs: Any) -> Response:
        """Back before the day."""
        now = clock.now()
        on = clock.today(self.here.program.time_zone, now)
        places.take_up_own_place(participant=self.me, on=on, now=now)
        return Response(status=status.HTTP_204_NO_CONTENT)
