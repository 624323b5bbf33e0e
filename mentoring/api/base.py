"""What every API address of mentoring's own things does first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from rest_framework import status
from rest_framework.response import Response

from belonging.tenancy.idempotency import once
from mentoring.selectors.pairs import running_pair
from programs.api.base import ProgramView

if TYPE_CHECKING:
    from collections.abc import Callable

    from rest_framework.request import Request

    from belonging.tenancy.models import Membership
    from mentoring.models import Pair


def said_once(
    request: Request, membership: Membership, contents: dict[str, Any], act: Callable[[], object]
) -> Response:
    """204 once `act` is done, once for an Idempotency-Key; raises what `once` raises."""

    def acted() -> dict[str, Any]:
        act()
        return {}

    once(membership=membership, key=request.headers.get("Idempotency-Key", ""), contents=contents, act=acted)
    return Response(status=status.HTTP_204_NO_CONTENT)


class OwnPairView(ProgramView):
    """An address of one of the caller's pairs while it runs."""

    def pair(self, public_id: UUID) -> Pair:
        """The pair; before it begins and once it is over it is not there."""
        found = running_pair(self.me, public_id)
        if found is None:
            raise Http404
        found.program = self.here.program
        return found
