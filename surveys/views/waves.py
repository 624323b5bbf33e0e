"""Waves: the list, one wave with its results, and what those who run the program do with it."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.access import asks_before_a_file
from programs.access import Here, back, done, program_view
from programs.rules import FACILITATING
from surveys.enums import WaveState
from surveys.exports import results_csv
from surveys.forms.waves import ActionForm, DaysForm, NoteForm, RulesForm, WaveForm
from surveys.models import Wave
from surveys.rules import is_answerable, may_run_surveys
from surveys.selectors import ballots, follow_ups, results, waves
from surveys.selectors.belonging import belonging_path
from surveys.selectors.languages import instrument_line
from surveys.selectors.overview import attributes_in_use, people_who_run, wave_lines
from surveys.services import follow_ups as actions
from surveys.services import mails, opening, planning

PAGE_AND_FORM = ["GET", "HEAD", "POST"]


@program_view()
@require_safe
def wave_list(request: HttpRequest, here: Here) -> HttpResponse:
    """What is open for me, what came of earlier surveys, and for those who run the program the whole year."""
    now = clock.now()
    leads = may_run_surveys(here.membership)
    words = {
        "lines": wave_lines(here.program, here.membership, now, every=leads),
        "leads": leads,
        "path": belonging_path(here.program),
    }
    return render(request, "surveys/wave_list.html", words)


@program_view()
@require_safe
def wave_detail(request: HttpRequest, here: Here, wave: UUID) -> HttpResponse:
    """A wave: while it is open only how many answered; afterwards what came of it."""
    found = _seen(here, wave)
    return render(request, "surveys/wave_detail.html", _about(here, found))


@program_view()
@require_safe
def wave_promise(request: HttpRequest, here: Here, wave: UUID) -> HttpResponse:
    """The promise of a wave in full, with what cannot be promised."""
    return render(request, "surveys/wave_promise.html", {"wave": _seen(here, wave)})


@program_view(*FACILITATING)
@require_safe
@asks_before_a_file
def wave_export(request: HttpRequest, here: Here, wave: UUID) -> HttpResponse:
    """The published figures as a file: the same that the page shows, and nothing else."""
    found = _seen(here, wave)
    segments = here.segments
    result = results.result_of(found, for_staff=True, segments=segments)
    if result is None:
        raise Http404
    response = HttpResponse(results_csv(result), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="survey-{found.opens_on}.csv"'
    return response


@program_view(*FACILITATING)
@require_http_methods(PAGE_AND_FORM)
def wave_create(request: HttpRequest, here: Here) -> HttpResponse:
    """One more wave."""
    form = WaveForm(request.POST or None, instruments=waves.instruments())
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            made = planning.add_wave(
                actor=here.membership, program=here.program, instrument=form.instrument_chosen, kind=chosen["kind"],
                opens_on=chosen["opens_on"], closes_on=chosen["closes_on"], now=clock.now(),
            )  # fmt: skip
        except BelongingError as refusal:
            _put(form, refusal)
        else:
            messages.success(request, _("Planned."))
            return back(here, "surveys:wave-detail", made.public_id)
    return _form_page(request, "surveys/wave_create.html", form, {})


@program_view(*FACILITATING)
@require_http_methods(PAGE_AND_FORM)
def wave_move(request: HttpRequest, here: Here, wave: UUID) -> HttpResponse:
    """Other days for a planned wave."""
    found = _seen(here, wave)
    form = DaysForm(request.POST or None, initial={"opens_on": found.opens_on, "closes_on": found.closes_on})
    if request.method == "POST" and form.is_valid():
        try:
            planning.move_wave(actor=here.membership, wave=found, now=clock.now(), **form.cleaned_data)
        except BelongingError as refusal:
            _put(form, refusal)
        else:
            messages.success(request, _("Moved."))
            return back(here, "surveys:wave-detail", wave)
    return _form_page(request, "surveys/wave_move.html", form, {"wave": found})


@program_view(*FACILITATING)
@require_http_methods(PAGE_AND_FORM)
def wave_rules(request: HttpRequest, here: Here, wave: UUID) -> HttpResponse:
    """Thresholds, groupings and mode of a wave."""
    found = _seen(here, wave)
    form = RulesForm(request.POST or None, wave=found, attributes=attributes_in_use(here.program))
    if request.method == "POST" and form.is_valid():
        try:
            opening.tighten_wave(actor=here.membership, wave=found, now=clock.now(), **form.cleaned_data)
        except BelongingError as refusal:
            _put(form, refusal)
        else:
            messages.success(request, _("Kept."))
            return back(here, "surveys:wave-detail", wave)
    return _form_page(request, "surveys/wave_rules.html", form, {"wave": found})


@program_view(*FACILITATING)
@require_POST
def wave_call_off(request: HttpRequest, here: Here, wave: UUID) -> HttpResponse:
    """Calls off a planned wave, or plans it again."""
    found = _seen(here, wave)
    words = {"actor": here.membership, "wave": found, "is_off": found.state != WaveState.CALLED_OFF}
    return done(request, planning.call_off_wave, _("Done."), back(here, "surveys:wave-detail", wave), **words)


@program_view(*FACILITATING)
@require_POST
def wave_remind(request: HttpRequest, here: Here, wave: UUID) -> HttpResponse:
    """Reminds those who have not answered; not even how many they are is told."""
    words = {"actor": here.membership, "wave": _seen(here, wave)}
    said = _("The program reminds those who have not answered. You do not get to know whom.")
    return done(request, mails.remind_by_hand, said, back(here, "surveys:wave-detail", wave), **words)


@program_view(*FACILITATING)
@require_POST
def wave_note(request: HttpRequest, here: Here, wave: UUID) -> HttpResponse:
    """Puts a word beside the results."""
    found = _seen(here, wave)
    form = NoteForm(request.POST, initial={"text": found.note})
    if not form.is_valid():
        return render(request, "surveys/wave_detail.html", _about(here, found, note=form), status=422)
    words = {"actor": here.membership, "wave": found, "text": form.cleaned_data["text"]}
    return done(request, planning.write_note, _("Kept."), back(here, "surveys:wave-detail", wave), **words)


@program_view(*FACILITATING)
@require_POST
def action_promise(request: HttpRequest, here: Here, wave: UUID) -> HttpResponse:
    """Writes down what is done about a result."""
    found = _seen(here, wave)
    form = ActionForm(request.POST, people=people_who_run())
    if form.is_valid():
        try:
            actions.promise_action(
                actor=here.membership, wave=found, text=form.cleaned_data["text"], owner=form.owner_chosen,
                due_on=form.cleaned_data["due_on"], now=clock.now(),
            )  # fmt: skip
        except BelongingError as refusal:
            _put(form, refusal)
        else:
            messages.success(request, _("Kept. Everybody sees it beside the results."))
            return back(here, "surveys:wave-detail", wave)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "surveys/wave_detail.html", _about(here, found, action=form), status=status)


@program_view(*FACILITATING)
@require_POST
def action_finish(request: HttpRequest, here: Here, action: UUID) -> HttpResponse:
    """Marks an action as done."""
    found = follow_ups.follow_up_by_public_id(here.program, action)
    if found is None:
        raise Http404
    words = {"actor": here.membership, "action": found, "on": waves.local_day(here.program, clock.now())}
    after = back(here, "surveys:wave-detail", found.wave.public_id)
    return done(
        request, actions.finish_action, _("Done. In a month people are asked whether it helped."), after, **words
    )


def _seen(here: Here, public_id: UUID) -> Wave:
    found = waves.wave_by_public_id(here.program, public_id)
    if found is None or (not may_run_surveys(here.membership) and not found.was_opened):
        raise Http404
    found.program = here.program
    return found


def _about(here: Here, wave: Wave, **forms: Any) -> dict[str, Any]:
    leads = may_run_surveys(here.membership)
    today = waves.local_day(here.program, clock.now())
    is_mine = here.participant is not None and wave.is_open and waves.is_asked(wave, here.membership)
    return {
        "wave": wave,
        "leads": leads,
        "is_answerable": is_mine and is_answerable(wave, today),
        "has_answered": is_mine and ballots.has_answered(wave, here.membership),
        "answered_count": ballots.answered_count(wave) if leads and wave.is_open else None,
        "result": results.result_of(wave, for_staff=leads, segments=here.segments),
        "actions": follow_ups.follow_ups_of(wave),
        "lacking": instrument_line(wave.instrument).lacking if leads and not wave.was_opened else (),
        "note_form": forms.get("note") or NoteForm(initial={"text": wave.note}),
        "action_form": forms.get("action") or ActionForm(people=people_who_run()),
    }


def _put(form: Any, refusal: BelongingError) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def _form_page(request: HttpRequest, template: str, form: Any, words: dict[str, Any]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, template, {"form": form} | words, status=status)
