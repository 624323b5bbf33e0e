"""Evidence packs by API: which there are, and a new one; for those who look after everybody."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.tenancy.api.base import JobSerializer
from dashboards.selectors.packs import packs_of
from dashboards.services.packs import ask_pack
from programs.api.base import ProgramView
from programs.rules import FACILITATING


class PackSerializer(serializers.Serializer[Any]):
    """A pack that was made; it is read, and taken along as a file, on its page."""

    id = serializers.UUIDField(source="public_id")
    made_at = serializers.DateTimeField()


class PackList(ProgramView):
    """Packs of the program."""

    roles, whole = FACILITATING, True

    @extend_schema(operation_id="pack_list", responses=PackSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """Newest first."""
        return Response(PackSerializer(packs_of(self.here.program), many=True).data)


class PackMake(ProgramView):
    """A new pack."""

    roles, whole = FACILITATING, True

    @extend_schema(operation_id="pack_make", request=None, responses={202: JobSerializer})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Asks for what is known now; asking again meanwhile gives the same job."""
        job = ask_pack(program=self.here.program, asked_by=self.here.membership, now=clock.now())
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED)
