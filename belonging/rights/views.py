"""What is kept about me, a copy of it, and the way out; for admins, how long what is kept."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from belonging.accounts.models import User
from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.core.htmx import is_htmx, page_or_part
from belonging.rights.forms import EraseForm, RetentionForm
from belonging.rights.selectors import copy_of, footprint_of, retention
from belonging.rights.services.copies import ask_copy
from belonging.rights.services.erasing import erase_member
from belonging.rights.services.keeping import set_retention
from belonging.tenancy.access import asks_again, organization_view
from belonging.tenancy.enums import JobKind, Role
from belonging.tenancy.models import Membership
from belonging.tenancy.selectors import unfinished_job_about


@organization_view()
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again
def own_data(request: HttpRequest, membership: Membership) -> HttpResponse:
    """What is kept about me and what becomes of it; a copy of everything, asked for and taken along."""
    has_account = _has_account(request)
    if request.method == "POST":
        if "take" in request.POST:
            return _file(membership, has_account=has_account)
        ask_copy(member=membership, now=clock.now(), has_account=has_account)
        return redirect("rights:own-data", membership.organization.slug)
    job = unfinished_job_about(JobKind.COPY_PERSON, member=str(membership.public_id))
    words: dict[str, Any] = {"copy": copy_of(membership, has_account=has_account), "job": job}
    if not is_htmx(request):
        words["footprint"] = footprint_of(membership, has_account=has_account)
    return page_or_part(request, "rights/own_data.html", "copy", words)


def _has_account(request: HttpRequest) -> bool:
    """Whether who looks signed in to the account itself, and not by an organization's provider."""
    assert isinstance(request.user, User)
    return not request.user.only_in


def _file(membership: Membership, *, has_account: bool) -> HttpResponse:
    copy = copy_of(membership, has_account=has_account)
    if copy is None:
        raise Http404
    response = HttpResponse(bytes(copy.content), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{membership.organization.slug}-everything.zip"'
    return response


@organization_view()
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again
def person_erase(request: HttpRequest, membership: Membership) -> HttpResponse:
    """What an erasure means, for me and for others, and one's own name before it is done."""
    form, status = EraseForm(request.POST or None, expected=membership.name), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                erase_member(member=membership, now=clock.now())
            except BelongingError as refusal:
                form.add_error(None, str(refusal))
            else:
                logout(request)
                return redirect("public:home")
    words: dict[str, Any] = {"form": form, "footprint": footprint_of(membership, has_account=_has_account(request))}
    return render(request, "rights/person_erase.html", words, status=status)


@organization_view(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again
def retention_edit(request: HttpRequest, membership: Membership) -> HttpResponse:
    """How long this organization keeps what."""
    form, status = RetentionForm(request.POST or None, kept=retention()), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            set_retention(actor=membership, days=form.cleaned_data, now=clock.now())
            messages.success(request, _("So it is from now on."))
            return redirect("rights:retention-edit", membership.organization.slug)
    return render(request, "rights/retention_edit.html", {"form": form}, status=status)
