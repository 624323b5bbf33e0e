"""From address to organization, membership and scope; and a form that is pressed twice."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.messages import ERROR, get_messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from belonging.accounts.selectors import has_second_step
from belonging.core import clock
from belonging.core.editions import comes_back
from belonging.core.htmx import is_htmx
from belonging.core.problems import plain_problem
from belonging.tenancy.access import (
    NO_TRACE,
    PRESS,
    asks_for_second_step,
    note_reading,
    press_in,
    stands_outside,
)
from belonging.tenancy.idempotency import earlier_press, keep_press, press_of
from belonging.tenancy.models import Membership, Organization
from belonging.tenancy.scope import open_scope
from belonging.tenancy.selectors import active_membership_of, organization_by_slug
from belonging.tenancy.statements import hold

DRAWN_WITH = "csrfmiddlewaretoken"
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
                membership.has_second_step = request.user.has_step_elsewhere or (
                    asks_for_second_step(membership) and has_second_step(request.user.pk)
                )
                if stands_outside(membership, clock.now()):
                    return _second_step_first(request, organization)
                request.organization, request.membership = organization, membership
                response = self.get_response(request)
                # An error has become an answer by now; what it had written must not stay.
                if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    transaction.set_rollback(True)
                else:
                    note_reading(request, membership, response)
                return response
        return self.get_response(request)


def _second_step_first(request: TenantRequest, organization: Organization) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        title = _("Set up a second step first. Nothing opens before.")
        return plain_problem("second_step_missing", title, HTTPStatus.FORBIDDEN)
    words = {"organization": organization}
    return render(request, "tenancy/second_step_needed.html", words, status=HTTPStatus.FORBIDDEN)


class PressedOnceMiddleware:
    """
    A form pressed twice is done once, and leads to the same page both times; changes of one thing stand in line.

    A press is known by what was sent and by the secret its form was drawn with: opened anew, the same words are another
    press. Only what led on to another page is kept: a form that was refused may be sent again, and what htmx sends
    changes a state or brings a key of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: TenantRequest) -> HttpResponse:
        response = self.get_response(request)
        press = press_in(request)
        if press and request.membership is not None and _led_on(request, response):
            keep_press(membership=request.membership, press=press, to=response.headers["Location"])
        return response

    def process_view(self, request: TenantRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """After the secret was checked, before anything is read."""
        if request.method != "POST" or request.membership is None or request.path_info.startswith("/api/"):
            return None
        if comes_back(request):
            hold(f"edit {request.path_info}")
        token = request.POST.get(DRAWN_WITH, "")
        if not token or is_htmx(request):
            return None
        press = press_of(request.path_info, token, _contents(request))
        if to := earlier_press(membership=request.membership, press=press):
            return redirect(to)
        setattr(request, PRESS, press)
        return None


def _led_on(request: TenantRequest, response: HttpResponse) -> bool:
    """Whether it was done, here, and may be written down."""
    if response.status_code != HTTPStatus.FOUND or getattr(request, NO_TRACE, False):
        return False
    said = getattr(get_messages(request), "_queued_messages", [])  # reading them as a page does would use them up
    refused = any(one.level >= ERROR for one in said)
    here = ORGANIZATION_ADDRESS.match(response.headers["Location"])
    return (
        not refused
        and here is not None
        and request.organization is not None
        and here["slug"] == request.organization.slug
    )


def _contents(request: HttpRequest) -> Any:
    fields = [(name, values) for name, values in sorted(request.POST.lists()) if name != DRAWN_WITH]
    files = [(name, _digest(one)) for name in sorted(request.FILES) for one in request.FILES.getlist(name)]
    return [fields, files]


def _digest(file: UploadedFile[Any]) -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
