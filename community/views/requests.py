"""Pages of "could you help with …"."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from belonging.core import clock
from belonging.core.errors import BelongingError
from community.forms.requests import HelpForm
from community.models import HelpRequest
from community.selectors import requests as reads
from community.services import requests as writes
from programs.access import Here, back, done, program_view
from programs.selectors.programs import person_by_public_id

SHOWN = 20


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def help_list(request: HttpRequest, here: Here) -> HttpResponse:
    """What I asked for, with whom to ask, and who asks me; POST asks for something."""
    me, form = here.me, HelpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            writes.ask_for_help(asker=me, now=clock.now(), **form.cleaned_data)
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Noted. Nobody is asked yet: choose whom below."))
            return back(here, "community:help-list")
    mine = list(reads.requests_of(me)[:SHOWN])
    offered = [(one, [] if one.closed_at else reads.people_who_offer(one)) for one in mine]
    words = {"here": here, "form": form, "offered": offered, "asks": list(reads.asks_for(me)[:SHOWN])}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/help_list.html", words, status=status)


def _mine(here: Here, public_id: UUID) -> HelpRequest:
    found = reads.request_by_public_id(here.me, public_id)
    if found is None:
        raise Http404
    return found


@program_view()
@require_POST
def help_ask(request: HttpRequest, here: Here, wanted: UUID) -> HttpResponse:
    """Asks one person."""
    found = _mine(here, wanted)
    try:
        person = person_by_public_id(here.program, UUID(request.POST.get("person", "")))
    except ValueError:
        person = None
    if person is None:
        raise Http404
    said = _("Asked. You hear of it when they say yes.")
    return done(request, writes.ask_person, said, back(here, "community:help-list"), wanted=found, person=person)


@program_view()
@require_POST
def help_answer(request: HttpRequest, here: Here, asked: UUID) -> HttpResponse:
    """Yes, or no without a reason."""
    found = reads.ask_by_public_id(here.me, asked)
    if found is None:
        raise Http404
    agrees = "agrees" in request.POST
    said = _("They hear that you would.") if agrees else _("Put away. Nobody is told.")
    return done(request, writes.answer_help, said, back(here, "community:help-list"), ask=found, agrees=agrees)


@program_view()
@require_POST
def help_close(request: HttpRequest, here: Here, wanted: UUID) -> HttpResponse:
    """It is done, or not needed any more."""
    found = _mine(here, wanted)
    return done(request, writes.close_request, _("Closed."), back(here, "community:help-list"), wanted=found)
