"""Tokens by page."""

from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.tenancy.access import asks_again, organization_view, press_in
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership
from belonging.tools.forms import TokenForm
from belonging.tools.selectors import token_by_public_id, tokens_seen_by
from belonging.tools.services import tokens as writes

WHO_RUN = (Role.ADMIN, Role.FACILITATOR)


@organization_view(*WHO_RUN)
@require_safe
def token_list(request: HttpRequest, membership: Membership) -> HttpResponse:
    """The tokens I may see: what each may do, until when, and when it was last used."""
    words = {"tokens": tokens_seen_by(membership), "now": clock.now()}
    return render(request, "tools/token_list.html", words | {"limit": settings.API_REQUESTS_A_MINUTE})


@organization_view(*WHO_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again
def token_make(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Makes a token; this answer is the only one that ever shows its secret."""
    form, status = TokenForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                wanted = {"press": press_in(request), **form.cleaned_data}
                token, secret = writes.token_of_press(actor=membership, now=clock.now(), **wanted)
            except writes.TokenRefused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                words = {"token": token, "secret": secret, "site": settings.SITE_URL}
                return render(request, "tools/token_made.html", words, status=HTTPStatus.CREATED)
    return render(request, "tools/token_make.html", {"form": form}, status=status)


@organization_view(*WHO_RUN)
@require_POST
def token_revoke(request: HttpRequest, membership: Membership, token: UUID) -> HttpResponse:
    """Closes a token for good."""
    found = token_by_public_id(membership, token)
    if found is None:
        raise Http404
    writes.revoke_token(actor=membership, token=found, now=clock.now())
    messages.success(request, _("That token opens nothing any more."))
    return redirect("tools:token-list", membership.organization.slug)
