"""The library: finding, reading, cards, and the steps of a pair that has hit a snag."""

from http import HTTPStatus
from secrets import randbelow
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from programs.access import Here, program_view, today_in
from programs.enums import ResourceForm
from programs.forms.paths import WordsForm
from programs.forms.resolution import turn_at
from programs.models import Resource
from programs.selectors import resources as reads
from programs.services import resources as writes
from programs.services.threads import open_thread
from programs.worksheets import START

SEEDS = 10**6


@program_view()
@require_safe
def resource_list(request: HttpRequest, here: Here) -> HttpResponse:
    """The library by category, or what a search leaves of it."""
    asked = {key: request.GET.get(key, "").strip()[:80] for key in ("q", "category", "form")}
    found = reads.library(
        here.program, here.participant, query=asked["q"], category=asked["category"], form=asked["form"]
    )
    return render(request, "programs/resource_list.html", {"library": found, "asked": asked})


@program_view()
@require_safe
def resource_detail(request: HttpRequest, here: Here, resource: UUID) -> HttpResponse:
    """A resource at the chapter the person has come to, or one they may open."""
    found = _found(here, resource)
    read = reads.reading(found, here.participant, _number(request.GET.get("chapter")))
    words = {
        "reading": read,
        "is_deck": found.form == ResourceForm.CARDS,
        "is_wizard": found.form == ResourceForm.WIZARD,
    }
    return render(request, "programs/resource_detail.html", words)


@program_view()
@require_safe
def resource_print(request: HttpRequest, here: Here, resource: UUID) -> HttpResponse:
    """All of a resource on one page, for paper."""
    found = _found(here, resource)
    return render(request, "programs/resource_print.html", {"resource": found, "parts": reads.whole_text(found)})


@program_view()
@require_POST
def resource_read(request: HttpRequest, here: Here, resource: UUID) -> HttpResponse:
    """Notes that I have read a resource, or a chapter of it."""
    me, found = here.me, _found(here, resource)
    today = today_in(here)
    try:
        visit = writes.mark_read(participant=me, resource=found, on=today, chapter=_number(request.POST.get("chapter")))
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    else:
        if visit.finished_on == today:
            messages.success(request, _("Noted as read. Only you see that."))
    return redirect("programs:resource-detail", here.organization.slug, here.program.slug, resource)


@program_view()
@require_POST
def resource_unread(request: HttpRequest, here: Here, resource: UUID) -> HttpResponse:
    """Forgets that I have read a resource."""
    writes.mark_unread(participant=here.me, resource=_found(here, resource))
    return redirect("programs:resource-detail", here.organization.slug, here.program.slug, resource)


@program_view()
@require_safe
def resource_draw(request: HttpRequest, here: Here, deck: UUID) -> HttpResponse:
    """A card of a deck. The order stands in the address, so that Back and a second player see the same cards."""
    found = _found(here, deck, ResourceForm.CARDS)
    depth, seed, place = (_number(request.GET.get(key)) for key in ("depth", "seed", "place"))
    seed = randbelow(SEEDS) if seed is None else seed
    card = reads.draw(found, depth=depth or 1, seed=seed, place=place or 1)
    words = {"resource": found, "draw": card, "other_seed": randbelow(SEEDS)}
    return render(request, "programs/resource_draw.html", words)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def resource_resolve(request: HttpRequest, here: Here, wizard: UUID) -> HttpResponse:
    """One question of the way out of a snag, or its end with a private word to the facilitators. No answer is kept."""
    found = _found(here, wizard, ResourceForm.WIZARD)
    turn = turn_at(request.GET.get("at", START))
    if turn is None or (request.method == "POST" and not turn.is_ending):
        raise Http404
    words: dict[str, Any] = {"resource": found, "turn": turn}
    status = HTTPStatus.OK
    if turn.is_ending:
        form = WordsForm(request.POST if request.method == "POST" else None, initial={"text": turn.opener})
        if form.is_valid():
            return _write(request, here, form.cleaned_data["text"])
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else status
        words |= {"form": form, "humans": reads.humans_of(here.program)}
    return render(request, "programs/resource_resolve.html", words, status=status)


def _write(request: HttpRequest, here: Here, text: str) -> HttpResponse:
    now = clock.now()
    today = clock.today(here.program.time_zone, now)
    thread = open_thread(participant=here.me, step=None, text=text, on=today, now=now)
    messages.success(request, _("Sent. Only you and those who run the program read it."))
    return redirect("programs:thread-detail", here.organization.slug, here.program.slug, thread.public_id)


def _found(here: Here, public_id: UUID, form: ResourceForm | None = None) -> Resource:
    found = reads.resource_by_public_id(here.program, public_id)
    if found is None or (form is not None and found.form != form):
        raise Http404
    return found


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 8 else None
