"""The page of a first tour."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from belonging.core import clock
from belonging.core.errors import BelongingError
from community.enums import TourEase, TourStop
from community.forms.tours import EaseForm, FoundForm
from community.models import FirstTour
from community.selectors import tours as reads
from community.services import tours as writes
from programs.access import Here, back, done, program_view


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def tour_detail(request: HttpRequest, here: Here) -> HttpResponse:
    """The first look around: with whom, the stops, and three, two, one; POST begins it."""
    tour, form = reads.tour_of(here.me), EaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {"participant": here.me, "ease": TourEase(form.cleaned_data["ease"])}
        return done(request, writes.begin_tour, _("Off you go."), back(here, "community:tour-detail"), **said)
    return _page(request, here, tour, form)


def _page(request: HttpRequest, here: Here, tour: FirstTour | None, form: EaseForm | FoundForm) -> HttpResponse:
    where = [here.organization.slug, here.program.slug]
    stops = [(stop, reverse(stop.page, args=where)) for stop in TourStop]
    found = form if isinstance(form, FoundForm) else FoundForm(groups=list(reads.groups_to_say_it_in(here.me)))
    words = {"here": here, "tour": tour, "stops": stops, "form": form, "found": found}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/tour_detail.html", words, status=status)


def _mine(here: Here) -> FirstTour:
    found = reads.tour_of(here.me)
    if found is None:
        raise Http404
    return found


@program_view()
@require_POST
def tour_tick(request: HttpRequest, here: Here) -> HttpResponse:
    """What I have seen."""
    words = {"tour": _mine(here), "stops": request.POST.getlist("seen")}
    return done(request, writes.tick_tour, _("Kept."), back(here, "community:tour-detail"), **words)


@program_view()
@require_POST
def tour_found(request: HttpRequest, here: Here) -> HttpResponse:
    """Three, two, one: my first words in a group."""
    tour = _mine(here)
    form = FoundForm(request.POST, groups=list(reads.groups_to_say_it_in(here.me)))
    if form.is_valid():
        try:
            post = writes.say_what_was_found(tour=tour, group=form.chosen, words=form.words, now=clock.now())
        except BelongingError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Said. These were your first words here."))
            return back(here, "community:post-detail", post.public_id)
    return _page(request, here, tour, form)
