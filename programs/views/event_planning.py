"""Pages of events for those who plan them: new, change, call off, and who was there."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext
from django.views.decorators.http import require_http_methods, require_safe

from belonging.core import clock
from belonging.core.editions import check_edition
from belonging.core.errors import BelongingError
from belonging.tenancy.idempotency import once
from programs.access import Here, program_view
from programs.enums import Attendance, ReplyState
from programs.event_designs import DESIGNS, design_by_key
from programs.forms.events import CancelForm, ChangeForm, PlanForm, design_initial
from programs.models import Event
from programs.rules import FACILITATING
from programs.selectors import events as reads
from programs.services import event_replies, events
from programs.services.event_replies import Mark
from programs.views.events import event_view

PAGE_AND_FORM = ["GET", "HEAD", "POST"]


@program_view(*FACILITATING)
@require_http_methods(PAGE_AND_FORM)
def event_create(request: HttpRequest, here: Here) -> HttpResponse:
    """A new event, once or again and again."""
    design = design_by_key(request.GET.get("design", ""))
    begin = {"token": str(uuid4()), "kind": "experiential"} | (design_initial(design) if design else {})
    form = PlanForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            body, _repeat = once(
                membership=here.membership,
                key=form.cleaned_data["token"],
                contents=form.cleaned_data,
                act=lambda: _planned(here, form),
            )
        except BelongingError as refusal:
            _put(form, refusal)
        else:
            messages.success(request, body["text"])
            return redirect("programs:event-detail", here.organization.slug, here.program.slug, body["event"])
    return _form_page(request, "programs/event_create.html", form, {"designs": DESIGNS, "chosen": design})


def _planned(here: Here, form: PlanForm) -> dict[str, Any]:
    made = events.create_event(
        actor=here.membership, program=here.program, words=form.words, rule=form.rule, now=clock.now()
    )
    text = npgettext("dates", "Planned.", "Planned, with %(count)s dates.", len(made)) % {"count": len(made)}
    return {"event": str(made[0].public_id), "text": text}


def _put(form: Any, refusal: BelongingError) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def _form_page(request: HttpRequest, template: str, form: Any, words: dict[str, Any]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, template, {"form": form} | words, status=status)


@event_view(editing=True)
@require_http_methods(PAGE_AND_FORM)
def event_edit(request: HttpRequest, here: Here, event: Event) -> HttpResponse:
    """Changes one event, or it and the later ones of its series."""
    form = ChangeForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            count = events.edit_event(
                actor=here.membership,
                event=event,
                words=form.words,
                later_too=form.cleaned_data.get("later_too", False),
                now=clock.now(),
            )
        except BelongingError as refusal:
            _put(form, refusal)
        else:
            messages.success(
                request, npgettext("dates", "Changed.", "%(count)s dates changed.", count) % {"count": count}
            )
            return redirect("programs:event-detail", here.organization.slug, here.program.slug, event.public_id)
    return _form_page(request, "programs/event_edit.html", form, {"event": event})


@event_view(editing=True)
@require_safe
def event_tags(request: HttpRequest, here: Here, event: Event) -> HttpResponse:
    """Name tags of everybody who comes, to print and fold."""
    coming = reads.replies_by_name(event, ReplyState.GOING)
    return render(request, "programs/event_tags.html", {"event": event, "coming": coming})


@event_view(editing=True)
@require_http_methods(PAGE_AND_FORM)
def event_cancel(request: HttpRequest, here: Here, event: Event) -> HttpResponse:
    """Asks once, says who will be told, and calls it off."""
    form = CancelForm(request.POST or None, event=event)
    if request.method == "POST" and form.is_valid():
        try:
            count = events.cancel_event(
                actor=here.membership,
                event=event,
                reason=form.cleaned_data["reason"],
                later_too=form.cleaned_data.get("later_too", False),
                now=clock.now(),
            )
        except BelongingError as refusal:
            _put(form, refusal)
        else:
            text = ngettext("Called off. Those who were coming get a mail.", "%(count)s dates called off.", count)
            messages.success(request, text % {"count": count})
            return redirect("programs:event-detail", here.organization.slug, here.program.slug, event.public_id)
    words = {"event": event, "card": reads.card_of(event, here.participant, clock.now())}
    return _form_page(request, "programs/event_cancel.html", form, words)


@event_view(editing=True)
@require_http_methods(PAGE_AND_FORM)
def event_attendance(request: HttpRequest, here: Here, event: Event) -> HttpResponse:
    """Who was there and who was not; the code for the room; somebody who came unannounced is found by name."""
    refusal, find = "", request.POST.get("find_name", "") if "find" in request.POST else ""
    if request.method == "POST" and not find:
        try:
            check_edition(request, reads.noted_at(event))
            marks = _marks(request)
            event_replies.mark_attendance(actor=here.membership, event=event, marks=marks, now=clock.now())
        except BelongingError as problem:
            refusal = str(problem)
        else:
            messages.success(request, _("Noted."))
            return redirect("programs:event-attendance", here.organization.slug, here.program.slug, event.public_id)
    rows = reads.attendance_rows(event)
    known = [row.participant_id for row in rows]
    found = reads.people_named(here.program, find, without=known)
    words = {"event": event, "rows": rows, "found": found, "find": find, "refusal": refusal, "typed": _typed(request)}
    words["noted"] = reads.noted_at(event)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render(request, "programs/event_attendance.html", words, status=status)


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name[2:]: value for name, value in request.POST.items() if name.startswith("p-") and isinstance(value, str)}


def _marks(request: HttpRequest) -> dict[UUID, Mark | None]:
    marks: dict[UUID, Mark | None] = {}
    for name, value in _typed(request).items():
        reason = str(request.POST.get(f"why-{name}", "")).strip()
        try:
            marks[UUID(name)] = Mark(Attendance(value), reason if value == Attendance.ABSENT else "") if value else None
        except ValueError:
            raise event_replies.ReplyRefused(_("Choose present or absent for each person.")) from None
    return marks
