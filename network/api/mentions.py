"""What is said about me, by API, and my own word on it: confirm, decline, erase, be found, be drawn by name."""

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
from network.models import MapEntry
from network.selectors.maps import entry_naming, map_of
from network.selectors.mentions import mentions_of, time_naming
from network.selectors.outreach import why_to_reach
from network.services.mentions import answer_mention, erase_mention, erase_time, set_findable
from programs.access import today_in
from programs.api.base import EditView, ProgramView
from programs.enums import Purpose
from programs.rules import PURPOSES
from programs.services.consents import set_consent


class MentionSerializer(serializers.Serializer[Any]):
    """One thing that somebody says of the caller; of a map never how close it feels. The state is a sentence."""

    id = serializers.UUIDField()
    who = NamedSerializer()
    on = serializers.DateField()
    state = Text()
    may_answer = serializers.BooleanField()


class MentionsSerializer(serializers.Serializer[Any]):
    """What others' maps say, and times together that others wrote down."""

    maps = MentionSerializer(many=True)
    times = MentionSerializer(many=True)


class FindableSerializer(serializers.Serializer[Any]):
    """Whether others may put the caller on their maps."""

    is_findable = serializers.BooleanField()


class DrawnSerializer(serializers.Serializer[Any]):
    """Whether the caller is drawn by name, the words of that, and why they are among those to reach out to, if so."""

    agrees = serializers.BooleanField()
    asks = Text()
    explains = Text()
    reach_reasons = serializers.ListField(child=Text())


class DrawnWordSerializer(serializers.Serializer[Any]):
    """The caller's own word on being drawn by name."""

    agrees = serializers.BooleanField()


class MentionList(ProgramView):
    """What is said about me."""

    @extend_schema(operation_id="mention_list", responses=MentionsSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """All of it, the newest first."""
        return Response(MentionsSerializer(mentions_of(self.here.program, self.me)).data)


class _Mention(ProgramView):
    def mention(self, public_id: UUID) -> MapEntry:
        """What somebody else's map says of the caller."""
        found = entry_naming(self.me, public_id)
        if found is None:
            raise Http404
        return found


class MentionConfirm(_Mention):
    """Yes, we know each other."""

    @extend_schema(operation_id="mention_confirm", request=None, responses={204: None})
    def post(self, request: Request, entry: UUID, **kwargs: Any) -> Response:
        """How close it feels stays with each of you."""
        answer_mention(entry=self.mention(entry), agrees=True, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MentionDecline(_Mention):
    """Not me."""

    @extend_schema(operation_id="mention_decline", request=None, responses={204: None})
    def post(self, request: Request, entry: UUID, **kwargs: Any) -> Response:
        """Nobody is told."""
        answer_mention(entry=self.mention(entry), agrees=False, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MentionErase(_Mention):
    """My name on somebody's map."""

    lasting = True

    @extend_schema(operation_id="mention_erase", responses={204: None})
    def delete(self, request: Request, entry: UUID, **kwargs: Any) -> Response:
        """Takes it off; only initials that lead nowhere stay."""
        erase_mention(entry=self.mention(entry), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class TimeErase(ProgramView):
    """A time together that somebody else wrote down."""

    lasting = True

    @extend_schema(operation_id="time_erase", responses={204: None})
    def delete(self, request: Request, interaction: UUID, **kwargs: Any) -> Response:
        """Takes me out of it; it counts no more."""
        row = time_naming(self.me, interaction)
        if row is None:
            raise Http404
        erase_time(row=row, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class Findable(EditView):
    """Being found for maps."""

    @extend_schema(operation_id="findable", responses=FindableSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """As it stands."""
        own = map_of(self.me)
        return Response(FindableSerializer({"is_findable": own is None or own.is_findable}).data)

    @extend_schema(operation_id="findable_set", request=FindableSerializer, responses=FindableSerializer)
    def put(self, request: Request, **kwargs: Any) -> Response:
        """Lets others put me on their maps, or hides me from them; then I am drawn by name nowhere either."""
        me, body = self.me, FindableSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        set_findable(participant=me, on=today_in(self.here), now=clock.now(), **body.validated_data)
        return self.get(request, **kwargs)


class DrawnByName(EditView):
    """Being drawn by name."""

    @extend_schema(operation_id="drawn_by_name", responses=DrawnSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """As it stands, with the words that a yes is to."""
        me, wording = self.me, PURPOSES[Purpose.DRAWN_BY_NAME]
        reasons = why_to_reach(self.here.program, me, today_in(self.here))
        words = {"asks": str(wording.asks), "explains": str(wording.explains), "reach_reasons": reasons}
        return Response(DrawnSerializer(words | {"agrees": me.named_on is not None}).data)

    def contents(self, request: Request, **kwargs: Any) -> Any:
        """The word, and the version of what it is to."""
        return [self.me.named_on is not None, PURPOSES[Purpose.DRAWN_BY_NAME].version]

    @extend_schema(operation_id="drawn_by_name_set", request=DrawnWordSerializer, responses=DrawnSerializer)
    def put(self, request: Request, **kwargs: Any) -> Response:
        """Keeps a yes with the words that were read, or ends it; it holds from now on."""
        me, body = self.me, DrawnWordSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = {"on": today_in(self.here), "agrees": body.validated_data["agrees"]}
        set_consent(participant=me, purpose=Purpose.DRAWN_BY_NAME, now=clock.now(), **words)
        return self.get(request, **kwargs)
