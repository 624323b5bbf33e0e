"""Instruments: which there are, how one looks to those who answer, and the builder."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from programs.access import Here, back, program_view
from programs.rules import FACILITATING
from surveys.forms.answering import SurveyForm
from surveys.forms.instruments import InstrumentForm
from surveys.models import Instrument
from surveys.selectors import waves
from surveys.services import built_in


@program_view(*FACILITATING)
@require_safe
def instrument_list(request: HttpRequest, here: Here) -> HttpResponse:
    """The newest version of each list of questions."""
    return render(request, "surveys/instrument_list.html", {"instruments": waves.instruments()})


@program_view(*FACILITATING)
@require_safe
def instrument_detail(request: HttpRequest, here: Here, instrument: UUID) -> HttpResponse:
    """A list of questions as people will see it, with what only its makers see beside it."""
    found = _found(instrument)
    form = SurveyForm(items=waves.items_of(found))
    return render(request, "surveys/instrument_detail.html", {"instrument": found, "asked": list(form.asked())})


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def instrument_create(request: HttpRequest, here: Here) -> HttpResponse:
    """A new list of questions of one's own."""
    form = InstrumentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = built_in.create_instrument(
                actor=here.membership, titles=form.texts("title"), intros=form.texts("intro"), items=form.items(),
                now=clock.now(),
            )  # fmt: skip
        except BelongingError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept. Plan a survey that asks it."))
            return back(here, "surveys:instrument-detail", kept.public_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "surveys/instrument_edit.html", {"form": form}, status=status)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def instrument_edit(request: HttpRequest, here: Here, instrument: UUID) -> HttpResponse:
    """The builder. What was asked once is never changed: saving makes the next version."""
    found = _found(instrument)
    form = InstrumentForm(request.POST or None, instrument=found, items=waves.items_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            kept = built_in.change_instrument(
                actor=here.membership, instrument=found, titles=form.texts("title"), intros=form.texts("intro"),
                items=form.items(), now=clock.now(),
            )  # fmt: skip
        except BelongingError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept as version %(version)s.") % {"version": kept.version})
            return back(here, "surveys:instrument-detail", kept.public_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "surveys/instrument_edit.html", {"instrument": found, "form": form}, status=status)


def _found(public_id: UUID) -> Instrument:
    found = waves.instrument_by_public_id(public_id)
    if found is None:
        raise Http404
    return found
