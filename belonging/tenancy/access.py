"""Who may come in. Not yours and not there are the same 404; yours but not allowed is 403."""

import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from belonging.accounts.services import ONLY
from belonging.tenancy.duties import duty_of
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership

View = Callable[..., HttpResponse]
ROLES = "roles"
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


def owes_second_step(membership: Membership) -> bool:
    """True for those who run programs without a second step where the organization asks for one, now or soon."""
    asks = membership.organization.second_step_from is not None and membership.role != Role.PARTICIPANT
    return asks and not membership.has_second_step


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

    once_more = reauthentication_required(view)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if request.user.is_authenticated and request.user.only_in:
            return view(request, *args, **kwargs) if _said_lately(request) else _to_the_provider(request)
        try:
            answer: HttpResponse = once_more(request, *args, **kwargs)
        except ReauthenticationRequired:
            messages.info(request, _("Nothing has changed yet. Say who you are, then press once more."))
            return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
        return answer

    return guarded


def _said_lately(request: HttpRequest) -> bool:
    # What the provider itself told of when it last asked: a sign-in there may be hours old.
    said_at: int = request.session[ONLY]["said_at"]
    return bool(time.time() - said_at < SAID_FOR)


def _to_the_provider(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Nothing has changed yet. Say who you are, then press once more."))
    slug = membership_of(request).organization.slug
    return redirect(
        f"{reverse('tools:sign-in-there', args=[slug])}?{urlencode({'again': '1', 'next': request.get_full_path()})}"
    )


def organization_view(*roles: Role) -> Callable[[View], View]:
    """The view is called with (request, membership, …) for active members with one of the roles (none: any role)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, organization: str, **kwargs: Any) -> HttpResponse:
            membership = membership_of(request)
            require_role(request, membership, roles)
            return view(request, membership, **kwargs)

        setattr(guarded, ROLES, roles)  # the access table in the tests reads it
        return guarded

    return decorate
