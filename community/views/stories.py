"""Pages of stories: to read, to tell, and the editors' queue."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.access import View
from belonging.tenancy.enums import Duty, Role
from community.enums import Ease, Reach
from community.forms.stories import QuestionForm, ReachForm, ReadingForm, StoryForm, filled
from community.models import Story
from community.rules import is_teller, may_read_story
from community.selectors import placings
from community.selectors import stories as reads
from community.services import stories as writes
from programs.access import Here, back, done, program_view, today_in
from programs.rules import may_facilitate

A_PAGE = 20
EDITORS = (Role.FACILITATOR, Role.ADMIN)


def story_view(*roles: Role, telling: bool = False, lasting: bool = False) -> Callable[[View], View]:
    """The view is called with (request, here, story) for those who may read it; `telling`: for its teller alone."""

    def decorate(view: View) -> View:
        @program_view(*roles, lasting=lasting)
        @wraps(view)
        def guarded(request: HttpRequest, here: Here, story: UUID) -> HttpResponse:
            found = reads.story_by_public_id(here.program, story)
            if found is None or not may_read_story(found, here.membership, here.participant):
                raise Http404
            if telling and not is_teller(found, here.participant):
                raise PermissionDenied
            return view(request, here, found)

        return guarded

    return decorate


@program_view()
@require_safe
def story_list(request: HttpRequest, here: Here) -> HttpResponse:
    """What others told, for people of one ease or at one point of a triangle; and my own."""
    ease, place, at = (request.GET.get(name, "") for name in ("ease", "place", "at"))
    found = reads.readable_stories(here.program, here.membership, here.participant, ease=ease, place=place, at=at)
    words = {
        "here": here,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "eases": Ease.choices,
        "ease": ease,
        "is_placed": bool(place and at),
        "question": reads.question_of(here.program, reads.current_quarter(here.program, today_in(here))),
        "mine": list(reads.own_stories(here.participant)) if here.participant else [],
        "waiting_count": reads.waiting_stories(here.program).count()
        if may_facilitate(here.membership, Duty.COMMUNITY)
        else 0,
    }
    return render(request, "community/story_list.html", words)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def story_tell(request: HttpRequest, here: Here) -> HttpResponse:
    """Telling a story."""
    me, today = here.me, today_in(here)
    form = StoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            story = writes.tell_story(teller=me, words=form.words, on=today, now=clock.now())
        except BelongingError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _kept(story))
            return back(here, "community:story-detail", story.public_id)
    question = reads.question_of(here.program, reads.current_quarter(here.program, today))
    return _story_form(request, here, form, {"question": question})


def _kept(story: Story) -> str:
    if story.reach == Reach.FACILITATORS:
        return _("Thank you. It is kept, and the people who run this program may read it.")
    return _("Thank you. It is kept; others read it once an editor has read it.")


def _story_form(request: HttpRequest, here: Here, form: StoryForm, words: dict[str, object]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/story_tell.html", {"here": here, "form": form} | words, status=status)


@story_view(telling=True)
@require_http_methods(["GET", "HEAD", "POST"])
def story_edit(request: HttpRequest, here: Here, story: Story) -> HttpResponse:
    """Changing one's own story."""
    form = StoryForm(request.POST or None, initial=filled(story))
    if request.method == "POST" and form.is_valid():
        words = {"story": story, "words": form.words}
        return done(request, writes.change_story, _("Changed."), _to(here, story), **words)
    return _story_form(request, here, form, {"question": story.question, "story": story})


def _to(here: Here, story: Story) -> HttpResponse:
    return back(here, "community:story-detail", story.public_id)


@story_view()
@require_safe
def story_detail(request: HttpRequest, here: Here, story: Story) -> HttpResponse:
    """One story; its teller sets who reads it, an editor says yes or gives it back."""
    words = {
        "here": here,
        "story": story,
        "is_mine": is_teller(story, here.participant),
        "leads": may_facilitate(here.membership, Duty.COMMUNITY),
        "reach_form": ReachForm(initial={"reach": story.reach}),
        "public_address": settings.SITE_URL + _public(story),
    }
    return render(request, "community/story_detail.html", words)


