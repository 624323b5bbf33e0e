"""Pages of events for those who come: the list, one event, replies, being there, and the calendar."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.core.htmx import is_htmx, with_event
from belonging.tenancy.access import View
from belonging.tenancy.enums import Duty
from programs.access import Here, program_view, today_in
from programs.enums import Attendance, BlockKind, ReplyState
from programs.event_designs import begins_with_people, blocks_of, clock_of
from programs.exports import calendar_text, feed_calendar
from programs.forms.events import NONE, AfterForm, CheckInForm, ReplyForm
from programs.models import Event
from programs.rules import ANSWER_WITHIN, is_check_in_open, may_change_event, may_facilitate, takes_answers
from programs.selectors import events as reads
from programs.selectors.event_topics import TopicTable, topics_of
from programs.services import event_replies as writes
from programs.services import feeds
from programs.services.event_answers import answer_event

A_PAGE = 20
CALENDAR = "text/calendar; charset=utf-8"


def event_view(*, editing: bool = False) -> Callable[[View], View]:
    """The view is called with (request, here, event) for people of the program; to change it, for those who may."""

    def decorate(view: View) -> View:
        @program_view()
        @wraps(view)
        def guarded(request: HttpRequest, here: Here, event: UUID) -> HttpResponse:
            found = reads.event_by_public_id(here.program, event)
            if found is None:
                raise Http404
            found.program = here.program
            if editing and not may_change_event(here.membership, here.participant, found):
                raise PermissionDenied
            return view(request, here, found)

        return guarded

    return decorate


@program_view()
@require_safe
def event_list(request: HttpRequest, here: Here) -> HttpResponse:
    """What is coming, what is mine, what was; and for facilitators the months that lack something to do together."""
    now = clock.now()
    show = request.GET.get("show", "")
    if show == "past":
        ids = list(reads.past_events(here.program, now).values_list("pk", flat=True))
    elif show == "mine" and here.participant:
        ids = list(reads.own_events(here.participant, now).values_list("pk", flat=True))
    else:
        ids = reads.coming_ids(here.program, now)
    page = Paginator(ids, A_PAGE).get_page(request.GET.get("page"))
    words = {
        "show": show,
        "page": page,
        "cards": reads.cards(reads.events_in_order(list(page.object_list)), here.participant, now),
        "months": _months_to_fill(here),
        "has_feed": here.participant is not None and reads.has_feed(here.participant),
    }
    return render(request, "programs/event_list.html", words)


def _months_to_fill(here: Here) -> Sequence[int]:
    if not may_facilitate(here.membership, Duty.PLAN):
        return []
    this_month = clock.program_month(here.program.starts_on, today_in(here))
    return [month for month in reads.months_without_experiential_event(here.program) if month >= this_month]


@event_view()
@require_safe
def event_detail(request: HttpRequest, here: Here, event: Event) -> HttpResponse:
    """When, where, who comes; being there; and afterwards whom you talked to."""
    return render(request, "programs/event_detail.html", _detail(here, event, code=request.GET.get("code", "")))


def _topics(event: Event, kinds: set[str]) -> list[TopicTable] | None:
    if not kinds & {BlockKind.TOPICS, BlockKind.QUESTIONS}:
        return None
    return topics_of(event, most_wanted_first=BlockKind.QUESTIONS in kinds)


def _detail(here: Here, event: Event, *, code: str = "") -> dict[str, Any]:
    now = clock.now()
    card = reads.card_of(event, here.participant, now)
    was_there = card.reply is not None and card.reply.attendance == Attendance.PRESENT
    may_change = may_change_event(here.membership, here.participant, event)
    blocks = blocks_of(event.agenda)
    answered = {"rating": card.reply.rating, "met_new": card.reply.met_new} if card.reply else {}
    return {
        "event": event,
        "card": card,
        "going": reads.replies_by_name(event, ReplyState.GOING),
        "waiting": reads.replies_by_name(event, ReplyState.WAITING),
        "may_change": may_change,
        "is_check_in_open": is_check_in_open(event, now) and here.participant is not None,
        "was_there": was_there,
        "met": reads.people_there(event, here.me) if was_there and card.is_over else [],
        "rating": reads.rating_of(event) if may_change or was_there else None,
        "code": code,
        "after": AfterForm(initial=answered) if was_there and takes_answers(event, now) else None,
        "closes_on": event.ends_at + ANSWER_WITHIN,
        "agenda": [(event.starts_at + timedelta(minutes=minute), block) for minute, block in clock_of(blocks)],
        "lacks_connection": may_facilitate(here.membership, Duty.PLAN)
        and not card.is_over
        and not begins_with_people(blocks),
        "topics": _topics(event, {block.kind for block in blocks}),
        "asks": any(block.kind == BlockKind.QUESTIONS for block in blocks),
    }


@event_view()
@require_POST
def event_reply(request: HttpRequest, here: Here, event: Event) -> HttpResponse:
    """Coming, perhaps, not coming, or nothing said; Undo comes here too, with its words in the address."""
    me = here.me
    form = ReplyForm(request.POST if "state" in request.POST else request.GET)
    if not form.is_valid():
        return _replied(request, here, event, _("Choose whether you come."), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    guests = form.cleaned_data["guests"] or 0
    try:
        done = writes.reply_to_event(event=event, participant=me, state=form.said, guests=guests, now=clock.now())
    except BelongingError as refusal:
        return _replied(request, here, event, str(refusal), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    undo = f"{reverse('programs:event-reply', args=_at(here, event))}?state={done.was or NONE}"
    if done.was == ReplyState.WAITING:
        undo = undo.replace(ReplyState.WAITING, ReplyState.GOING)
    elif done.was == ReplyState.UNSAID:
        undo = undo.replace(ReplyState.UNSAID, NONE)
    return _replied(request, here, event, _told(done.state), undo=f"{undo}&guests={done.guests_were}")


def _told(state: str) -> str:
    words = {
        ReplyState.GOING: _("You’re coming. We’ll remind you a day and an hour before."),
        ReplyState.MAYBE: _("Noted: perhaps."),
        ReplyState.WAITING: _("The seats are taken. You are in line, and we’ll write when one is yours."),
        ReplyState.NOT_GOING: _("Noted: not this time."),
    }
    return words[ReplyState(state)] if state in words else _("Taken back.")


def _at(here: Here, event: Event) -> list[Any]:
    return [here.organization.slug, here.program.slug, event.public_id]


def _replied(
    request: HttpRequest, here: Here, event: Event, text: str, *, undo: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    """A redirect back with a message; for htmx the changed part and a toast with the way back."""
    if is_htmx(request):
        card = reads.card_of(event, here.participant, clock.now())
        words = {"card": card, "refusal": text if status != HTTPStatus.OK else ""}
        response = render(request, "programs/parts/event_reply.html", words, status=status)
        response["Vary"] = "HX-Request"
        if status == HTTPStatus.OK:
            with_event(response, "toast", {"text": text, "undo_url": undo} if undo else {"text": text})
        return response
    (messages.success if status == HTTPStatus.OK else messages.error)(request, text)
    if request.POST.get("next") == "list":
        return redirect("programs:event-list", here.organization.slug, here.program.slug)
    return redirect("programs:event-detail", *_at(here, event))


@event_view()
@require_POST
def event_check_in(request: HttpRequest, here: Here, event: Event) -> HttpResponse:
    """I am here: with one tap, or with the code in the room."""
    me = here.me
    form = CheckInForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    try:
        writes.check_in(event=event, participant=me, code=code, now=clock.now())
    except BelongingError as refusal:
        words = _detail(here, event) | {"refusal": refusal}
        return render(request, "programs/event_detail.html", words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Good that you are here."))
    return redirect("programs:event-detail", *_at(here, event))


@event_view()
@require_POST
def event_answer(request: HttpRequest, here: Here, event: Event) -> HttpResponse:
    """The two questions afterwards."""
    me = here.me
    form = AfterForm(request.POST)
    if form.is_valid():
        try:
            answer_event(event=event, participant=me, now=clock.now(), **form.cleaned_data)
        except BelongingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    if form.errors:
        words = _detail(here, event) | {"after": form}
        return render(request, "programs/event_detail.html", words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Thank you. It counts together with the others’ answers, never alone."))
    return redirect("programs:event-detail", *_at(here, event))


@event_view()
@require_safe
def event_download(request: HttpRequest, here: Here, event: Event) -> HttpResponse:
    """One event for a calendar."""
    reply = reads.reply_of(event, here.participant) if here.participant else None
    entries = [reads.FeedEntry(event, reply.state if reply else "")]
    pages = {event.pk: settings.SITE_URL + reverse("programs:event-detail", args=_at(here, event))}
    text = calendar_text(entries, name=here.program.name, pages=pages, now=clock.now())
    name = f'attachment; filename="event-{event.public_id}.ics"'
    return HttpResponse(text, content_type=CALENDAR, headers={"Content-Disposition": name})


@program_view()
@require_POST
def feed_make(request: HttpRequest, here: Here) -> HttpResponse:
    """Makes or replaces my calendar address; this answer is the only one that ever shows it."""
    token = feeds.make_feed(participant=here.me, now=clock.now())
    address = settings.SITE_URL + reverse("programs:event-feed", args=[token])
    words = {"address": address, "subscribe": "webcal://" + address.split("://", 1)[1]}
    response = render(request, "programs/event_feed.html", words)
    response["Cache-Control"] = "no-store"
    return response


@program_view(lasting=True)
@require_POST
def feed_close(request: HttpRequest, here: Here) -> HttpResponse:
    """Closes my calendar address."""
    feeds.close_feed(participant=here.me, now=clock.now())
    messages.success(request, _("Your calendar address opens nothing any more."))
    return redirect("programs:event-list", here.organization.slug, here.program.slug)


@login_not_required
@require_safe
def event_feed(request: HttpRequest, token: str) -> HttpResponse:
    """A person's own calendar, for calendar programs that cannot sign in; the secret is in the address."""
    try:
        feed = feeds.feed_for(token=token)
    except feeds.FeedRefused:
        raise Http404 from None
    program = feed.participant.program
    base = [feed.organization_slug, program.slug]
    pages = {
        one.event.pk: settings.SITE_URL + reverse("programs:event-detail", args=[*base, one.event.public_id])
        for one in feed.entries
    }
    hours_page = settings.SITE_URL + reverse("programs:hour-list", args=base)
    now = clock.now()
    text = feed_calendar(feed.participant, feed.entries, feed.hours, pages=pages, hours_page=hours_page, now=now)
    return HttpResponse(text, content_type=CALENDAR, headers={"Cache-Control": "private, no-store"})
