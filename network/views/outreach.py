"""People to reach out to, for those who run the program."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from network.enums import OutreachAct
from network.forms_introductions import ReachForm
from network.selectors.outreach import outreach_page
from network.services.outreach import record_outreach, take_back_outreach
from programs.access import Here, program_view, today_in
from programs.rules import FACILITATING
from programs.selectors.remits import person_seen

if TYPE_CHECKING:
    from programs.models import Participant


@program_view(*FACILITATING)
@require_safe
def outreach_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Who has gone quiet, why they are here, and what was done."""
    today, segments = today_in(here), here.segments
    words = {"page": outreach_page(here.program, today, segments), "acts": OutreachAct.choices, "today": today}
    return render(request, "network/outreach_list.html", words)


@program_view(*FACILITATING)
@require_POST
def outreach_record(request: HttpRequest, here: Here, person: UUID) -> HttpResponse:
    """Notes that I reached out."""
    found, form, now = _person(here, person), ReachForm(request.POST), clock.now()
    if form.is_valid():
        act, on = OutreachAct(form.cleaned_data["act"]), clock.today(here.program.time_zone, now)
        record_outreach(participant=found, act=act, actor=here.membership, on=on, now=now)
        messages.success(request, _("Noted. They are left in peace for four weeks."))
    else:
        messages.error(request, _("Choose what you did."))
    return redirect("network:outreach-list", here.organization.slug, here.program.slug)


@program_view(*FACILITATING)
@require_POST
def outreach_undo(request: HttpRequest, here: Here, person: UUID) -> HttpResponse:
    """Takes back what I noted today."""
    now = clock.now()
    today = clock.today(here.program.time_zone, now)
    take_back_outreach(participant=_person(here, person), actor=here.membership, on=today, now=now)
    return redirect("network:outreach-list", here.organization.slug, here.program.slug)


def _person(here: Here, public_id: UUID) -> Participant:
    found = person_seen(here.program, here.membership, public_id)
    if found is None:
        raise Http404
    return found
