"""Other people's paths, for those who run the program: what was missed, moved, paused. Never what somebody wrote."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from programs.access import Here, back, done, program_view, today_in
from programs.forms.paths import MissedForm, PauseForm, ShiftForm
from programs.models import Participant
from programs.rules import FACILITATING
from programs.selectors.journeys import journey_of, journeys
from programs.selectors.paths import missed_steps
from programs.selectors.promises import group_promise_rates
from programs.selectors.remits import people_seen, person_seen
from programs.services import paths as writes


@program_view(*FACILITATING)
@require_safe
def path_list(request: HttpRequest, here: Here) -> HttpResponse:
    """How far everybody is, who joined late, and how many promises groups of five or more keep."""
    segments = here.segments
    words = {
        "here": here,
        "segments": sorted(segments or ()),
        "people": journeys(people_seen(here.program, segments)),
        "rates": [
            one for one in group_promise_rates(here.program, today_in(here)) if segments is None or one.name in segments
        ],
    }
    return render(request, "programs/path_list.html", words)


def _person(here: Here, person: UUID) -> Participant:
    found = person_seen(here.program, here.membership, person)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, here: Here, found: Participant, **forms: Any) -> HttpResponse:
    today = today_in(here)
    words = {
        "here": here,
        "journey": journey_of(found),
        "today": today,
        "shift_form": ShiftForm(initial={"from_on": today.isoformat()}),
        "pause_form": PauseForm(),
    } | forms
    status = HTTPStatus.UNPROCESSABLE_ENTITY if forms else HTTPStatus.OK
    return render(request, "programs/path_detail.html", words, status=status)


@program_view(*FACILITATING)
@require_safe
def path_detail(request: HttpRequest, here: Here, person: UUID) -> HttpResponse:
    """One person's path: its steps and days, and what can be done for them."""
    return _page(request, here, _person(here, person))


@program_view(*FACILITATING)
@require_POST
def path_settle(request: HttpRequest, here: Here, person: UUID) -> HttpResponse:
    """Release, leave out or reschedule one step that was asked before this person joined."""
    found, form = _person(here, person), MissedForm(request.POST)
    after = back(here, "programs:path-detail", person)
    rows = {row.public_id: row for row in missed_steps(found)}
    if not form.is_valid() or form.cleaned_data["step"] not in rows:
        messages.error(request, _("Choose one of the steps, and a day if it is to come later."))
        return after
    act, day = form.cleaned_data["act"], form.cleaned_data["day"]
    words = {"actor": here.membership, "person_step": rows[form.cleaned_data["step"]], "on": today_in(here)}
    if act == "reschedule":
        opens_on = day or today_in(here)
        return done(request, writes.reschedule_missed_step, _("Moved."), after, opens_on=opens_on, **words)
    if act == "skip":
        return done(request, writes.skip_missed_step, _("Left out for them."), after, **words)
    return done(request, writes.release_missed_step, _("Open for them now."), after, **words)


@program_view(*FACILITATING)
@require_POST
def path_shift(request: HttpRequest, here: Here, person: UUID) -> HttpResponse:
    """Moves one person's days; the plan stays."""
    found, form = _person(here, person), ShiftForm(request.POST)
    if form.is_valid():
        try:
            writes.shift_path(actor=here.membership, participant=found, now=clock.now(), **form.cleaned_data)
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Moved. The plan and everybody else keep their days."))
            return back(here, "programs:path-detail", person)
    return _page(request, here, found, shift_form=form)


@program_view(*FACILITATING)
@require_POST
def path_pause(request: HttpRequest, here: Here, person: UUID) -> HttpResponse:
    """Pauses somebody until a day; their days move by as much."""
    found, form = _person(here, person), PauseForm(request.POST)
    if form.is_valid():
        words = {"participant": found, "until": form.cleaned_data["until"], "on": today_in(here)}
        try:
            writes.pause_path(actor=here.membership, now=clock.now(), **words)
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Paused. They come back by themselves on that day."))
            return back(here, "programs:path-detail", person)
    return _page(request, here, found, pause_form=form)


@program_view(*FACILITATING)
@require_POST
def path_resume(request: HttpRequest, here: Here, person: UUID) -> HttpResponse:
    """Brings somebody back before the day."""
    words = {"actor": here.membership, "participant": _person(here, person), "on": today_in(here)}
    after = back(here, "programs:path-detail", person)
    return done(request, writes.resume_path, _("Back. The days left of the pause are theirs again."), after, **words)
