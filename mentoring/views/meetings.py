"""The check-in screen, and what is kept of a check-in."""

from datetime import datetime
from http import HTTPStatus
from secrets import randbelow
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.core.errors import BelongingError
from mentoring.forms.meetings import FACILITATORS, OURS, CheckInForm, FeedbackForm, NextForm, NoteForm, next_initial
from mentoring.models import Pair
from mentoring.selectors.meetings import agenda_of, check_in_by_public_id, framework, own_note, stand_of
from mentoring.selectors.pairs import card
from mentoring.services import meetings as writes
from mentoring.views.doors import FORM, SEND, pair_view
from network.enums import Channel
from programs.access import Here, back, done, today_in

SEEDS = 1_000_000


@pair_view(FORM)
def check_in(request: HttpRequest, here: Here, pair: Pair) -> HttpResponse:
    """Half an hour: what to talk about, something to keep beside it, and one line when it is over."""
    today = today_in(here)
    form = CheckInForm(
        request.POST if request.method == "POST" else None,
        initial={"happened_on": today, "channel": Channel.IN_PERSON},
    )
    if form.is_valid():
        data = form.cleaned_data
        try:
            writes.log_check_in(
                pair=pair, author=here.me, happened_on=data["happened_on"], line=data["line"], today=today,
                now=clock.now(), channel=Channel(data["channel"]),
            )  # fmt: skip
        except BelongingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Noted. It counts for both of you."))
            return back(here, "mentoring:pair-detail", pair.public_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "mentoring/check_in.html", _screen(request, here, pair) | {"form": form}, status=status)


def _screen(request: HttpRequest, here: Here, pair: Pair) -> dict[str, Any]:
    depth, seed, place = (_number(request.GET.get(key)) for key in ("depth", "seed", "place"))
    seed = randbelow(SEEDS) if seed is None else seed
    shown = card(here.program, pair, here.me)
    return {
        "pair": pair,
        "card": shown,
        "stand": stand_of(pair, shown.mine, today_in(here)),
        "parts": agenda_of(pair),
        "framework": framework(here.program, here.me, depth=depth or 1, seed=seed, place=place or 1),
    }


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 8 else None


@pair_view(SEND)
def check_in_deny(request: HttpRequest, here: Here, pair: Pair, check_in: UUID) -> HttpResponse:
    """We did not meet on that day."""
    found = check_in_by_public_id(pair, check_in)
    if found is None:
        raise Http404
    return done(
        request, writes.deny_check_in, _("Noted. It does not count, and the time together is taken back."),
        back(here, "mentoring:pair-detail", pair.public_id), check_in=found, participant=here.me,
    )  # fmt: skip


@pair_view(FORM)
def next_plan(request: HttpRequest, here: Here, pair: Pair) -> HttpResponse:
    """When we meet next; it goes into both calendars."""
    zone = ZoneInfo(here.program.time_zone)
    wall: datetime | None = pair.next_at.astimezone(zone).replace(tzinfo=None) if pair.next_at else None
    form = NextForm(request.POST if request.method == "POST" else None, initial=next_initial(pair, wall))
    if form.is_valid():
        data = form.cleaned_data
        try:
            writes.plan_next(
                pair=pair, participant=here.me, wall=data["wall"], place=data["place"], link=data["link"],
                now=clock.now(),
            )  # fmt: skip
        except BelongingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Noted. It goes to both of you by mail, for your calendars."))
            return back(here, "mentoring:pair-detail", pair.public_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    words = {"pair": pair, "card": card(here.program, pair, here.me), "form": form}
    return render(request, "mentoring/next_plan.html", words, status=status)


@pair_view(SEND)
def note_write(request: HttpRequest, here: Here, pair: Pair) -> HttpResponse:
    """A note for me, for us, or for those who run the program."""
    form, page = NoteForm(request.POST), back(here, "mentoring:pair-detail", pair.public_id)
    if not form.is_valid():
        messages.error(request, _("Write a few words first."))
        return page
    text, readers = form.cleaned_data["text"], form.cleaned_data["readers"]
    if readers == FACILITATORS:
        said = _("Sent as a private word to those who run the program.")
        return done(
            request, writes.tell_facilitators, said, page, pair=pair, author=here.me, text=text, on=today_in(here)
        )
    return done(
        request, writes.write_note, _("Kept."), page, pair=pair, author=here.me, text=text, is_shared=readers == OURS
    )


@pair_view(SEND)
def note_erase(request: HttpRequest, here: Here, pair: Pair, pair_note: UUID) -> HttpResponse:
    """Erases a note of mine."""
    found = own_note(pair, here.me, pair_note)
    if found is None:
        raise Http404
    page = back(here, "mentoring:pair-detail", pair.public_id)
    return done(request, writes.erase_note, _("Erased."), page, note=found, author=here.me)


@pair_view(FORM)
def feedback_send(request: HttpRequest, here: Here, pair: Pair) -> HttpResponse:
    """Situation, behaviour, impact: to my partner only. Words that judge are pointed out once before it goes."""
    others = [seat.participant for seat in pair.seats.all() if seat.participant_id != here.me.pk]
    form = FeedbackForm(request.POST if request.method == "POST" else None, others=others)
    is_seen = "seen" in request.POST
    if form.is_valid() and (is_seen or not form.hints):
        data = form.cleaned_data
        return done(
            request, writes.send_feedback, _("Sent. Nobody else reads it."),
            back(here, "mentoring:pair-detail", pair.public_id), pair=pair, author=here.me,
            recipient=form.others[data["recipient"]],
            words=writes.Words(data["situation"], data["behaviour"], data["impact"], data["question"]),
        )  # fmt: skip
    hints = form.hints if form.is_bound and form.is_valid() else []
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "mentoring/feedback_send.html", {"pair": pair, "form": form, "hints": hints}, status=status)
