"""How a program counts, by API."""

from dataclasses import replace
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.tenancy.enums import Role
from programs.api.base import EditView
from programs.enums import TieRule, TieWindow
from programs.services.definitions import change_definitions


class DefinitionsSerializer(serializers.Serializer[Any]):
    """Which ties count, and what a new meaningful tie is."""

    tie_rule = serializers.ChoiceField(choices=TieRule.choices)
    tie_window = serializers.ChoiceField(choices=TieWindow.choices)
    new_tie_count = serializers.IntegerField(min_value=1, max_value=50)
    new_tie_meetings = serializers.IntegerField(min_value=1, max_value=12)
    new_tie_within = serializers.IntegerField(min_value=1, max_value=366)


class Definitions(EditView):
    """The definitions that a program counts by."""

    roles = (Role.ADMIN,)

    @extend_schema(operation_id="definitions", responses=DefinitionsSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """As they are."""
        return Response(DefinitionsSerializer(self.here.program).data)

    @extend_schema(operation_id="definitions_change", request=DefinitionsSerializer, responses=DefinitionsSerializer)
    def put(self, request: Request, **kwargs: Any) -> Response:
        """Counts by others from the next count on: a new series, beside the old one."""
        here, body = self.here, DefinitionsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        program = change_definitions(
            actor=here.membership, program=here.program, now=clock.now(), **body.validated_data
        )
        self.here = replace(here, program=program)
        return Response(DefinitionsSerializer(program).data)
