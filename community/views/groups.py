"""Pages of groups: the list, one group, who is in it."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.access import View, leave_no_trace
from community.enums import Entry, NodKind
from community.forms.groups import GroupForm, PostForm, TopicsForm
from community.forms.projects import StepForm, UntilForm
from community.models import Group, GroupSeat
from community.rules import LONGEST_TOPIC, may_read_group
from community.selectors import groups as reads
from community.selectors.around_posts import group_health
from community.selectors.projects import project_page
from community.services import groups as writes
from community.services import posts
from community.views.posts import WAITS
from network.selectors.people import found_people
from programs.access import Here, back, done, program_view, today_in
from programs.selectors.programs import person_by_public_id

A_PAGE = 20


def group_view(view: View) -> View:
    """The view is called with (request, here, group) for people who may know of the group."""

    @program_view()
    @wraps(view)
    def guarded(request: HttpRequest, here: Here, group: UUID) -> HttpResponse:
        found = reads.group_by_public_id(here.program, here.membership, here.participant, group)
        if found is None:
            raise Http404
        return view(request, here, found)

    return guarded


def to_group(here: Here, group: Group) -> HttpResponse:
    """A redirect to a group's page."""
    return back(here, "community:group-detail", group.public_id)


def _topic(request: HttpRequest) -> str:
    return request.GET.get("topic", "").replace("\x00", "")[:LONGEST_TOPIC]


@program_view()
@require_safe
def group_list(request: HttpRequest, here: Here) -> HttpResponse:
    """The groups I may know of, with ?topic= those about it; with ?q= what was written that has these words."""
    query, topic = request.GET.get("q", ""), _topic(request)
    found = reads.found_posts(here.program, here.membership, here.participant, query)
    words = {
        "here": here,
        "groups": reads.groups_page(here.program, here.membership, here.participant, today_in(here), topic),
        "topic": topic,
        "query": query,
        "page": Paginator(found.posts, A_PAGE).get_page(request.GET.get("page")) if query else None,
        "is_cut": found.is_cut,
    }
    return render(request, "community/group_list.html", words)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def group_create(request: HttpRequest, here: Here) -> HttpResponse:
    """A new group."""
    me, form = here.me, GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        entry = Entry(found["entry"])
        try:
            group = writes.found_group(founder=me, now=clock.now(), **{**found, "entry": entry})
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("The group is there. Ask somebody in, or write the first words."))
            return to_group(here, group)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/group_create.html", {"here": here, "form": form}, status=status)


@group_view
@require_http_methods(["GET", "HEAD", "POST"])
def group_detail(request: HttpRequest, here: Here, group: Group) -> HttpResponse:
    """What was written in a group; POST writes."""
    form = PostForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if form.words["unsigned"]:
            leave_no_trace(request)
        me = here.me
        try:
            post = posts.write_post(author=me, group=group, now=clock.now(), **form.words)
        except BelongingError as refusal:
            form.add_error(refusal.field or "text", str(refusal))
        else:
            messages.success(request, WAITS if post.held_at else _("Written."))
            return to_group(here, group)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    words = {"here": here, "group": group, "form": form, **_shown(request, here, group)}
    return render(request, "community/group_detail.html", words, status=status)


def _shown(request: HttpRequest, here: Here, group: Group) -> dict[str, Any]:
    """What a group's page shows this person; to who manages it, also how it is doing and whom they may ask in."""
    seat, query = reads.seat_of(group, here.participant), request.GET.get("q", "")
    words: dict[str, Any] = {"seat": seat, "is_open": may_read_group(group, here.membership, seat), "query": query}
    if words["is_open"]:
        topic = _topic(request)
        rows = reads.posts_of(group, here.participant, topic)
        words |= {"page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")), "nods": NodKind.choices}
        words |= {"seats": list(reads.seats_of(group)), "topics": reads.topics_of(group), "topic": topic}
        words["page_query"] = urlencode({"topic": topic}) if topic else ""
    if seat and seat.is_manager:
        words |= {"found": found_people(here.program, query), "health": group_health(group, clock.now())}
        words["topics_form"] = TopicsForm(initial={"topics": group.topics})
    if group.is_project:
        words["project"] = project_page(group, seat, today_in(here))
        words |= {"step_form": StepForm(), "until_form": UntilForm(initial={"ends_on": group.ends_on})}
    return words


@group_view
@require_POST
def group_topics(request: HttpRequest, here: Here, group: Group) -> HttpResponse:
    """What the group is about, in a few words."""
    form = TopicsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Use fewer or shorter words."))
        return to_group(here, group)
    words = {"manager": here.me, "group": group, "topics": form.cleaned_data["topics"]}
    return done(request, writes.choose_topics, _("Noted."), to_group(here, group), over=group.topics, **words)


@group_view
@require_POST
def group_join(request: HttpRequest, here: Here, group: Group) -> HttpResponse:
    """Coming in, or asking to."""
    said = _("You are in.") if group.entry == Entry.OPEN else _("Noted. Who manages the group sees it.")
    return done(request, writes.join_group, said, to_group(here, group), group=group, participant=here.me)


@group_view
@require_POST
def group_leave(request: HttpRequest, here: Here, group: Group) -> HttpResponse:
    """Going, or not coming after all."""
    after = back(here, "community:group-list")
    return done(request, writes.leave_group, _("You are out. Nobody is told."), after, group=group, participant=here.me)


@group_view
@require_POST
def group_ask(request: HttpRequest, here: Here, group: Group) -> HttpResponse:
    """Asks somebody in."""
    try:
        person = person_by_public_id(here.program, UUID(request.POST.get("person", "")))
    except ValueError:
        person = None
    if person is None:
        messages.error(request, _("Choose somebody who takes part in this program."))
        return to_group(here, group)
    words = {"manager": here.me, "group": group, "person": person}
    return done(
        request, writes.ask_into_group, _("Asked. They find it on the page of groups."), to_group(here, group), **words
    )


def _asking(here: Here, seat: UUID) -> GroupSeat:
    found = reads.asking_seat(here.me, seat)
    if found is None:
        raise Http404
    return found


@program_view()
@require_POST
def seat_accept(request: HttpRequest, here: Here, seat: UUID) -> HttpResponse:
    """Lets in who asks."""
    found = _asking(here, seat)
    words = {"manager": here.me, "seat": found, "lets_in": True}
    return done(request, writes.answer_asking, _("They are in."), to_group(here, found.group), **words)


@program_view()
@require_POST
def seat_decline(request: HttpRequest, here: Here, seat: UUID) -> HttpResponse:
    """Says no, quietly."""
    found = _asking(here, seat)
    words = {"manager": here.me, "seat": found, "lets_in": False}
    return done(request, writes.answer_asking, _("Put away. Nobody is told."), to_group(here, found.group), **words)
