"""Rounds of introductions, for those who run the program: counts between segments, never pairs."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from network.enums import RoundState
from network.forms_introductions import PlanForm, StartForm
from network.models import Round
from network.selectors.introductions import lines_of, round_by_public_id
from network.selectors.round_pages import round_page, rounds_page
from network.services.introduction_days import close_round
from network.services.rounds import ask_round, drop_round, start_round
from programs.access import Here, program_view
from programs.rules import FACILITATING
from programs.selectors.programs import attribute_names


@program_view(*FACILITATING)
@require_safe
def round_list(request: HttpRequest, here: Here) -> HttpResponse:
    """The plan, the round that runs, and earlier ones."""
    form = PlanForm(names=attribute_names(here.program))
    is_whole = here.segments is None
    words = {"page": rounds_page(here.program, clock.now()), "form": form, "is_whole": is_whole}
    return render(request, "network/round_list.html", words)


@program_view(*FACILITATING, whole=True)
@require_POST
def round_plan(request: HttpRequest, here: Here) -> HttpResponse:
    """Plans a round; nobody is asked yet."""
    slugs = here.organization.slug, here.program.slug
    form = PlanForm(request.POST, names=attribute_names(here.program))
    if not form.is_valid():
        messages.error(request, _("Choose one of the attributes."))
        return redirect("network:round-list", *slugs)
    try:
        apart = form.cleaned_data["apart"]
        job = ask_round(program=here.program, apart=apart, asked_by=here.membership, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
        return redirect("network:round-list", *slugs)
    return redirect("network:job-detail", *slugs, job.public_id)


@program_view(*FACILITATING, whole=True)
@require_safe
def round_detail(request: HttpRequest, here: Here, round: UUID) -> HttpResponse:  # noqa: A002 -- the address names it
    """A plan as counts with its preview, or what became of a round."""
    page = round_page(_round(here, round), clock.now())
    return render(request, "network/round_detail.html", {"page": page, "form": StartForm(lines=page.lines)})


@program_view(*FACILITATING, whole=True)
@require_POST
def round_start(request: HttpRequest, here: Here, round: UUID) -> HttpResponse:  # noqa: A002 -- the address names it
    """Offers the round: everybody is asked alone."""
    found = _round(here, round)
    form = StartForm(request.POST, lines=lines_of(found) if found.state == RoundState.PLANNED else [])
    if not form.is_valid():
        words = {"page": round_page(found, clock.now()), "form": form}
        return render(request, "network/round_detail.html", words, status=422)
    try:
        start_round(planned=found, counts=form.counts, actor=here.membership, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Offered. Everybody is asked alone, and you see what becomes of it here."))
    return _back(here, found)


@program_view(*FACILITATING, whole=True)
@require_POST
def round_drop(request: HttpRequest, here: Here, round: UUID) -> HttpResponse:  # noqa: A002 -- the address names it
    """Puts a plan away."""
    drop_round(planned=_round(here, round), actor=here.membership, now=clock.now())
    messages.success(request, _("Put away. Nobody was asked."))
    return redirect("network:round-list", here.organization.slug, here.program.slug)


@program_view(*FACILITATING, whole=True)
@require_POST
def round_close(request: HttpRequest, here: Here, round: UUID) -> HttpResponse:  # noqa: A002 -- the address names it
    """Closes a round early."""
    found = _round(here, round)
    close_round(running=found, actor=here.membership, now=clock.now())
    messages.success(
        request, _("No more people are asked. Who knows each other’s name may still tell whether they met.")
    )
    return _back(here, found)


def _round(here: Here, public_id: UUID) -> Round:
    found = round_by_public_id(here.program, public_id)
    if found is None:
        raise Http404
    return found


def _back(here: Here, found: Round) -> HttpResponse:
    return redirect("network:round-detail", here.organization.slug, here.program.slug, found.public_id)
