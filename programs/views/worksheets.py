"""Worksheets: fill in, look back, compare. What is in them is shown to nobody but the person who wrote it."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.enums import Duty
from programs.access import Here, program_view
from programs.forms.worksheets import WorksheetForm
from programs.models import Answer, Worksheet
from programs.rules import FACILITATING, may_facilitate
from programs.selectors import worksheets as reads
from programs.services import resources as writes
from programs.worksheets import PEOPLE, questions_of


@program_view()
@require_safe
def worksheet_list(request: HttpRequest, here: Here) -> HttpResponse:
    """All worksheets, with the day I last filled each in."""
    words = {
        "papers": reads.papers_of(here.program, here.participant),
        "leads": may_facilitate(here.membership, Duty.PLAN),
    }
    return render(request, "programs/worksheet_list.html", words)


@program_view()
@require_safe
def worksheet_detail(request: HttpRequest, here: Here, worksheet: UUID) -> HttpResponse:
    """What a worksheet came to the last time, beside the time before; or two other times that the address names."""
    me, found = here.me, _found(here, worksheet)
    answers = reads.answers_of(me, found)
    answer = _chosen(answers, request.GET.get("at")) or next(iter(answers), None)
    older = answers[answers.index(answer) + 1 :] if answer else []
    earlier = _chosen(older, request.GET.get("with")) or next(iter(older), None)
    words = {
        "worksheet": found,
        "answers": answers,
        "older": older,
        "outcome": reads.outcome_of(found, answer, earlier) if answer else None,
    }
    return render(request, "programs/worksheet_detail.html", words)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def worksheet_fill(request: HttpRequest, here: Here, worksheet: UUID) -> HttpResponse:
    """The form. Nothing is kept until it is saved."""
    me, found = here.me, _found(here, worksheet)
    questions = questions_of(found.questions)
    people = reads.names_to_pick(me) if any(question.kind == PEOPLE for question in questions) else {}
    if request.method != "POST":
        begin = {} if "empty" in request.GET else reads.values_to_begin_with(found, reads.answers_of(me, found))
        form = WorksheetForm(questions=questions, people=people, initial=dict(begin))
        return _form_page(request, found, form, people)
    form = WorksheetForm(request.POST, questions=questions, people=people)
    if not form.is_valid() or form.has_unread_hints:
        return _form_page(request, found, form, people, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        writes.keep_answer(participant=me, worksheet=found, values=form.values, now=clock.now())
    except BelongingError as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, found, form, people, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Kept. Only you see it."))
    return redirect("programs:worksheet-detail", here.organization.slug, here.program.slug, worksheet)


@program_view()
@require_safe
def worksheet_print(request: HttpRequest, here: Here, worksheet: UUID) -> HttpResponse:
    """The worksheet empty, for paper."""
    found = _found(here, worksheet)
    form = WorksheetForm(questions=questions_of(found.questions), people={})
    return render(request, "programs/worksheet_print.html", {"worksheet": found, "asked": form.asked()})


@program_view(*FACILITATING)
@require_safe
def worksheet_group(request: HttpRequest, here: Here, worksheet: UUID) -> HttpResponse:
    """How the group moved on a self-rating; means only, from five people up."""
    found = _found(here, worksheet)
    words = {"worksheet": found, "rounds": reads.group_change(found), "is_rated": reads.is_rated(found)}
    return render(request, "programs/worksheet_group.html", words)


@program_view(lasting=True)
@require_POST
def answer_erase(request: HttpRequest, here: Here, answer: UUID) -> HttpResponse:
    """Erases one of my own answers."""
    me = here.me
    found = reads.answer_by_public_id(me, answer)
    if found is None:
        raise Http404
    writes.erase_answer(participant=me, answer=found)
    messages.success(request, _("Erased."))
    return redirect("programs:worksheet-detail", here.organization.slug, here.program.slug, found.worksheet.public_id)


def _form_page(
    request: HttpRequest,
    worksheet: Worksheet,
    form: WorksheetForm,
    people: dict[str, str],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    words = {"worksheet": worksheet, "form": form, "asked": form.asked(), "names": list(people)}
    return render(request, "programs/worksheet_fill.html", words, status=status)


def _found(here: Here, public_id: UUID) -> Worksheet:
    found = reads.worksheet_by_public_id(here.program, public_id)
    if found is None:
        raise Http404
    return found


def _chosen(answers: list[Answer], public_id: str | None) -> Answer | None:
    if not public_id:
        return None
    found = next((answer for answer in answers if str(answer.public_id) == public_id), None)
    if found is None:
        raise Http404
    return found