def _public(story: Story) -> str:
    return reverse("community:story-public", args=[f"{story.organization_id.hex}.{story.public_id.hex}"])


@story_view(telling=True)
@require_POST
def story_reach(request: HttpRequest, here: Here, story: Story) -> HttpResponse:
    """Who may read it from now on."""
    form = ReachForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose who may read it."))
        return _to(here, story)
    words = {"story": story, "reach": Reach(form.cleaned_data["reach"])}
    return done(request, writes.set_reach, _("Done. It counts from now on."), _to(here, story), **words)


@story_view(telling=True, lasting=True)
@require_POST
def story_erase(request: HttpRequest, here: Here, story: Story) -> HttpResponse:
    """Takes a story back for good."""
    after = back(here, "community:story-list")
    return done(request, writes.erase_story, _("Your story is erased."), after, story=story)


@program_view(*EDITORS)
@require_safe
def story_queue(request: HttpRequest, here: Here) -> HttpResponse:
    """What waits for an editor, oldest first."""
    page = Paginator(reads.waiting_stories(here.program), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "community/story_queue.html", {"here": here, "page": page})


@story_view(*EDITORS)
@require_POST
def story_approve(request: HttpRequest, here: Here, story: Story) -> HttpResponse:
    """Opens a story to those its teller chose."""
    form = ReadingForm(request.POST)
    revision = form.cleaned_data["revision"] if form.is_valid() else -1
    words = {"actor": here.membership, "story": story, "revision": revision}
    return done(request, writes.approve_story, _("It may be read now."), back(here, "community:story-queue"), **words)


@story_view(*EDITORS)
@require_POST
def story_return(request: HttpRequest, here: Here, story: Story) -> HttpResponse:
    """Gives a story back with a word."""
    form = ReadingForm(request.POST)
    revision, word = (form.cleaned_data["revision"], form.cleaned_data["word"]) if form.is_valid() else (-1, "?")
    words = {"actor": here.membership, "story": story, "revision": revision, "word": word}
    return done(request, writes.return_story, _("Given back with your word."), _to(here, story), **words)


@program_view()
@require_safe
def story_patterns(request: HttpRequest, here: Here) -> HttpResponse:
    """Where the stories I may read were placed; each point leads back to the words."""
    found = list(reads.readable_stories(here.program, here.membership, here.participant))
    words = {
        "here": here,
        "count": len(found),
        "triangles": placings.triangle_patterns(found),
        "lines": placings.line_patterns(found),
    }
    return render(request, "community/story_patterns.html", words)


@program_view(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: HttpRequest, here: Here) -> HttpResponse:
    """The questions of the quarters in the program's own words."""
    lines, status = [], HTTPStatus.OK
    for asked in reads.questions_of(here.program, today_in(here)):
        is_sent = request.POST.get("quarter") == str(asked.quarter)
        initial = {"quarter": asked.quarter, "text": asked.text}
        form = QuestionForm(request.POST if is_sent else None, initial=initial)
        if form.is_valid():
            words = {"actor": here.membership, "program": here.program} | form.cleaned_data
            return done(request, writes.set_question, _("Kept."), back(here, "community:question-edit"), **words)
        lines.append((asked, form))
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "community/question_edit.html", {"here": here, "lines": lines}, status=status)


@login_not_required
@require_safe
def story_public(request: HttpRequest, token: str) -> HttpResponse:
    """A story that its teller and the editors gave to everybody."""
    try:
        story = writes.story_for(token=token)
    except writes.StoryRefused:
        raise Http404 from None
    response = render(request, "community/story_public.html", {"story": story})
    response["Cache-Control"] = "no-store"  # taken back means gone at once
    return response
