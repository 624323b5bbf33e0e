"""Rounds of introductions by API for those who run the program: counts between groups, never pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_parts import Text
from belonging.tenancy.api.base import JobSerializer
from network.enums import RoundState
from network.forms_introductions import StartForm
from network.rules import PLAN_LASTS
from network.selectors import introductions as reads
from network.selectors.round_pages import RoundPage, round_page
from network.services.introduction_days import close_round
from network.services.rounds import RoundRefused, ask_round, drop_round, start_round
from programs.api.base import ProgramView
from programs.rules import FACILITATING
from programs.selectors.programs import attribute_names

if TYPE_CHECKING:
    from network.models import Round

REPORTED = ("proposed", "people", "accepted", "met", "not_met", "waiting", "declined", "silent", "skipped")


def reported(report: reads.RoundReport) -> dict[str, int]:
    """Proposed, accepted, met, declined, silent and skipped."""
    return {name: getattr(report, name) for name in REPORTED}


@extend_schema_field(OpenApiTypes.OBJECT)
class FiguresField(serializers.JSONField):
    """The measures before and after, by their names."""


class RoundSerializer(serializers.Serializer[Any]):
    """A round in numbers."""

    id = serializers.UUIDField(source="public_id")
    state = Text()
    started_at = serializers.DateTimeField()
    figures = FiguresField()
    report = serializers.SerializerMethodField()

    def get_report(self, found: Any) -> dict[str, int]:
        """What became of it."""
        return reported(reads.round_report(found))


class RoundWishSerializer(serializers.Serializer[Any]):
    """Never introduce two people who share this attribute; nothing where anybody may meet anybody."""

    apart = Text(max_length=80, allow_blank=True, default="")


class RoundLineSerializer(serializers.Serializer[Any]):
    """Introductions between two groups, or inside one: how many may be offered, and at least."""

    key = Text()
    title = Text(source="label")
    least = serializers.IntegerField()
    count = serializers.IntegerField()


class RoundFigureSerializer(serializers.Serializer[Any]):
    """One figure before, as previewed for half and all of the introductions, and as it then was."""

    title = Text(source="label")
    before = serializers.FloatField(allow_null=True)
    half = serializers.FloatField(allow_null=True)
    all = serializers.FloatField(allow_null=True)
    after = serializers.FloatField(allow_null=True)


class RoundDetailSerializer(serializers.Serializer[Any]):
    """A plan as counts with its preview, or what became of a round."""

    id = serializers.UUIDField(source="round.public_id")
    state = Text(source="round.state")
    apart = Text(source="round.apart")
    planned_at = serializers.DateTimeField(source="round.planned_at")
    is_stale = serializers.BooleanField()
    count = serializers.IntegerField()
    lines = RoundLineSerializer(many=True)
    mix = Text()
    told = serializers.ListField(child=Text())
    figures = RoundFigureSerializer(many=True)
    report = serializers.SerializerMethodField()

    def get_report(self, page: RoundPage) -> dict[str, int]:
        """What became of it."""
        return reported(page.report)


class RoundCountsSerializer(serializers.Serializer[Any]):
    """How many introductions of each line are offered, by its key; all of a line that is not named."""

    counts = serializers.DictField(child=serializers.IntegerField(min_value=0), default=dict)


class _Rounds(ProgramView):
    roles = FACILITATING
    whole = True

    def round(self, public_id: UUID) -> Round:
        """A round that was planned or offered."""
        found = reads.round_by_public_id(self.here.program, public_id)
        if found is None:
            raise Http404
        return found


class RoundList(_Rounds):
    """Rounds of introductions in numbers, for those who look after the whole program."""

    pagination_class = Pages

    @extend_schema(operation_id="round_list", responses=RoundSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Rounds that were offered, newest first, by pages."""
        pages = Pages()
        rows = pages.paginate_queryset(reads.rounds_of(self.here.program), request, view=self) or []
        return pages.get_paginated_response(RoundSerializer(rows, many=True).data)

    @extend_schema(operation_id="round_plan", request=RoundWishSerializer, responses={202: JobSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Asks for a plan; nobody is asked yet. The job tells how far it is; asking again gives the same one."""
        here, body = self.here, RoundWishSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        apart = body.validated_data["apart"]
        if apart and apart not in attribute_names(here.program):
            raise RoundRefused(_("Choose one of the attributes."), field="apart")
        job = ask_round(program=here.program, apart=apart, asked_by=here.membership, now=clock.now())
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED)


class RoundPlanned(_Rounds):
    """The plan that may be offered."""

    @extend_schema(operation_id="round_planned", responses=RoundDetailSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The newest one, while it is true; 404 where there is none."""
        now = clock.now()
        found = reads.planned_round(self.here.program, now - PLAN_LASTS)
        if found is None:
            raise Http404
        return Response(RoundDetailSerializer(round_page(found, now)).data)


class RoundDetail(_Rounds):
    """One round."""

    @extend_schema(operation_id="round", responses=RoundDetailSerializer)
    def get(self, request: Request, round: UUID, **kwargs: Any) -> Response:  # noqa: A002 -- the address names it
        """As counts, never as pairs."""
        return Response(RoundDetailSerializer(round_page(self.round(round), clock.now())).data)

    @extend_schema(operation_id="round_drop", responses={204: None})
    def delete(self, request: Request, round: UUID, **kwargs: Any) -> Response:  # noqa: A002 -- the address names it
        """Puts a plan away; nobody was asked. A round that was offered stays."""
        drop_round(planned=self.round(round), actor=self.here.membership, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class RoundStart(_Rounds):
    """A plan that is offered."""

    @extend_schema(operation_id="round_start", request=RoundCountsSerializer, responses={204: None})
    def post(self, request: Request, round: UUID, **kwargs: Any) -> Response:  # noqa: A002 -- the address names it
        """Asks everybody in it alone."""
        found, body = self.round(round), RoundCountsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        lines = reads.lines_of(found) if found.state == RoundState.PLANNED else []
        every, counts = {line.key: line.count for line in lines}, body.validated_data["counts"]
        if counts.keys() - every.keys():
            raise RoundRefused(_("This plan is no longer true. Plan a new round."))
        form = StartForm(every | counts, lines=lines)
        if not form.is_valid():
            key, errors = next(iter(form.errors.items()))
            raise RoundRefused(str(errors[0]), field=key)
        start_round(planned=found, counts=form.counts, actor=self.here.membership, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class RoundClose(_Rounds):
    """A round that runs."""

    @extend_schema(operation_id="round_close", request=None, responses={204: None})
    def post(self, request: Request, round: UUID, **kwargs: Any) -> Response:  # noqa: A002 -- the address names it
        """Asks no more people; who knows each other's name may still tell whether they met. Twice is once."""
        close_round(running=self.round(round), actor=self.here.membership, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
