"""Who may come in. Not yours and not there are the same 404; yours but not allowed is 403."""

import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from allauth.account import app_settings
from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from belonging.accounts.services import ONLY
from belonging.core import clock
from belonging.tenancy.audit import record
from belonging.tenancy.duties import SHOWS_SOMEBODY, duty_of
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership

View = Callable[..., HttpResponse]
ROLES = "roles"
PRESS, NO_TRACE = "press", "leaves_no_trace"
SAID_FOR = app_settings.REAUTHENTICATION_TIMEOUT  # seconds


def membership_of(request: HttpRequest) -> Membership:
    """The membership that opened this request's scope; raises Http404 for everybody else."""
    membership: Membership | None = getattr(request, "membership", None)
    if membership is None:
        raise Http404
    return membership


class DutyWithheld(PermissionDenied):
    """A facilitator asked for what belongs to a duty that an admin keeps from them."""


def require_role(request: HttpRequest, membership: Membership, roles: tuple[Role, ...]) -> None:
    """
    Raises PermissionDenied unless the membership has one of the roles; no roles means any member.

    Where roles are asked for, a facilitator needs the duty as well that the address belongs to: else DutyWithheld.
    """
    if roles and membership.role not in roles:
        raise PermissionDenied
    match = request.resolver_match
    if roles and match is not None and duty_of(match.view_name) in membership.withheld:
        raise DutyWithheld(_("An admin has not given you this part of running the program."))


def asks_for_second_step(membership: Membership) -> bool:
    """True for those who run programs where the organization asks them for a second step, now or soon."""
    return membership.organization.second_step_from is not None and membership.role != Role.PARTICIPANT


def owes_second_step(membership: Membership) -> bool:
    """True for those of them who have none."""
    return asks_for_second_step(membership) and not membership.has_second_step


def stands_outside(membership: Membership, now: datetime) -> bool:
    """True when nothing opens before a second step is set up."""
    begins = membership.organization.second_step_from
    return begins is not None and begins <= now and owes_second_step(membership)


def asks_again(view: View) -> View:
    """
    Before the view changes what is sensitive, whoever is signed in says once more that it is they.

    What was sent is not kept for afterwards, as allauth would: sent on from there it would come past the scope. The
    page opens again and is sent once more.
    """

    once_more = _once_more(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        return once_more(request, request.get_full_path(), *args, **kwargs)

    return guarded


def asks_before_a_file(view: View) -> View:
    """
    Before a file about people leaves the product, whoever is signed in says once more that it is they.

    Afterwards the page opens again from which they came: the answer to saying so is a page, and a file is none. Which
    file somebody who runs programs took is written down.
    """
    once_more = _once_more(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        came_from = urlsplit(request.headers.get("Referer", ""))
        is_here = came_from.netloc == request.get_host() and url_has_allowed_host_and_scheme(came_from.path, None)
        answer = once_more(request, came_from.path if is_here else request.path, *args, **kwargs)
        taker, found = membership_of(request), request.resolver_match
        if answer.status_code == HTTPStatus.OK and taker.role != Role.PARTICIPANT and found is not None:
            record(actor=taker, verb="file.taken", now=clock.now(), page=found.view_name)
        return answer

    return guarded


def note_reading(request: HttpRequest, membership: Membership, response: HttpResponse) -> None:
    """This will write down that somebody who runs programs read what is said of or by single people."""
    found = request.resolver_match
    if request.method != "GET" or response.status_code != HTTPStatus.OK or found is None:
        return
    if membership.role != Role.PARTICIPANT and found.view_name in SHOWS_SOMEBODY:
        ids = [str(value) for value in found.kwargs.values() if isinstance(value, UUID)]
        record(actor=membership, verb="page.read", now=clock.now(), page=found.view_name, of=ids)


def _once_more(view: View) -> Callable[..., HttpResponse]:
    """The view for those who have said who they are a moment ago; others are led to say so, and then to `after`."""
    asked = reauthentication_required(view)

    def answer(request: HttpRequest, after: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and request.user.only_in:
            return view(request, *args, **kwargs) if _said_lately(request) else _to_the_provider(request, after)
        try:
            found: HttpResponse = asked(request, *args, **kwargs)
        except ReauthenticationRequired:
            messages.info(request, _("Nothing has changed yet. Say who you are, then press once more."))
            return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': after})}")
        return found

    return answer


def _said_lately(request: HttpRequest) -> bool:
    # What the provider itself told of when it last asked: a sign-in there may be hours old.
    said_at: int = request.session[ONLY]["said_at"]
    return bool(time.time() - said_at < SAID_FOR)


def _to_the_provider(request: HttpRequest, after: str) -> HttpResponse:
    messages.info(request, _("Nothing has changed yet. Say who you are, then press once more."))
    slug = membership_of(request).organization.slug
    return redirect(f"{reverse('tools:sign-in-there', args=[slug])}?{urlencode({'again': '1', 'next': after})}")


def press_in(request: HttpRequest) -> str:
    """The key of the press that this request is, for an answer that shows something once; nothing of a program's."""
    return str(getattr(request, PRESS, ""))


def leave_no_trace(request: HttpRequest) -> None:
    """This will keep the press itself from being written down: nobody may see from any row who sent this."""
    setattr(request, NO_TRACE, True)


def member_with(request: HttpRequest, roles: tuple[Role, ...]) -> Membership:
    """Who asks, where a role is enough; raises Http404 for strangers and PermissionDenied for other roles."""
    membership = membership_of(request)
    require_role(request, membership, roles)
    return membership


def organization_view(*roles: Role) -> Callable[[View], View]:
    """The view is called with (request, membership, …) for active members with one of the roles (none: any role)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, organization: str, **kwargs: Any) -> HttpResponse:
            return view(request, member_with(request, roles), **kwargs)

        setattr(guarded, ROLES, roles)  # the access table in the tests reads it
        return guarded

    return decorate
