"""What every API address of an organization does first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers, status
from rest_framework.response import Response
from rest_framework.views import APIView

from belonging.core.api_edits import Edits
from belonging.tenancy import services
from belonging.tenancy.access import member_with
from belonging.tenancy.idempotency import once
from belonging.tenancy.models import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from rest_framework.request import Request

    from belonging.tenancy.enums import Role
    from belonging.tenancy.models import Membership

KEY = OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER, description="The same key, the same answer.")


def made_once(
    request: Request, membership: Membership, contents: dict[str, Any], act: Callable[[], dict[str, Any]]
) -> Response:
    """201 with what `act` answers, once for an Idempotency-Key; raises what `once` raises."""
    key = request.headers.get("Idempotency-Key", "")
    answer, _repeat = once(membership=membership, key=key, contents=contents, act=act)
    return Response(answer, status=status.HTTP_201_CREATED)


def said_once(
    request: Request, membership: Membership, contents: dict[str, Any], act: Callable[[], object]
) -> Response:
    """204 once `act` is done, once for an Idempotency-Key; raises what `once` raises."""

    def acted() -> dict[str, Any]:
        act()
        return {}

    made_once(request, membership, contents, acted)
    return Response(status=status.HTTP_204_NO_CONTENT)


class JobSerializer(serializers.ModelSerializer[Job]):
    """How far a piece of work is that was asked for."""

    id = serializers.UUIDField(source="public_id")

    class Meta:
        model = Job
        fields = ("id", "kind", "state", "done_count", "total_count", "message", "result")


class OrganizationView(APIView):
    """Finds the membership once; `roles` as for pages."""

    roles: ClassVar[tuple[Role, ...]] = ()
    membership: Membership

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After DRF has checked who asks: who is it here."""
        super().initial(request, *args, **kwargs)
        self.membership = member_with(request._request, self.roles)  # noqa: SLF001 -- DRF's own way down


class OrganizationEdit(Edits, OrganizationView):
    """An address that is read and changed: a change waits for every other change of the organization."""

    def stand_in_line(self) -> None:
        """Finds the organization as it is after them."""
        self.membership.organization = services.stand_in_line(organization=self.membership.organization)
