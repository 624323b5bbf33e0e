"""Pages of welcome buddies: who looks after whom, a hello, a list to tick, and whom nobody has greeted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.access import View
from belonging.tenancy.enums import Role
from community.enums import WelcomeStep
from community.forms.buddies import OfferForm
from community.models import Welcome
from community.selectors import buddies as reads
from community.services import buddies as writes
from network.selectors.people import found_people
from programs.access import Here, back, done, program_view
from programs.rules import FACILITATING
from programs.selectors.programs import person_by_public_id
from programs.selectors.remits import looks_after

if TYPE_CHECKING:
    from programs.models import Participant


def welcome_view(*roles: Role) -> Callable[[View], View]:
    """The view is called with (request, here, welcome) for people of the program with one of the roles."""

    def decorate(view: View) -> View:
        @program_view(*roles)
        @wraps(view)
        def guarded(request: HttpRequest, here: Here, welcome: UUID) -> HttpResponse:
            found = reads.welcome_by_public_id(here.program, welcome)
            if found is None or not _may_look_after(here, found, roles):
                raise Http404
            return view(request, here, found)

        return guarded

    return decorate


def _may_look_after(here: Here, welcome: Welcome, roles: Sequence[Role]) -> bool:
    """True unless somebody who runs the program acts for a newcomer whom others look after."""
    return not roles or looks_after(here.segments, [welcome.newcomer])


def _buddy(here: Here, welcome: Welcome) -> Participant:
    """Me, if I look after them; to everybody else there is no such welcome."""
    if welcome.buddy_id != here.me.pk:
        raise Http404
    return here.me


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def buddy_detail(request: HttpRequest, here: Here) -> HttpResponse:
    """Whom I look after and who looks after me; POST offers to welcome newcomers, or changes how many."""
    me = here.me
    page = reads.buddy_page(here.program, me)
    form = OfferForm(request.POST or None, initial={"most": str(page.offer.most)} if page.offer else None)
    if request.method == "POST" and form.is_valid():
        try:
            writes.offer_to_welcome(participant=me, most=form.cleaned_data["most"], now=clock.now())
        except BelongingError as refusal:
            form.add_error("most", str(refusal))
        else:
            messages.success(request, _("Noted. When somebody new comes, you hear of it by mail."))
            return back(here, "community:buddy-detail")
    words = {"here": here, "page": page, "form": form, "steps": WelcomeStep.choices}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/buddy_detail.html", words, status=status)


@program_view()
@require_POST
def buddy_stop(request: HttpRequest, here: Here) -> HttpResponse:
    """Ends my offer."""
    after = back(here, "community:buddy-detail")
    return done(request, writes.stop_welcoming, _("Noted. Nobody new comes to you."), after, participant=here.me)


@welcome_view()
@require_POST
def welcome_greet(request: HttpRequest, here: Here, welcome: Welcome) -> HttpResponse:
    """Says hello to a newcomer."""
    words = {"welcome": welcome, "buddy": _buddy(here, welcome), "text": request.POST.get("text", "")}
    after = back(here, "community:buddy-detail")
    return done(request, writes.say_hello, _("Your hello is on their first page."), after, **words)


@welcome_view()
@require_POST
def welcome_tick(request: HttpRequest, here: Here, welcome: Welcome) -> HttpResponse:
    """Keeps what I have ticked."""
    words = {"welcome": welcome, "buddy": _buddy(here, welcome), "steps": request.POST.getlist("steps")}
    return done(request, writes.tick_welcome, _("Kept."), back(here, "community:buddy-detail"), **words)


@welcome_view()
@require_POST
def welcome_pass(request: HttpRequest, here: Here, welcome: Welcome) -> HttpResponse:
    """Hands a newcomer on."""
    after = back(here, "community:buddy-detail")
    words = {"welcome": welcome, "buddy": _buddy(here, welcome)}
    return done(request, writes.pass_welcome_on, _("Handed on. Nobody is told."), after, **words)


@welcome_view()
@require_POST
def welcome_end(request: HttpRequest, here: Here, welcome: Welcome) -> HttpResponse:
    """Ends a welcome that has done its work."""
    if here.me.pk not in {welcome.newcomer_id, welcome.buddy_id}:
        raise Http404
    words = {"welcome": welcome, "participant": here.me}
    return done(request, writes.end_welcome, _("Ended, with thanks."), back(here, "community:buddy-detail"), **words)


@program_view(*FACILITATING)
@require_safe
def unmet_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Newcomers nobody has greeted within a day; with ?q= people who could."""
    query = request.GET.get("q", "")
    words = {
        "here": here,
        "welcomes": reads.unmet_welcomes(here.program, here.membership, clock.now()),
        "query": query,
        "found": found_people(here.program, query),
    }
    return render(request, "community/unmet_list.html", words)


@welcome_view(*FACILITATING)
@require_POST
def welcome_give(request: HttpRequest, here: Here, welcome: Welcome) -> HttpResponse:
    """Gives a newcomer the buddy I chose."""
    after = back(here, "community:unmet-list")
    try:
        person = person_by_public_id(here.program, UUID(request.POST.get("person", "")))
    except ValueError:
        person = None
    if person is None:
        messages.error(request, _("Choose somebody who takes part in this program."))
        return after
    words = {"actor": here.membership, "welcome": welcome, "person": person}
    return done(request, writes.give_buddy, _("Given. They hear of it by mail."), after, **words)
