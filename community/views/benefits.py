"""Pages of what came of knowing somebody: the picture, the trail, telling, and the networks beyond."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from community.enums import BenefitKind
from community.forms.benefits import BenefitChoices, BenefitForm, NetworkForm
from community.models import Group, OtherNetwork
from community.selectors import benefits as reads
from community.selectors.projects import networks_page, own_projects, people_inside
from community.services import benefits as writes
from network.selectors.lately import recent_people
from programs.access import Here, back, done, program_view, today_in
from programs.rules import FACILITATING

A_PAGE, PEOPLE_SHOWN = 20, 8


@program_view()
@require_safe
def benefit_list(request: HttpRequest, here: Here) -> HttpResponse:
    """The picture in four parts and the trail; mine, and where I am named."""
    me, source = here.participant, request.GET.get("from", "")
    words = {
        "here": here,
        "picture": reads.benefit_picture(here.program),
        "page": Paginator(reads.shared_benefits(here.program, source), A_PAGE).get_page(request.GET.get("page")),
        "source": source,
        "page_query": f"from={source}" if source in {*reads.SOURCES, "door"} else "",
        "own": list(reads.own_benefits(me)[:A_PAGE]) if me else [],
        "sides": list(reads.sides_of(me)[:A_PAGE]) if me else [],
    }
    return render(request, "community/benefit_list.html", words)


def _choices(here: Here, projects: list[Group], chosen: Group | None) -> BenefitChoices:
    """Whom and what somebody may name; of a project its people, otherwise those they met lately."""
    me = here.me
    events, introduced = reads.sources_for(me, clock.now())
    people = people_inside(chosen) if chosen else recent_people(here.program, me, today_in(here), PEOPLE_SHOWN)
    others = [one for one in people if one.pk != me.pk]
    return BenefitChoices(me, others, events, introduced, list(reads.networks_of(here.program)), projects)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def benefit_tell(request: HttpRequest, here: Here) -> HttpResponse:
    """Telling what came of it; ?kind= chooses what it is, ?project= what it goes back to."""
    today, projects = today_in(here), own_projects(here.me)
    chosen = next((one for one in projects if str(one.public_id) == request.GET.get("project")), None)
    initial = {"happened_on": today, "kind": request.GET.get("kind", BenefitKind.OWN)}
    initial |= {"kind": BenefitKind.JOINT, "source": f"project-{chosen.public_id}"} if chosen else {}
    form = BenefitForm(request.POST or None, choices=_choices(here, projects, chosen), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            writes.tell_benefit(teller=here.me, words=form.words, today=today, now=clock.now())
        except BelongingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Kept. Whoever is named in it is asked on their first page."))
            return back(here, "community:benefit-list")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/benefit_tell.html", {"here": here, "form": form}, status=status)


@program_view()
@require_POST
def benefit_answer(request: HttpRequest, here: Here, side: UUID) -> HttpResponse:
    """Whether it was so."""
    found = reads.side_by_public_id(here.me, side)
    if found is None:
        raise Http404
    agrees = "agrees" in request.POST
    said = _("Noted. You can log the time you had together below.") if agrees else _("Your name is off it.")
    after = back(here, "community:benefit-list")
    return done(request, writes.answer_benefit, said, after, side=found, agrees=agrees)


@program_view()
@require_POST
def benefit_erase(request: HttpRequest, here: Here, benefit: UUID) -> HttpResponse:
    """Takes back what I told."""
    found = reads.own_benefit(here.me, benefit)
    if found is None:
        raise Http404
    after = back(here, "community:benefit-list")
    return done(request, writes.take_back_benefit, _("Taken back."), after, benefit=found, teller=here.me)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def other_network_list(request: HttpRequest, here: Here) -> HttpResponse:
    """The networks beyond this one and who knows the way; POST names another."""
    form = NetworkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {"actor": here.me, "program": here.program, **form.cleaned_data}
        try:
            writes.add_network(now=clock.now(), **said)
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("It is on the list, with you as the one to ask."))
            return back(here, "community:other-network-list")
    words = {"here": here, "networks": networks_page(here.program, here.participant), "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/other_network_list.html", words, status=status)


def _network(here: Here, public_id: UUID) -> OtherNetwork:
    found = reads.network_by_public_id(here.program, public_id)
    if found is None:
        raise Http404
    return found


@program_view()
@require_POST
def other_network_way(request: HttpRequest, here: Here, other: UUID) -> HttpResponse:
    """I know the way there, or no longer."""
    words = {"network": _network(here, other), "participant": here.me, "knows": "knows" in request.POST}
    return done(request, writes.know_the_way, _("Noted."), back(here, "community:other-network-list"), **words)


@program_view(*FACILITATING)
@require_POST
def other_network_drop(request: HttpRequest, here: Here, other: UUID) -> HttpResponse:
    """Takes a network off the list."""
    words = {"actor": here.membership, "network": _network(here, other)}
    return done(request, writes.drop_network, _("Off the list."), back(here, "community:other-network-list"), **words)
