"""From address to organization, membership and scope."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.core.problems import plain_problem
from belonging.tenancy.access import stands_outside
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

    Everybody else goes on with nothing open and no membership: the access decorators answer them, always alike. Who
    still owes a second step is told so, at whatever address, and nothing opens.
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
        if organization is None or request.user.only_in not in {"", str(organization.id)}:
            return self.get_response(request)
        with open_scope(organization.id):
            membership = active_membership_of(request.user.pk)
            if membership is not None:
                membership.organization = organization
                membership.has_second_step |= request.user.has_step_elsewhere
                if stands_outside(membership, clock.now()):
                    return _second_step_first(request, organization)
                request.organization, request.membership = organization, membership
                response = self.get_response(request)
                # An error has become an answer by now; what it had written must not stay.
                if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    transaction.set_rollback(True)
                return response
        return self.get_response(request)


def _second_step_first(request: TenantRequest, organization: Organization) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        title = _("Set up a second step first. Nothing opens before.")
        return plain_problem("second_step_missing", title, HTTPStatus.FORBIDDEN)
    words = {"organization": organization}
    return render(request, "tenancy/second_step_needed.html", words, status=HTTPStatus.FORBIDDEN)
