"""Pages of prompts: the list, planning a series, the follow-up desk, and saying who answers first."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.access import View
from community.enums import Move
from community.forms.prompts import PromptForm
from community.models import Prompt
from community.selectors import prompts as reads
from community.selectors.groups import group_by_public_id
from community.services import prompts as writes
from programs.access import Here, back, done, program_view
from programs.rules import FACILITATING

A_PAGE = 20


def prompt_view(view: View) -> View:
    """The view is called with (request, here, prompt) for those who run the program."""

    @program_view(*FACILITATING)
    @wraps(view)
    def guarded(request: HttpRequest, here: Here, prompt: UUID) -> HttpResponse:
        found = reads.prompt_by_public_id(here.program, prompt)
        if found is None:
            raise Http404
        return view(request, here, found)

    return guarded


@program_view(*FACILITATING)
@require_safe
def prompt_list(request: HttpRequest, here: Here) -> HttpResponse:
    """What is planned and what was asked."""
    me, today = here.participant, clock.today(here.program.time_zone, clock.now())
    words = {
        "here": here,
        "page": Paginator(reads.prompts_of(here.program), A_PAGE).get_page(request.GET.get("page")),
        "groups": list(reads.groups_for_prompts(me, today)) if me else [],
    }
    return render(request, "community/prompt_list.html", words)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def prompt_plan(request: HttpRequest, here: Here, group: UUID) -> HttpResponse:
    """Planning a series for a group."""
    me, found = here.me, group_by_public_id(here.program, here.membership, here.participant, group)
    if found is None:
        raise Http404
    form = PromptForm(request.POST or None, people=reads.possible_seeds(found, me))
    if request.method == "POST" and form.is_valid():
        try:
            writes.plan_prompts(asker=me, group=found, words=form.words, now=clock.now())
        except BelongingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Planned. Who answers first is asked on their first page."))
            return back(here, "community:prompt-list")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/prompt_plan.html", {"here": here, "form": form, "group": found}, status=status)


@prompt_view
@require_safe
def prompt_detail(request: HttpRequest, here: Here, prompt: Prompt) -> HttpResponse:
    """The follow-up desk: answers nobody has done anything with first."""
    words = {"here": here, "desk": reads.desk_of(prompt), "moves": Move.choices}
    return render(request, "community/prompt_detail.html", words)


@prompt_view
@require_POST
def prompt_drop(request: HttpRequest, here: Here, prompt: Prompt) -> HttpResponse:
    """Drops a prompt that has not been asked."""
    after = back(here, "community:prompt-list")
    return done(request, writes.drop_prompt, _("Dropped."), after, actor=here.membership, prompt=prompt)


@prompt_view
@require_POST
def prompt_follow(request: HttpRequest, here: Here, prompt: Prompt) -> HttpResponse:
    """Notes what was done with an answer, or takes the note back."""
    move = request.POST.get("move", "")
    try:
        answer = reads.answer_to(prompt, UUID(request.POST.get("answer", "")))
    except ValueError:
        answer = None
    if answer is None or move not in Move.values:
        raise Http404
    words = {"actor": here.membership, "answer": answer, "move": Move(move), "made": "undo" not in request.POST}
    after = back(here, "community:prompt-detail", prompt.public_id)
    return done(request, writes.follow_up, _("Noted."), after, **words)


@program_view()
@require_POST
def seed_answer(request: HttpRequest, here: Here, seed: UUID) -> HttpResponse:
    """Whether I answer first."""
    found = reads.seed_by_public_id(here.me, seed)
    if found is None:
        raise Http404
    agrees = "agrees" in request.POST
    said = _("Thank you. You find it on your first page on that day.") if agrees else _("Noted. Nobody minds.")
    return done(request, writes.answer_seed, said, back(here, "network:home"), seed=found, agrees=agrees)
