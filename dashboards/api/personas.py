"""The persona chart by API, for those who run a program alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from dashboards.selectors import personas as reads
from dashboards.services import personas as writes
from programs.api.base import EditView, ProgramView
from programs.rules import FACILITATING

if TYPE_CHECKING:
    from dashboards.models import Persona as PersonaRow

MOST_THINGS = 2000


class PersonaWordsSerializer(serializers.Serializer[Any]):
    """Somebody invented: what they are called, who they are, and what helps them."""

    name = Text(max_length=80)
    text = Text(max_length=1000)
    needs = Text(max_length=1000)


class PersonaSerializer(PersonaWordsSerializer):
    """One of the chart."""

    id = serializers.UUIDField(source="public_id")


class PersonaLineSerializer(PersonaSerializer):
    """One of the chart, with how much was made with them in mind."""

    resource_count = serializers.IntegerField()
    event_count = serializers.IntegerField()
    letter_count = serializers.IntegerField()


class ThingSerializer(serializers.Serializer[Any]):
    """A text of the library, an event to come or a message to go."""

    id = serializers.UUIDField(source="public_id")
    title = serializers.SerializerMethodField()

    def get_title(self, thing: Any) -> str:
        """What it is called."""
        return str(getattr(thing, "title", "") or thing.subject)


class ThingsSerializer(serializers.Serializer[Any]):
    """What may be made with somebody in mind, and what was."""

    resources = ThingSerializer(many=True)
    events = ThingSerializer(many=True)
    letters = ThingSerializer(many=True)
    tagged = serializers.SerializerMethodField()

    def get_tagged(self, there: reads.Taggable) -> list[UUID]:
        """By their ids; with what is over or has gone."""
        return sorted(there.tagged)


class ChosenThingsSerializer(serializers.Serializer[Any]):
    """What was made with somebody in mind."""

    things = serializers.ListField(child=serializers.UUIDField(), max_length=MOST_THINGS)


class PersonaList(ProgramView):
    """The chart."""

    roles = FACILITATING

    @extend_schema(operation_id="persona_list", responses=PersonaLineSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Everybody on it, in the order they were drawn."""
        chart = reads.persona_chart(self.here.program, clock.now())
        return Response(PersonaLineSerializer(chart.personas, many=True).data)

    @extend_schema(
        operation_id="persona_draw", request=PersonaWordsSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Draws one more; once for an Idempotency-Key."""
        here, body = self.here, PersonaWordsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data

        def act() -> dict[str, Any]:
            drawn = writes.draw_persona(actor=here.membership, program=here.program, now=clock.now(), **words)
            return dict(MadeSerializer(drawn).data)

        return made_once(request, here.membership, {"persona_of": here.program.pk, **words}, act)


class _Persona(ProgramView):
    roles = FACILITATING

    def _found(self, public_id: UUID) -> PersonaRow:
        found = reads.persona_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found


class Persona(EditView, _Persona):
    """One persona."""

    roles = FACILITATING

    @extend_schema(operation_id="persona", responses=PersonaSerializer)
    def get(self, request: Request, persona: UUID, **kwargs: Any) -> Response:
        """As it is drawn."""
        return Response(PersonaSerializer(self._found(persona)).data)

    @extend_schema(operation_id="persona_change", request=PersonaWordsSerializer, responses=PersonaSerializer)
    def put(self, request: Request, persona: UUID, **kwargs: Any) -> Response:
        """Draws it anew."""
        here, found, body = self.here, self._found(persona), PersonaWordsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = {"persona": found, "now": clock.now(), **body.validated_data}
        return Response(
            PersonaSerializer(writes.draw_persona(actor=here.membership, program=here.program, **words)).data
        )

    @extend_schema(operation_id="persona_remove", responses={204: None})
    def delete(self, request: Request, persona: UUID, **kwargs: Any) -> Response:
        """Takes it off the chart."""
        writes.remove_persona(actor=self.here.membership, persona=self._found(persona), now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class PersonaThings(EditView, _Persona):
    """What was made with a persona in mind."""

    roles = FACILITATING

    @extend_schema(operation_id="persona_things", responses=ThingsSerializer)
    def get(self, request: Request, persona: UUID, **kwargs: Any) -> Response:
        """The library, the events to come, the messages to go, and which of them were."""
        return Response(ThingsSerializer(reads.taggable(self._found(persona), clock.now())).data)

    def contents(self, request: Request, **kwargs: Any) -> Any:
        """What was chosen: what is there to be chosen changes nothing of it."""
        return reads.tags_of(self._found(kwargs["persona"]))

    @extend_schema(operation_id="persona_tag", request=ChosenThingsSerializer, responses=ThingsSerializer)
    def put(self, request: Request, persona: UUID, **kwargs: Any) -> Response:
        """These and no others; what is over or has gone keeps its mark."""
        found, body = self._found(persona), ChosenThingsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        writes.tag_for_persona(actor=self.here.membership, persona=found, now=clock.now(), **body.validated_data)
        return self.get(request, persona)
