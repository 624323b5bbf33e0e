"""Pages of posts: one with its answers, changing, taking away, and what was reported."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.access import View, leave_no_trace
from belonging.tenancy.enums import Duty
from community.enums import NodKind
from community.forms.groups import PostForm, ReportForm
from community.models import Post, Report
from community.selectors import groups as reads
from community.selectors.around_posts import held_posts, post_to_look_at
from community.services import posts as writes
from programs.access import Here, back, done, program_view, today_in
from programs.rules import FACILITATING, may_facilitate

WAITS = gettext_lazy("Kept. Somebody who runs this program looks at it first, then it appears.")


def _readable(here: Here, post: UUID) -> Post | None:
    return reads.readable_post(here.program, here.membership, here.participant, post)


def post_view(*, own: bool = False, lasting: bool = False) -> Callable[[View], View]:
    """The view is called with (request, here, post) for those who may read its group; `own`: for its author alone."""

    def decorate(view: View) -> View:
        @program_view(lasting=lasting)
        @wraps(view)
        def guarded(request: HttpRequest, here: Here, post: UUID) -> HttpResponse:
            found = _readable(here, post)
            if found is None:
                raise Http404
            if own and (here.participant is None or found.author_id != here.participant.pk):
                raise PermissionDenied
            return view(request, here, found)

        return guarded

    return decorate


def _to(here: Here, post: Post) -> HttpResponse:
    return back(here, "community:post-detail", post.parent.public_id if post.parent else post.public_id)


@post_view()
@require_http_methods(["GET", "HEAD", "POST"])
def post_detail(request: HttpRequest, here: Here, post: Post) -> HttpResponse:
    """A post with its answers; POST answers."""
    if post.parent:
        return _to(here, post)
    form = PostForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        words = {"author": here.me, "group": post.group, "answers": post, **form.words}
        if words["unsigned"]:
            leave_no_trace(request)
        try:
            answer = writes.write_post(now=clock.now(), **words)
        except BelongingError as refusal:
            form.add_error(refusal.field or "text", str(refusal))
        else:
            messages.success(request, WAITS if answer.held_at else _("Answered."))
            return _to(here, post)
    seat = reads.seat_of(post.group, here.participant)
    answers = list(post.answers.all())
    words = {"here": here, "post": post, "answers": answers, "form": form, "seat": seat, "nods": NodKind.choices}
    words["is_over"] = post.group.is_over(today_in(here))
    words["has_answered"] = here.participant is not None and any(
        one.author_id == here.participant.pk for one in answers
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/post_detail.html", words, status=status)


@program_view()
@require_safe
def post_picture(request: HttpRequest, here: Here, post: UUID) -> HttpResponse:
    """The picture of a post, for those who may read the post now or are to look at it; no other address leads to it."""
    found = _readable(here, post)
    if found is None and may_facilitate(here.membership, Duty.COMMUNITY):
        found = post_to_look_at(here.program, post)
    picture = reads.picture_of(found) if found else None
    if picture is None:
        raise Http404
    response = HttpResponse(bytes(picture.content), content_type=picture.media_type)
    response["Content-Disposition"] = "inline"
    response["Cache-Control"] = "private, no-store"  # taken away means gone at once
    return response


@post_view(own=True)
@require_http_methods(["GET", "HEAD", "POST"])
def post_edit(request: HttpRequest, here: Here, post: Post) -> HttpResponse:
    """Changing one's own words."""
    form = PostForm(request.POST or None, initial={"text": post.text, "revision": post.revision})
    if request.method == "POST" and form.is_valid():
        text, revision = form.cleaned_data["text"], form.cleaned_data["revision"] or 0
        try:
            post = writes.change_post(post=post, author=here.me, text=text, revision=revision, now=clock.now())
        except BelongingError as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, WAITS if post.held_at else _("Changed."))
            return _to(here, post)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/post_edit.html", {"here": here, "post": post, "form": form}, status=status)


@post_view(own=True, lasting=True)
@require_POST
def post_remove(request: HttpRequest, here: Here, post: Post) -> HttpResponse:
    """Takes one's own words away."""
    words = {"actor": here.membership, "post": post}
    after = back(here, "community:group-detail", post.group.public_id)
    return done(request, writes.remove_post, _("Your words are erased."), after, **words)


@post_view()
@require_POST
def post_report(request: HttpRequest, here: Here, post: Post) -> HttpResponse:
    """Asks those who run the program to look."""
    form = ReportForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    words = {"post": post, "reporter": here.me, "reason": reason}
    said = _("Thank you. The people who run this program look at it; nobody else is told.")
    return done(request, writes.report_post, said, _to(here, post), **words)


@post_view()
@require_POST
def post_nod(request: HttpRequest, here: Here, post: Post) -> HttpResponse:
    """Answers without words, or takes that back."""
    kind = request.POST.get("kind", "")
    if kind not in NodKind.values:
        raise Http404
    return done(request, writes.nod, _("Noted."), _to(here, post), post=post, participant=here.me, kind=NodKind(kind))


@program_view(*FACILITATING)
@require_safe
def report_list(request: HttpRequest, here: Here) -> HttpResponse:
    """What is to be looked at."""
    words = {"here": here, "reports": reads.open_reports(here.program), "held": held_posts(here.program)}
    return render(request, "community/report_list.html", words)


def _reported(here: Here, report: UUID) -> Report:
    found = reads.report_by_public_id(here.program, report)
    if found is None:
        raise Http404
    return found


@program_view(*FACILITATING)
@require_POST
def report_remove(request: HttpRequest, here: Here, report: UUID) -> HttpResponse:
    """Takes the words of a reported post away."""
    words = {"actor": here.membership, "report": _reported(here, report), "removes": True}
    return done(request, writes.settle_report, _("Taken away."), back(here, "community:report-list"), **words)


@program_view(*FACILITATING)
@require_POST
def report_keep(request: HttpRequest, here: Here, report: UUID) -> HttpResponse:
    """Lets a reported post stay."""
    words = {"actor": here.membership, "report": _reported(here, report), "removes": False}
    return done(request, writes.settle_report, _("It stays."), back(here, "community:report-list"), **words)
