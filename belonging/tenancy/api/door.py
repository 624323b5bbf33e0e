"""The API's door: the same membership, the same 404."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from belonging.tenancy.access import membership_of


class IsMember(BasePermission):
    """
    Signed in (else 401), an active member (else 404).

    Roles come after the program is found, as for pages: a program that is not yours must be a 404 before it is a 403.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user.is_authenticated:
            return False
        membership_of(request._request)  # noqa: SLF001 -- DRF's own way down
        return True
