"""Office hours: what is free, what is mine, and what a facilitator offers."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.enums import Duty
from programs.access import Here, program_view
from programs.forms.office import OfferForm, TakeForm
from programs.models import OfficeHour
from programs.rules import FACILITATING, may_facilitate
from programs.selectors import office_hours as reads
from programs.services import office_hours as writes


def _hour(here: Here, public_id: UUID) -> OfficeHour:
    found = reads.hour_by_public_id(here.program, public_id)
    if found is None:
        raise Http404
    return found


def _words(here: Here) -> dict[str, Any]:
    now = clock.now()
    runs = may_facilitate(here.membership, Duty.PLAN)
    return {
        "free": reads.free_hours(here.program, now).exclude(facilitator=here.membership),
        "mine": reads.hours_of_person(here.participant, now) if here.participant else [],
        "offered": reads.hours_of_facilitator(here.program, here.membership, now) if runs else [],
        "form": TakeForm(),
    }


@program_view()
@require_safe
def hour_list(request: HttpRequest, here: Here) -> HttpResponse:
    """What is free, what is mine, and for facilitators who took theirs."""
    return render(request, "programs/hour_list.html", _words(here))


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def hour_offer(request: HttpRequest, here: Here) -> HttpResponse:
    """Offers a stretch of time, cut into slots."""
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = writes.offer_hours(facilitator=here.membership, program=here.program, now=clock.now(), **form.offer)
        except BelongingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            text = ngettext("One slot is offered.", "%(count)s slots are offered.", len(made))
            messages.success(request, text % {"count": len(made)})
            return redirect("programs:hour-list", here.organization.slug, here.program.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "programs/hour_offer.html", {"form": form}, status=status)


@program_view()
@require_POST
def hour_take(request: HttpRequest, here: Here, hour: UUID) -> HttpResponse:
    """Takes a free slot."""
    me, found, form = here.me, _hour(here, hour), TakeForm(request.POST)
    about = form.cleaned_data["about"] if form.is_valid() else ""
    try:
        writes.take_hour(hour=found, participant=me, about=about, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is yours. %(name)s knows.") % {"name": found.facilitator.first_name})
    return redirect("programs:hour-list", here.organization.slug, here.program.slug)


@program_view()
@require_POST
def hour_give_back(request: HttpRequest, here: Here, hour: UUID) -> HttpResponse:
    """Gives a slot back."""
    me, found = here.me, _hour(here, hour)
    try:
        writes.give_back_hour(hour=found, participant=me, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Given back. Somebody else can have it now."))
    return redirect("programs:hour-list", here.organization.slug, here.program.slug)


@program_view(*FACILITATING)
@require_POST
def hour_withdraw(request: HttpRequest, here: Here, hour: UUID) -> HttpResponse:
    """Takes one's own slot away."""
    found = _hour(here, hour)
    try:
        writes.withdraw_hour(hour=found, facilitator=here.membership, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Withdrawn. Whoever had it gets a mail."))
    return redirect("programs:hour-list", here.organization.slug, here.program.slug)
