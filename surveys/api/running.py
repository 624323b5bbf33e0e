"""Running surveys by API: their days and rules, called off, a word beside the results, and what is done about them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer, NamedSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from programs.api.base import EditView, ProgramView
from programs.rules import FACILITATING
from programs.selectors.events import event_by_public_id
from surveys.api.waves import PlannedSerializer, WaveView
from surveys.disclosure import LEAST, LEAST_WORDS, MOST_SLICES
from surveys.enums import Mode
from surveys.forms.waves import MOST_LEAST
from surveys.models import Wave
from surveys.selectors import follow_ups, waves
from surveys.selectors.overview import attributes_in_use, people_who_run
from surveys.services import follow_ups as actions
from surveys.services import opening, planning
from surveys.services.event_waves import ask_about_event
from surveys.services.opening import WaveRefused


class DaysSerializer(serializers.Serializer[Any]):
    """When a survey is open."""

    opens_on = serializers.DateField()
    closes_on = serializers.DateField()


class RulesSerializer(serializers.Serializer[Any]):
    """How many answers a figure and words need, by what it is split, and under which promise."""

    least = serializers.IntegerField(min_value=LEAST, max_value=MOST_LEAST)
    least_words = serializers.IntegerField(min_value=LEAST_WORDS, max_value=MOST_LEAST)
    slices = serializers.ListField(child=Text(max_length=60), max_length=MOST_SLICES)
    mode = serializers.ChoiceField(choices=Mode.choices)


class BesideSerializer(serializers.Serializer[Any]):
    """A word beside the results; nothing takes it away."""

    text = Text(source="note", max_length=2000, allow_blank=True)


class FollowUpSerializer(serializers.Serializer[Any]):
    """What is done about a result: by whom, until when, and whether it was."""

    id = serializers.UUIDField(source="public_id")
    text = Text()
    owner = NamedSerializer()
    due_on = serializers.DateField()
    done_on = serializers.DateField(allow_null=True)


class NewFollowUpSerializer(serializers.Serializer[Any]):
    """What will be done, by whom (nobody named: by whoever asks), until when."""

    text = Text(max_length=200)
    owner = serializers.UUIDField(required=False)
    due_on = serializers.DateField()


class WaveEdit(EditView, WaveView):
    """What those who run surveys change of one."""

    roles = FACILITATING


class WaveDays(WaveEdit):
    """When a survey is open."""

    @extend_schema(operation_id="survey_days", responses=DaysSerializer)
    def get(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """From the first day to the last."""
        return Response(DaysSerializer(self.wave(wave)).data)

    @extend_schema(operation_id="survey_move", request=DaysSerializer, responses=DaysSerializer)
    def put(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """Other days, until it opens."""
        found, body = self.wave(wave), DaysSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        moved = planning.move_wave(actor=self.here.membership, wave=found, now=clock.now(), **body.validated_data)
        return Response(DaysSerializer(moved).data)


class WaveRules(WaveEdit):
    """Thresholds, groupings and promise of a survey."""

    @extend_schema(operation_id="survey_rules", responses=RulesSerializer)
    def get(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """As they are."""
        return Response(RulesSerializer(self.wave(wave)).data)

    @extend_schema(operation_id="survey_tighten", request=RulesSerializer, responses=RulesSerializer)
    def put(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """Keeps them; once it is open they only become stricter."""
        found, body = self.wave(wave), RulesSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data
        known = {*found.slices} | set(() if found.is_open else attributes_in_use(self.here.program))
        if not set(words["slices"]) <= known:
            raise WaveRefused(_("Choose one of the kinds shown."), field="slices")
        kept = opening.tighten_wave(actor=self.here.membership, wave=found, now=clock.now(), **words)
        return Response(RulesSerializer(kept).data)


class WaveOff(WaveView):
    """A survey that does not take place."""

    roles = FACILITATING

    @extend_schema(operation_id="survey_call_off", request=None, responses=PlannedSerializer)
    def post(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """Calls it off; never once it was opened."""
        return self._set(wave, is_off=True)

    @extend_schema(operation_id="survey_plan_again", responses=PlannedSerializer)
    def delete(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """Plans it again."""
        return self._set(wave, is_off=False)

    def _set(self, wave: UUID, *, is_off: bool) -> Response:
        found, me = self.wave(wave), self.here.membership
        kept = planning.call_off_wave(actor=me, wave=found, now=clock.now(), is_off=is_off)
        return Response(PlannedSerializer(kept).data)


class WaveNote(WaveEdit):
    """A word of those who run it, above the results."""

    @extend_schema(operation_id="survey_note_read", responses=BesideSerializer)
    def get(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """As it stands."""
        return Response(BesideSerializer(self.wave(wave)).data)

    @extend_schema(operation_id="survey_note", request=BesideSerializer, responses=BesideSerializer)
    def put(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """Keeps it."""
        found, body = self.wave(wave), BesideSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        text = body.validated_data["note"]
        noted = planning.write_note(actor=self.here.membership, wave=found, text=text, now=clock.now())
        return Response(BesideSerializer(noted).data)


class ActionList(WaveView):
    """What is done about a result, for everybody."""

    @extend_schema(operation_id="action_list", responses=FollowUpSerializer(many=True))
    def get(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """The earliest day first."""
        return Response(FollowUpSerializer(follow_ups.follow_ups_of(self.wave(wave)), many=True).data)


class ActionPromise(WaveView):
    """Something new that is done about a result."""

    roles = FACILITATING

    @extend_schema(
        operation_id="action_promise", request=NewFollowUpSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, wave: UUID, **kwargs: Any) -> Response:
        """Writes it down for everybody to see; once for an Idempotency-Key."""
        found, body = self.wave(wave), NewFollowUpSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data
        contents = {"about": found.pk, **words}
        return made_once(request, self.here.membership, contents, lambda: self._promised(found, **words))

    def _promised(self, wave: Wave, owner: UUID | None = None, **words: Any) -> dict[str, Any]:
        me = self.here.membership
        wanted = next((one for one in people_who_run() if one.public_id == (owner or me.public_id)), None)
        if wanted is None:
            raise WaveRefused(_("Choose somebody who runs this program."), field="owner")
        made = actions.promise_action(actor=me, wave=wave, owner=wanted, now=clock.now(), **words)
        return dict(MadeSerializer(made).data)


class ActionFinish(ProgramView):
    """Something that is done about a result."""

    roles = FACILITATING

    @extend_schema(operation_id="action_finish", request=None, responses={204: None})
    def post(self, request: Request, action: UUID, **kwargs: Any) -> Response:
        """Done; in a month people are asked whether it helped."""
        found, now = follow_ups.follow_up_by_public_id(self.here.program, action), clock.now()
        if found is None:
            raise Http404
        on = waves.local_day(self.here.program, now)
        actions.finish_action(actor=self.here.membership, action=found, on=on, now=now)
        return Response(status=status.HTTP_204_NO_CONTENT)


class EventAsk(ProgramView):
    """A survey of those who were at an event."""

    roles = FACILITATING

    @extend_schema(operation_id="event_ask", request=None, responses=PlannedSerializer)
    def post(self, request: Request, event: UUID, **kwargs: Any) -> Response:
        """Plans it from the day after on; what was planned stays."""
        found = event_by_public_id(self.here.program, event)
        if found is None:
            raise Http404
        made = ask_about_event(actor=self.here.membership, event=found, now=clock.now())
        return Response(PlannedSerializer(made).data)
