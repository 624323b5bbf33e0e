"""A person's year: the roadmap, a month, a step, the skills."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.tenancy.enums import Duty
from programs.access import Here, back, done, program_view, today_in
from programs.forms.paths import WordsForm
from programs.models import PersonStep
from programs.rules import may_facilitate
from programs.selectors import paths as reads
from programs.selectors.mixes import mix_of_person, planned_mix
from programs.selectors.promises import promise_rate
from programs.selectors.skills import skill_map
from programs.services import paths as writes
from programs.services.threads import open_thread


@program_view()
@require_safe
def roadmap(request: HttpRequest, here: Here) -> HttpResponse:
    """The year as months: where I am, what this month asks, what is coming; the past stays readable."""
    today = today_in(here)
    me = here.participant
    road = reads.roadmap_of(here.program, me, today)
    words = {
        "here": here,
        "road": road,
        "rate": promise_rate(road.promises, today) if me else None,
        "mine": mix_of_person(me, road.lines) if me else None,
        "plan": planned_mix(here.program) if may_facilitate(here.membership, Duty.PLAN) else None,
    }
    return render(request, "programs/roadmap.html", words)


@program_view()
@require_safe
def month_detail(request: HttpRequest, here: Here, month: int) -> HttpResponse:
    """One month: its steps, small promises and events."""
    road = reads.roadmap_of(here.program, here.participant, today_in(here))
    found = road.month(month)
    if found is None:
        raise Http404
    words = {"here": here, "month": found, "before": road.month(month - 1), "after": road.month(month + 1)}
    return render(request, "programs/month_detail.html", words)


@program_view()
@require_safe
def skills(request: HttpRequest, here: Here) -> HttpResponse:
    """What builds on what, as a picture and as a list."""
    return render(request, "programs/skill_map.html", {"here": here, "map": skill_map(here.program, here.participant)})


def _own_step(here: Here, step: UUID) -> PersonStep:
    row = reads.person_step_by_public_id(here.me, step)
    if row is None:
        raise Http404
    return row


@program_view()
@require_safe
def step_detail(request: HttpRequest, here: Here, step: UUID) -> HttpResponse:
    """One step: what to do, why now, what I wrote."""
    page = reads.step_page(_own_step(here, step))
    return render(request, "programs/step_detail.html", {"here": here, "page": page, "form": WordsForm()})


@program_view()
@require_POST
def step_complete(request: HttpRequest, here: Here, step: UUID) -> HttpResponse:
    """Done, with one tap; what was written is kept."""
    row = _own_step(here, step)
    wrote = request.POST.get("wrote", "")[:4000]
    after = back(here, "programs:step-detail", step)
    words = {"person_step": row, "on": today_in(here), "wrote": wrote}
    return done(request, writes.complete_person_step, _("Done. Nicely."), after, **words)


@program_view()
@require_POST
def step_reopen(request: HttpRequest, here: Here, step: UUID) -> HttpResponse:
    """Not done after all, or taken up again."""
    row = _own_step(here, step)
    after = back(here, "programs:step-detail", step)
    return done(request, writes.reopen_person_step, _("Open again."), after, person_step=row)


@program_view()
@require_POST
def step_skip(request: HttpRequest, here: Here, step: UUID) -> HttpResponse:
    """Leaves an optional step out."""
    row = _own_step(here, step)
    after = back(here, "programs:step-detail", step)
    said = _("Left out. You can take it up again any time.")
    return done(request, writes.skip_person_step, said, after, person_step=row, on=today_in(here))


@program_view()
@require_POST
def step_stuck(request: HttpRequest, here: Here, step: UUID) -> HttpResponse:
    """Begins a private word with the facilitators about a step."""
    row = _own_step(here, step)
    words = {
        "participant": row.participant,
        "step": row.step,
        "text": request.POST.get("text", ""),
        "on": today_in(here),
    }
    said = _("Sent. The people who run this program see it, and nobody else.")
    return done(request, open_thread, said, back(here, "programs:step-detail", step), **words)
