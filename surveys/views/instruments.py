"""Instruments: which there are, how one looks to those who answer, the builder, and its words in more languages."""

from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.core.tongues import page_language, runs
from programs.access import Here, back, program_view
from programs.rules import FACILITATING
from surveys.forms.answering import SurveyForm
from surveys.forms.instruments import InstrumentForm, WordsForm
from surveys.models import Instrument
from surveys.selectors import languages, waves
from surveys.services import built_in
from surveys.services.languages import give_words


@program_view(*FACILITATING)
@require_safe
def instrument_list(request: HttpRequest, here: Here) -> HttpResponse:
    """The newest version of each list of questions, and how far it is there in each language."""
    return render(request, "surveys/instrument_list.html", {"lines": languages.instrument_lines()})


@program_view(*FACILITATING)
@require_safe
def instrument_detail(request: HttpRequest, here: Here, instrument: UUID) -> HttpResponse:
    """A list of questions as people will see it, in each language, with what only its makers see beside it."""
    found = _found(instrument)
    items = waves.items_of(found)
    shown = request.GET.get("language", "")
    shown = shown if shown in dict(settings.LANGUAGES) else page_language()
    with translation.override(shown):
        asked = list(SurveyForm(items=items).asked())
    words = {
        "instrument": found,
        "asked": asked,
        "languages": languages.languages_of(found, items),
        "shown": shown,
        "runs": runs(shown),
    }
    return render(request, "surveys/instrument_detail.html", words)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def instrument_create(request: HttpRequest, here: Here) -> HttpResponse:
    """A new list of questions of one's own."""
    form = InstrumentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = built_in.create_instrument(
                actor=here.membership, head=form.head, items=form.items(), now=clock.now()
            )
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
                actor=here.membership, instrument=found, head=form.head, items=form.items(), now=clock.now()
            )
        except BelongingError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept as version %(version)s.") % {"version": kept.version})
            return back(here, "surveys:instrument-detail", kept.public_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "surveys/instrument_edit.html", {"instrument": found, "form": form}, status=status)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def instrument_translate(request: HttpRequest, here: Here, instrument: UUID, language: str) -> HttpResponse:
    """Everything a list of questions says in one more language, with the original beside it."""
    found = _found(instrument)
    items = waves.items_of(found)
    spoken = languages.languages_of(found, items)
    shown = next((one for one in spoken if one.code == language and not one.is_original), None)
    if shown is None:
        raise Http404
    form = WordsForm(request.POST or None, texts=languages.texts_of(found, items), language=language)
    if request.method == "POST" and form.is_valid():
        try:
            kept = give_words(
                actor=here.membership, instrument=found, language=language, words=form.cleaned_data, now=clock.now()
            )
        except BelongingError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept as version %(version)s.") % {"version": kept.version})
            return back(here, "surveys:instrument-translate", kept.public_id, language)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    page = {"instrument": found, "form": form, "languages": spoken, "shown": shown}
    return render(request, "surveys/instrument_translate.html", page, status=status)


def _found(public_id: UUID) -> Instrument:
    found = waves.instrument_by_public_id(public_id)
    if found is None:
        raise Http404
    return found
