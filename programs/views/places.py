"""One's own place in a program: where it stands, a pause, the way back, leaving without blame."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.access import organization_view
from belonging.tenancy.models import Membership
from programs.access import Here, back, done, program_view, today_in
from programs.forms.paths import PauseForm
from programs.forms.people import LeaveForm
from programs.selectors.places import left_place_by_public_id, place_of
from programs.services import places as writes


def _page(request: HttpRequest, here: Here, **forms: Any) -> HttpResponse:
    words = {"here": here, "place": place_of(here.me), "pause_form": PauseForm()} | forms
    status = HTTPStatus.UNPROCESSABLE_ENTITY if forms else HTTPStatus.OK
    return render(request, "programs/place_detail.html", words, status=status)


@program_view()
@require_safe
def place_detail(request: HttpRequest, here: Here) -> HttpResponse:
    """My place: since when, paused or not, what I reached, and what happens to my data."""
    return _page(request, here)


@program_view()
@require_POST
def place_pause(request: HttpRequest, here: Here) -> HttpResponse:
    """Pauses my place until a day."""
    me, form = here.me, PauseForm(request.POST)
    if form.is_valid():
        try:
            words = {"participant": me, "until": form.cleaned_data["until"], "on": today_in(here)}
            writes.pause_own_place(now=clock.now(), **words)
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Paused. You are back by yourself on that day, or earlier if you like."))
            return back(here, "programs:place-detail")
    return _page(request, here, pause_form=form)


@program_view()
@require_POST
def place_take_up(request: HttpRequest, here: Here) -> HttpResponse:
    """Back before the day."""
    words = {"participant": here.me, "on": today_in(here)}
    said = _("Good that you are back.")
    return done(request, writes.take_up_own_place, said, back(here, "programs:place-detail"), **words)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def place_leave(request: HttpRequest, here: Here) -> HttpResponse:
    """Leaving: what it means, a reason if one likes, and one press."""
    me, form = here.me, LeaveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            writes.leave_place(participant=me, on=today_in(here), now=clock.now(), **form.cleaned_data)
        except BelongingError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("You have left. Thank you for the time you were here."))
            return redirect("programs:organization-home", here.organization.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "programs/place_leave.html", {"here": here, "form": form}, status=status)


@organization_view()
@require_POST
def place_rejoin(request: HttpRequest, membership: Membership, place: UUID) -> HttpResponse:
    """Back into a program one has left."""
    found = left_place_by_public_id(membership, place)
    if found is None:
        raise Http404
    now = clock.now()
    try:
        writes.rejoin(participant=found, on=clock.today(found.program.time_zone, now), now=now)
    except BelongingError as refusal:
        messages.error(request, str(refusal))
        return redirect("programs:organization-home", membership.organization.slug)
    messages.success(request, _("Good that you are back."))
    return redirect("network:home", membership.organization.slug, found.program.slug)
