"""Answering: one form, sent once and sealed. These pages leave no message, no audit row and no trace in the session."""

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.access import leave_no_trace
from programs.access import Here, program_view
from surveys.enums import ON_THE_PATH, ItemKind
from surveys.forms.answering import SurveyForm, ring
from surveys.models import Wave
from surveys.rules import KEYS_LIVE_ON, is_answerable
from surveys.selectors import ballots, waves
from surveys.services import answering as writes


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def wave_answer(request: HttpRequest, here: Here, wave: UUID) -> HttpResponse:
    """The questions. Nothing is kept before Send; what was sent cannot be read again, only replaced."""
    leave_no_trace(request)
    found = _asked(here, wave)
    items = waves.items_of(found.instrument)
    if not is_answerable(found, waves.local_day(here.program, clock.now())):
        return redirect("surveys:wave-detail", here.organization.slug, here.program.slug, wave)
    if request.method != "POST":
        return _page(request, here, found, SurveyForm(items=items))
    form = SurveyForm(request.POST, items=items)
    if not form.is_valid():
        return _page(request, here, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        code = writes.send_ballot(
            wave=found, membership=here.membership, answers=form.answers, words=form.words, now=clock.now(),
            **form.own_code,
        )  # fmt: skip
    except BelongingError as refusal:
        return _page(request, here, found, form, str(refusal), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if code:
        return _sent_with_code(request, found, code)
    return redirect("surveys:wave-sent", here.organization.slug, here.program.slug, wave)


def _sent_with_code(request: HttpRequest, wave: Wave, code: str) -> HttpResponse:
    """The answer to sending itself, not another page: a code in an address, a session or a message would stay there."""
    response = render(request, "surveys/wave_sent.html", {"wave": wave, "has_answered": True, "code": code})
    response["Cache-Control"] = "no-store"
    return response


@program_view()
@require_safe
def wave_sent(request: HttpRequest, here: Here, wave: UUID) -> HttpResponse:
    """What happens now; and, until the survey closes, the way to change or take back."""
    found = _asked(here, wave)
    words = {"wave": found, "has_answered": ballots.has_answered(found, here.membership)}
    return render(request, "surveys/wave_sent.html", words)


@program_view()
@require_POST
def wave_withdraw(request: HttpRequest, here: Here, wave: UUID) -> HttpResponse:
    """Takes the envelope out again."""
    leave_no_trace(request)
    found = _asked(here, wave)
    try:
        writes.withdraw_ballot(wave=found, membership=here.membership, now=clock.now())
    except BelongingError as refusal:
        words = {"wave": found, "has_answered": True, "refusal": str(refusal)}
        return render(request, "surveys/wave_sent.html", words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect("surveys:wave-sent", here.organization.slug, here.program.slug, wave)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def removal_ask(request: HttpRequest, here: Here) -> HttpResponse:
    """What of mine is still linked, until when, and the way to have it taken out."""
    leave_no_trace(request)
    words: dict[str, object] = {
        "linked": waves.linked_waves(here.program),
        "note": waves.key_of(here.program),
        "ends_on": here.program.ends_before + KEYS_LIVE_ON,
    }
    if request.method != "POST":
        return render(request, "surveys/removal_ask.html", words)
    me = here.me
    try:
        writes.ask_for_removal(program=here.program, membership=me.membership)
    except BelongingError as refusal:
        words["refusal"] = str(refusal)
        return render(request, "surveys/removal_ask.html", words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect("surveys:removal-asked", here.organization.slug, here.program.slug)


@program_view()
@require_safe
def removal_asked(request: HttpRequest, here: Here) -> HttpResponse:
    """What happens with the wish. It says the same to everybody."""
    return render(request, "surveys/removal_asked.html")


def _asked(here: Here, public_id: UUID) -> Wave:
    """The open wave that asks this person; for everybody else there is none at this address."""
    found = waves.wave_by_public_id(here.program, public_id)
    if here.participant is None or found is None or not waves.is_asked(found, here.membership):
        raise Http404
    found.program = here.program
    return found


def _page(
    request: HttpRequest, here: Here, wave: Wave, form: SurveyForm, refusal: str = "", *, status: int = HTTPStatus.OK
) -> HttpResponse:
    words = {
        "wave": wave,
        "asked": list(form.asked()),
        "ring": ring(sum(item.kind != ItemKind.WORDS for item in form.items)),
        "has_answered": ballots.has_answered(wave, here.membership),
        "refusal": refusal,
        "may_use_code": wave.kind in ON_THE_PATH,
        "asked_code": {
            "by": form["by-code"].value(),
            "code": form["code"].value() or "",
            "errors": form["code"].errors,
        },
    }
    return render(request, "surveys/wave_answer.html", words, status=status)
