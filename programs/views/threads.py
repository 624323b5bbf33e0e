"""Tasks of those who run the program, and the private words of somebody who is stuck."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.tenancy.enums import Duty
from programs.access import Here, back, done, program_view, today_in
from programs.forms.paths import WordsForm
from programs.models import Task, Thread
from programs.rules import may_facilitate
from programs.selectors import threads as reads
from programs.selectors.remits import thread_seen
from programs.services import threads as writes


@program_view()
@require_safe
def task_list(request: HttpRequest, here: Here) -> HttpResponse:
    """What I am asked to do in this program."""
    words = {
        "here": here,
        "today": today_in(here),
        "tasks": reads.open_tasks(here.program, here.membership),
        "finished": reads.finished_tasks(here.program, here.membership),
    }
    return render(request, "programs/task_list.html", words)


def _own_task(here: Here, task: UUID) -> Task:
    found = reads.task_by_public_id(here.program, here.membership, task)
    if found is None:
        raise Http404
    return found


@program_view()
@require_POST
def task_complete(request: HttpRequest, here: Here, task: UUID) -> HttpResponse:
    """Done, with one tap."""
    words = {"task": _own_task(here, task), "actor": here.membership, "is_done": True}
    return done(request, writes.finish_task, _("Done."), back(here, "programs:task-list"), **words)


@program_view()
@require_POST
def task_reopen(request: HttpRequest, here: Here, task: UUID) -> HttpResponse:
    """Not done after all."""
    words = {"task": _own_task(here, task), "actor": here.membership, "is_done": False}
    return done(request, writes.finish_task, _("Open again."), back(here, "programs:task-list"), **words)


@program_view()
@require_safe
def thread_list(request: HttpRequest, here: Here) -> HttpResponse:
    """My own private words, and for those who run the program everybody's that are open."""
    leads = may_facilitate(here.membership, Duty.PEOPLE)
    segments = here.segments
    words = {
        "here": here,
        "mine": list(reads.threads_of(here.participant)) if here.participant else [],
        "queue": reads.open_threads(here.program, segments) if leads else [],
        "closed": reads.closed_threads(here.program, segments) if leads else [],
        "leads": leads,
    }
    return render(request, "programs/thread_list.html", words)


def _readable(here: Here, thread: UUID) -> Thread:
    found = thread_seen(here.program, here.membership, thread)
    if found is None:
        raise Http404
    return found


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def thread_detail(request: HttpRequest, here: Here, thread: UUID) -> HttpResponse:
    """One private exchange; POST adds a word."""
    found = _readable(here, thread)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = {"thread": found, "author": here.membership, "text": form.cleaned_data["text"]}
        return done(request, writes.answer_thread, _("Sent."), back(here, "programs:thread-detail", thread), **words)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "programs/thread_detail.html", {"here": here, "thread": found, "form": form}, status=status)


@program_view()
@require_POST
def thread_close(request: HttpRequest, here: Here, thread: UUID) -> HttpResponse:
    """Settled."""
    words = {"thread": _readable(here, thread), "actor": here.membership, "is_closed": True}
    after = back(here, "programs:thread-list")
    return done(request, writes.close_thread, _("Closed. It stays readable."), after, **words)


@program_view()
@require_POST
def thread_reopen(request: HttpRequest, here: Here, thread: UUID) -> HttpResponse:
    """Not settled after all."""
    words = {"thread": _readable(here, thread), "actor": here.membership, "is_closed": False}
    return done(request, writes.close_thread, _("Open again."), back(here, "programs:thread-detail", thread), **words)
