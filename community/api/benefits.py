"""What came of knowing somebody, by API: read, tell, say whether it was so, take back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api import Pages
from belonging.core.api_parts import MadeSerializer, NamedSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from belonging.tenancy.models import OrgModel
from community.api.base import YesOrNoSerializer
from community.enums import BenefitKind, Entry
from community.models import Benefit
from community.rules import LONGEST_BENEFIT, MOST_TOGETHER
from community.selectors import benefits as reads
from community.selectors.projects import own_projects
from community.services import benefits as writes
from programs.access import today_in
from programs.api.base import ProgramView
from programs.selectors.programs import person_by_public_id

SHOWN = 20
Row = TypeVar("Row", bound=OrgModel)


class NamedInItSerializer(serializers.Serializer[Any]):
    """Somebody who is named in it."""

    person = NamedSerializer(source="participant")
    part = Text()


class BenefitSerializer(serializers.Serializer[Any]):
    """What came of it; without a teller, they have left."""

    id = serializers.UUIDField(source="public_id")
    kind = Text()
    text = Text()
    teller = NamedSerializer(allow_null=True)
    happened_on = serializers.DateField()
    named = NamedInItSerializer(source="sides.all", many=True)
    event = Text(source="event.title", allow_null=True)
    network = Text(source="network.name", allow_null=True)
    project = serializers.SerializerMethodField()

    def get_project(self, benefit: Benefit) -> str | None:
        """Its name, unless people are asked into it."""
        project = benefit.project
        return project.name if project and project.entry != Entry.INVITATION else None


class BenefitSideSerializer(serializers.Serializer[Any]):
    """Where the caller is named, and what they said to it."""

    id = serializers.UUIDField(source="public_id")
    text = Text(source="benefit.text")
    teller = NamedSerializer(source="benefit.teller", allow_null=True)
    happened_on = serializers.DateField(source="benefit.happened_on")
    part = Text()
    answer = Text()


class OwnBenefitsSerializer(serializers.Serializer[Any]):
    """What the caller told, and where they are named."""

    told = BenefitSerializer(many=True)
    named = BenefitSideSerializer(many=True)


class NewBenefitSerializer(serializers.Serializer[Any]):
    """What came of it: what, with whom, and as far as known from what."""

    kind = serializers.ChoiceField(choices=BenefitKind.choices)
    text = Text(max_length=LONGEST_BENEFIT)
    happened_on = serializers.DateField()
    together = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=MOST_TOGETHER)
    door = serializers.UUIDField(allow_null=True, default=None)
    event = serializers.UUIDField(allow_null=True, default=None)
    introduction = serializers.UUIDField(allow_null=True, default=None)
    network = serializers.UUIDField(allow_null=True, default=None)
    project = serializers.UUIDField(allow_null=True, default=None)
    is_for_all = serializers.BooleanField(default=False)


def _one_of(rows: Callable[[], Iterable[Row]], public_id: UUID | None) -> Row | None:
    """The one that is meant, of those that the page offers; nothing when none is."""
    if public_id is None:
        return None
    found = next((one for one in rows() if one.public_id == public_id), None)
    if found is None:
        raise Http404
    return found


class BenefitList(ProgramView):
    """What came of it."""

    pagination_class = Pages

    @extend_schema(operation_id="benefit_list", responses=BenefitSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """What everybody may read because all in it said so, the newest first, by pages."""
        pages = Pages()
        rows = pages.paginate_queryset(reads.shared_benefits(self.here.program), request, view=self)
        return pages.get_paginated_response(BenefitSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="benefit_tell", request=NewBenefitSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Tells it; whoever is named in it is asked. Once for an Idempotency-Key."""
        me, body = self.me, NewBenefitSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data

        def act() -> dict[str, Any]:
            words = self._words(**said)
            told = writes.tell_benefit(teller=me, words=words, today=today_in(self.here), now=clock.now())
            return dict(MadeSerializer(told).data)

        return made_once(request, self.here.membership, {"benefit_in": self.here.program.pk, **said}, act)

    def _words(self, *, together: list[UUID], door: UUID | None, **said: Any) -> writes.BenefitWords:
        me, program = self.me, self.here.program
        people = {one: person_by_public_id(program, one) for one in [*together, *([door] if door else [])]}
        if None in people.values():
            raise Http404
        events, introduced = reads.sources_for(me, clock.now())
        met = [one.introduction for one in introduced]
        return writes.BenefitWords(
            kind=BenefitKind(said["kind"]),
            text=said["text"],
            happened_on=said["happened_on"],
            together=[one for key, one in people.items() if one and key in together],
            door=people[door] if door else None,
            event=_one_of(lambda: events, said["event"]),
            introduction=_one_of(lambda: met, said["introduction"]),
            network=_one_of(lambda: reads.networks_of(program), said["network"]),
            project=_one_of(lambda: own_projects(me), said["project"]),
            is_for_all=said["is_for_all"],
        )


class OwnBenefits(ProgramView):
    """What the caller told, and where they are named."""

    @extend_schema(operation_id="benefit_own", responses=OwnBenefitsSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The last that were told; where the caller is named, what waits for a word first."""
        found = {"told": reads.own_benefits(self.me)[:SHOWN], "named": reads.sides_of(self.me)[:SHOWN]}
        return Response(OwnBenefitsSerializer(found).data)


class BenefitTold(ProgramView):
    """What the caller told."""

    @extend_schema(operation_id="benefit_erase", responses={204: None})
    def delete(self, request: Request, benefit: UUID, **kwargs: Any) -> Response:
        """Erases it for everybody."""
        found = reads.own_benefit(self.me, benefit)
        if found is None:
            raise Http404
        writes.take_back_benefit(benefit=found, teller=self.me, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class BenefitAnswer(ProgramView):
    """Where the caller is named."""

    @extend_schema(operation_id="benefit_answer", request=YesOrNoSerializer, responses={204: None})
    def post(self, request: Request, side: UUID, **kwargs: Any) -> Response:
        """So it was; or the caller's name comes off it."""
        found, body = reads.side_by_public_id(self.me, side), YesOrNoSerializer(data=request.data)
        if found is None:
            raise Http404
        body.is_valid(raise_exception=True)
        writes.answer_benefit(side=found, agrees=body.validated_data["agrees"], now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
