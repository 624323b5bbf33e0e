"""A chat that somebody who takes part hosts, by API."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from programs.api.base import ProgramView
from programs.enums import EventForm, LearningKind
from programs.models import Participant
from programs.rules import MOST_ASKED
from programs.selectors.programs import people_by_public_id
from programs.services.events import EventRefused, EventWords, host_event, wall

SEATS = (2, 3, 4, 6)


class HostSerializer(serializers.Serializer[Any]):
    """About what, when and where, how many with the host, and who is asked by name."""

    title = Text(max_length=160)
    text = Text(max_length=1000, default="", allow_blank=True)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    place = Text(max_length=160, default="", allow_blank=True)
    link = serializers.URLField(default="", allow_blank=True)
    access_note = Text(max_length=200, default="", allow_blank=True)
    capacity = serializers.ChoiceField(choices=SEATS, default=None, allow_null=True)
    people = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=MOST_ASKED)


class EventHost(ProgramView):
    """Chats that people host."""

    @extend_schema(operation_id="event_host", request=HostSerializer, responses={201: MadeSerializer}, parameters=[KEY])
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Plans one and asks people by name; everybody sees it among the events. Once for an Idempotency-Key."""
        me, body = self.me, HostSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        contents = {"hosted_in": self.here.program.pk, **said}
        return made_once(request, self.here.membership, contents, lambda: self._hosted(me, **said))

    def _hosted(self, me: Participant, **said: Any) -> dict[str, Any]:
        if not said["place"] and not said["link"]:  # a chat is somewhere
            raise EventRefused(_("Name a place or a link."), field="place")
        zone, ids = self.here.program.time_zone, set(said.pop("people"))
        found = people_by_public_id(self.here.program, ids)
        asked = [one for one in found.values() if one.in_network]
        if len(asked) != len(ids):
            raise EventRefused(_("Somebody you chose is not in this program now. Choose again."), field="people")
        starts, ends = (wall(said.pop(name), zone) for name in ("starts_at", "ends_at"))
        words = EventWords(starts=starts, ends=ends, kind=LearningKind.PEER, form=EventForm.PEER_LED, **said)
        return dict(MadeSerializer(host_event(host=me, words=words, asked=asked, now=clock.now())).data)
