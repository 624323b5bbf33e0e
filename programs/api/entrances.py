"""A program's registration page by API: what it says, who may come in, and how many."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from programs.api.base import EditView
from programs.enums import EntrancePolicy
from programs.rules import FACILITATING
from programs.selectors.registrations import entrance_words
from programs.services.entrances import save_entrance


class EntranceSerializer(serializers.Serializer[Any]):
    """The page; other words on people's data are the next version of that text."""

    policy = serializers.ChoiceField(choices=EntrancePolicy.choices)
    text = Text(max_length=4000, default="", allow_blank=True)
    capacity = serializers.IntegerField(min_value=1, max_value=100_000, default=None, allow_null=True)
    closes_on = serializers.DateField(default=None, allow_null=True)
    is_published = serializers.BooleanField(default=False)
    privacy = Text(max_length=8000)


class EntranceView(EditView):
    """The registration page of a program."""

    roles = FACILITATING

    @extend_schema(operation_id="entrance", responses=EntranceSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """As it stands."""
        return Response(EntranceSerializer(entrance_words(self.here.program)).data)

    @extend_schema(operation_id="entrance_save", request=EntranceSerializer, responses=EntranceSerializer)
    def put(self, request: Request, **kwargs: Any) -> Response:
        """Keeps it; more places are handed on at once."""
        here, body = self.here, EntranceSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        save_entrance(actor=here.membership, program=here.program, now=clock.now(), **body.validated_data)
        return Response(EntranceSerializer(entrance_words(here.program)).data)
