"""An organization's programs by API: which there are, a new one, and the built-in template to begin with."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from belonging.tenancy.api.base import KEY, OrganizationView, made_once
from belonging.tenancy.enums import Role
from programs.api.plans import TemplateSerializer
from programs.calendar import WEEKDAYS
from programs.enums import ConsentMode, ProgramState
from programs.rules import may_facilitate
from programs.selectors.plans import template_by_public_id
from programs.selectors.programs import programs_of
from programs.services import plans
from programs.services.seed import keep_seed_template


class ProgramSerializer(serializers.Serializer[Any]):
    """A program; `slug` is its word in addresses."""

    name = Text()
    slug = Text()
    state = serializers.ChoiceField(choices=ProgramState.choices)
    starts_on = serializers.DateField()


class NewProgramSerializer(serializers.Serializer[Any]):
    """From which template, under which name, from which day on, and where; Monday is 0."""

    template = serializers.UUIDField()
    name = Text(max_length=120)
    starts_on = serializers.DateField()
    time_zone = Text(max_length=60, default="UTC")
    working_days = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6), default=sorted(WEEKDAYS), min_length=1, max_length=7
    )
    segment_attribute = Text(max_length=60, default="Department")
    consent_mode = serializers.ChoiceField(choices=ConsentMode.choices, default=ConsentMode.SEGMENTS.value)


class ProgramList(OrganizationView):
    """The programs one may enter."""

    @extend_schema(operation_id="program_list", responses=ProgramSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Those one takes part in; every one for those who run programs; newest first."""
        found = programs_of(self.membership, every=may_facilitate(self.membership))
        return Response(ProgramSerializer(found, many=True).data)


class ProgramCreate(OrganizationView):
    """New programs."""

    roles = (Role.ADMIN,)

    @extend_schema(
        operation_id="program_create",
        request=NewProgramSerializer,
        responses={201: ProgramSerializer},
        parameters=[KEY],
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Makes a draft from a template, with all its days laid out; once for an Idempotency-Key."""
        body = NewProgramSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data
        return made_once(request, self.membership, words, lambda: self._made(**words))

    def _made(self, **words: Any) -> dict[str, Any]:
        template = template_by_public_id(words.pop("template"))
        if template is None:
            raise Http404
        program = plans.create_program_from_template(actor=self.membership, template=template, now=clock.now(), **words)
        return dict(ProgramSerializer(program).data)


class TemplateKeepSeed(OrganizationView):
    """The built-in template."""

    roles = (Role.ADMIN,)

    @extend_schema(operation_id="template_keep_seed", request=None, responses=TemplateSerializer)
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Takes it over into the organization, or answers the copy that is there."""
        return Response(TemplateSerializer(keep_seed_template(actor=self.membership, now=clock.now())).data)
