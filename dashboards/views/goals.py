"""The goal chart of a quarter."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from dashboards.forms import GoalForm, ResultForm
from dashboards.selectors.goals import (
    goal_by_public_id,
    goal_chart,
    quarter_now,
    quarters_of,
    result_by_public_id,
    title_at,
)
from dashboards.services.goals import GoalRefused, add_key_result, remove_goal, remove_key_result, write_goal
from programs.access import Here, done, program_view, today_in
from programs.rules import FACILITATING

if TYPE_CHECKING:
    from dashboards.models import CommunityGoal


@program_view(*FACILITATING)
@require_safe
def goal_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Three goals of a quarter, their key results and how each stands."""
    asked = request.GET.get("quarter", "")
    return _page(request, here, int(asked) if asked.isdecimal() and len(asked) == 1 else 0)


@program_view(*FACILITATING)
@require_POST
def goal_write(request: HttpRequest, here: Here) -> HttpResponse:
    """Writes a goal into one of the places."""
    form = GoalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a few words what you want to reach."))
        return _page(request, here, form.asked_quarter, HTTPStatus.UNPROCESSABLE_ENTITY)
    words = {"actor": here.membership, "program": here.program, **form.cleaned_data}
    over = title_at(here.program, words["quarter"], words["place"])
    return done(request, write_goal, _("Kept."), _chart(here, form.asked_quarter), over=over, **words)


@program_view(*FACILITATING)
@require_POST
def goal_remove(request: HttpRequest, here: Here, goal: UUID) -> HttpResponse:
    """Takes a goal off the chart."""
    found = _goal(here, goal)
    after = _chart(here, found.quarter)
    return done(request, remove_goal, _("Taken out."), after, actor=here.membership, goal=found)


@program_view(*FACILITATING)
@require_POST
def result_add(request: HttpRequest, here: Here, goal: UUID) -> HttpResponse:
    """Links a goal to a live figure."""
    found, form = _goal(here, goal), ResultForm(request.POST)
    if form.is_valid():
        try:
            add_key_result(actor=here.membership, goal=found, now=clock.now(), **form.cleaned_data)
        except GoalRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Linked. From now on it is read from the live figures."))
            return _chart(here, found.quarter)
    for problems in form.errors.values():
        messages.error(request, str(problems[0]))
    return _page(request, here, found.quarter, HTTPStatus.UNPROCESSABLE_ENTITY)


@program_view(*FACILITATING)
@require_POST
def result_remove(request: HttpRequest, here: Here, result: UUID) -> HttpResponse:
    """Takes a key result off its goal."""
    found = result_by_public_id(here.program, result)
    if found is None:
        raise Http404
    after = _chart(here, found.goal.quarter)
    return done(request, remove_key_result, _("Taken out."), after, actor=here.membership, result=found)


def _chart(here: Here, quarter: int) -> HttpResponse:
    return redirect(
        reverse("dashboards:goal-list", args=[here.organization.slug, here.program.slug]) + f"?quarter={quarter}"
    )


def _page(request: HttpRequest, here: Here, quarter: int, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    if quarter not in quarters_of(here.program):
        quarter = quarter_now(here.program, today_in(here))
    words = {"here": here, "chart": goal_chart(here.program, quarter, clock.now()), "form": ResultForm()}
    return render(request, "dashboards/goal_list.html", words, status=status)


def _goal(here: Here, public_id: UUID) -> CommunityGoal:
    found = goal_by_public_id(here.program, public_id)
    if found is None:
        raise Http404
    return found
