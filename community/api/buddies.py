"""Welcome buddies by API: an offer, whom one looks after, a hello, and whom nobody has greeted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import NamedSerializer, Text
from community.api.base import PersonAskedSerializer
from community.enums import WelcomeStep
from community.models import Welcome
from community.rules import MOST_WELCOMED
from community.selectors import buddies as reads
from community.services import buddies as writes
from programs.api.base import ProgramView
from programs.rules import FACILITATING
from programs.selectors.programs import person_by_public_id
from programs.selectors.remits import looks_after


class OfferSerializer(serializers.Serializer[Any]):
    """How many newcomers somebody is glad to welcome at a time."""

    most = serializers.IntegerField(min_value=1, max_value=MOST_WELCOMED)


class LookedAfterSerializer(serializers.Serializer[Any]):
    """Somebody new whom the caller looks after."""

    id = serializers.UUIDField(source="public_id")
    newcomer = NamedSerializer()
    hello = Text()
    steps = serializers.ListField(child=serializers.ChoiceField(choices=WelcomeStep.choices))
    began_at = serializers.DateTimeField()


class OwnWelcomeSerializer(serializers.Serializer[Any]):
    """Who looks after the caller, and their hello."""

    id = serializers.UUIDField(source="public_id")
    buddy = NamedSerializer(allow_null=True)
    hello = Text()


class BuddyPageSerializer(serializers.Serializer[Any]):
    """The caller's offer, whom they look after, and who looks after them."""

    offer = OfferSerializer(allow_null=True)
    looked_after = LookedAfterSerializer(many=True)
    own = OwnWelcomeSerializer(allow_null=True)


class HelloSerializer(serializers.Serializer[Any]):
    """A hello."""

    text = Text(max_length=500)


class TicksSerializer(serializers.Serializer[Any]):
    """What was done with a newcomer; all of it."""

    steps = serializers.ListField(
        child=serializers.ChoiceField(choices=WelcomeStep.choices), max_length=len(WelcomeStep)
    )


class UnmetSerializer(serializers.Serializer[Any]):
    """A newcomer nobody has greeted within a day, and who was to."""

    id = serializers.UUIDField(source="public_id")
    newcomer = NamedSerializer()
    buddy = NamedSerializer(allow_null=True)
    began_at = serializers.DateTimeField()


class Buddies(ProgramView):
    """Welcoming, as the caller sees it."""

    @extend_schema(operation_id="buddy_read", responses=BuddyPageSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Offer, newcomers and one's own buddy."""
        return Response(BuddyPageSerializer(reads.buddy_page(self.here.program, self.me)).data)


class BuddyOffer(ProgramView):
    """The caller's offer to welcome newcomers."""

    @extend_schema(operation_id="buddy_offer", request=OfferSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Makes it, or changes how many."""
        me, body = self.me, OfferSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.offer_to_welcome(participant=me, now=clock.now(), **body.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="buddy_stop", responses={204: None})
    def delete(self, request: Request, **kwargs: Any) -> Response:
        """Ends it."""
        writes.stop_welcoming(participant=self.me, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class _Welcome(ProgramView):
    def _found(self, public_id: UUID) -> Welcome:
        found = reads.welcome_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found

    def _mine(self, public_id: UUID) -> Welcome:
        """For whoever looks after them; to everybody else there is no such welcome."""
        found = self._found(public_id)
        if found.buddy_id != self.me.pk:
            raise Http404
        return found


class WelcomeGreet(_Welcome):
    """A buddy's hello."""

    @extend_schema(operation_id="welcome_greet", request=HelloSerializer, responses={204: None})
    def post(self, request: Request, welcome: UUID, **kwargs: Any) -> Response:
        """Puts it on their first page; it is mailed once."""
        found, body = self._mine(welcome), HelloSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.say_hello(welcome=found, buddy=self.me, now=clock.now(), **body.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class WelcomeTick(_Welcome):
    """What a buddy has done."""

    @extend_schema(operation_id="welcome_tick", request=TicksSerializer, responses={204: None})
    def post(self, request: Request, welcome: UUID, **kwargs: Any) -> Response:
        """Keeps it."""
        found, body = self._mine(welcome), TicksSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.tick_welcome(welcome=found, buddy=self.me, now=clock.now(), **body.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class WelcomePass(_Welcome):
    """A newcomer handed on."""

    @extend_schema(operation_id="welcome_pass", request=None, responses={204: None})
    def post(self, request: Request, welcome: UUID, **kwargs: Any) -> Response:
        """To another buddy; nobody is told."""
        writes.pass_welcome_on(welcome=self._mine(welcome), buddy=self.me, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class WelcomeEnd(_Welcome):
    """A welcome that has done its work."""

    @extend_schema(operation_id="welcome_end", request=None, responses={204: None})
    def post(self, request: Request, welcome: UUID, **kwargs: Any) -> Response:
        """Ends it, for the newcomer or their buddy."""
        me, found = self.me, self._found(welcome)
        if me.pk not in {found.newcomer_id, found.buddy_id}:
            raise Http404
        writes.end_welcome(welcome=found, participant=me, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class UnmetList(ProgramView):
    """Newcomers nobody has greeted, for those who run the program."""

    roles = FACILITATING

    @extend_schema(operation_id="unmet_list", responses=UnmetSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Those who came more than a day ago, of those the caller looks after."""
        found = reads.unmet_welcomes(self.here.program, self.here.membership, clock.now())
        return Response(UnmetSerializer(found, many=True).data)


class WelcomeGive(_Welcome):
    """A buddy chosen by those who run the program."""

    roles = FACILITATING

    @extend_schema(operation_id="welcome_give", request=PersonAskedSerializer, responses={204: None})
    def post(self, request: Request, welcome: UUID, **kwargs: Any) -> Response:
        """Gives a newcomer this one; they hear of it by mail."""
        here, found, body = self.here, self._found(welcome), PersonAskedSerializer(data=request.data)
        if not looks_after(here.segments, [found.newcomer]):
            raise Http404
        body.is_valid(raise_exception=True)
        person = person_by_public_id(here.program, body.validated_data["person"])
        if person is None:
            raise Http404
        writes.give_buddy(actor=here.membership, welcome=found, person=person, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
