"""The circle of those who run programs, across all programs of an organization."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from belonging.tenancy.access import organization_view
from dashboards.forms import CheckForm, NoteForm, RoleForm
from dashboards.selectors.circle import circle_page, newest_role_text, removable_note
from dashboards.services.circle import check_oneself, remove_circle_note, write_circle_note, write_role_text
from programs.rules import FACILITATING

if TYPE_CHECKING:
    from django import forms

    from belonging.tenancy.models import Membership


@organization_view(*FACILITATING)
@require_safe
def circle_detail(request: HttpRequest, membership: Membership) -> HttpResponse:
    """My log and checks, what the others share, tips, and what the role asks."""
    return _page(request, membership)


@organization_view(*FACILITATING)
@require_POST
def circle_write(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Keeps a note or a tip."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, membership, note=form)
    write_circle_note(author=membership, **form.cleaned_data, now=clock.now())
    return _kept(request, membership)


@organization_view(*FACILITATING)
@require_POST
def circle_role(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Keeps another version of what the role asks."""
    form = _role_form(newest_role_text(), request.POST)
    if not form.is_valid():
        return _page(request, membership, role=form)
    write_role_text(actor=membership, **form.cleaned_data, now=clock.now())
    return _kept(request, membership)


@organization_view(*FACILITATING)
@require_POST
def circle_check(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Keeps how I see myself today."""
    form, now = CheckForm(request.POST), clock.now()
    if not form.is_valid():
        return _page(request, membership, check=form)
    check_oneself(membership=membership, **form.cleaned_data, on=now.date(), now=now)
    return _kept(request, membership)


@organization_view(*FACILITATING)
@require_POST
def circle_remove(request: HttpRequest, membership: Membership, circle_note: UUID) -> HttpResponse:
    """Takes a note out again."""
    found = removable_note(membership, circle_note)
    if found is None:
        raise Http404
    remove_circle_note(note=found, actor=membership, now=clock.now())
    messages.success(request, _("Taken out."))
    return redirect("dashboards:circle-detail", membership.organization.slug)


def _kept(request: HttpRequest, membership: Membership) -> HttpResponse:
    messages.success(request, _("Kept."))
    return redirect("dashboards:circle-detail", membership.organization.slug)


def _page(request: HttpRequest, membership: Membership, **sent: forms.Form) -> HttpResponse:
    page = circle_page(membership, request.GET.get("word", "").strip()[:40])
    blank = {"note": NoteForm(), "role": _role_form(page.role), "check": CheckForm()}
    words = {"membership": membership, "page": page, "word": request.GET.get("word", ""), **blank, **sent}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if sent else HTTPStatus.OK
    return render(request, "dashboards/circle_detail.html", words, status=status)


def _role_form(role: object, sent: QueryDict | None = None) -> RoleForm:
    return RoleForm(sent, initial={name: getattr(role, name, "") for name in ("text", "hours", "cover")})
