"""Who may come in. Not yours and not there are the same 404; yours but not allowed is 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership

View = Callable[..., HttpResponse]
ROLES = "roles"


def membership_of(request: HttpRequest) -> Membership:
    """The membership that opened this request's scope; raises Http404 for everybody else."""
    membership: Membership | None = getattr(request, "membership", None)
    if membership is None:
        raise Http404
    return membership


def require_role(membership: Membership, roles: tuple[Role, ...]) -> None:
    """Raises PermissionDenied unless the membership has one of the roles; no roles means any member."""
    if roles and membership.role not in roles:
        raise PermissionDenied


def organization_view(*roles: Role) -> Callable[[View], View]:
    """The view is called with (request, membership, …) for active members with one of the roles (none: any role)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, organization: str, **kwargs: Any) -> HttpResponse:
            membership = membership_of(request)
            require_role(membership, roles)
            return view(request, membership, **kwargs)

        setattr(guarded, ROLES, roles)  # the access table in the tests reads it
        return guarded

    return decorate
