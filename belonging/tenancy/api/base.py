"""What every API address of an organization does first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rest_framework.views import APIView

from belonging.core.api_edits import Edits
from belonging.tenancy import services
from belonging.tenancy.access import member_with

if TYPE_CHECKING:
    from rest_framework.request import Request

    from belonging.tenancy.enums import Role
    from belonging.tenancy.models import Membership


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
