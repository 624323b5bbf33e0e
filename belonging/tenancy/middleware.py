"""From address to organization, membership and scope."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from belonging.tenancy.models import Membership, Organization
from belonging.tenancy.scope import open_scope
from belonging.tenancy.selectors import active_membership_of, organization_by_slug

ORGANIZATION_ADDRESS = re.compile(r"^/(?:api/v1/)?o/(?P<slug>[-\w]+)/")


class TenantRequest(HttpRequest):
    """A request that went through ScopeMiddleware."""

    organization: Organization | None
    membership: Membership | None


class ScopeMiddleware:
    """
    Opens the scope of the organization in the address around the whole answer, if the person is an active member.

    Everybody else goes on with nothing open and no membership: the access decorators answer them, always alike.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: TenantRequest) -> HttpResponse:
        request.organization = request.membership = None
        timezone.deactivate()  # each program has its own; none is left over from the request before
        found = ORGANIZATION_ADDRESS.match(request.path_info)
        if found is None or not request.user.is_authenticated:
            return self.get_response(request)
        organization = organization_by_slug(found["slug"])
        if organization is None:
            return self.get_response(request)
        with open_scope(organization.id):
            request.membership = active_membership_of(request.user.pk)
            if request.membership is not None:
                request.organization = request.membership.organization = organization
                response = self.get_response(request)
                # An error has become an answer by now; what it had written must not stay.
                if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    transaction.set_rollback(True)
                return response
        return self.get_response(request)
