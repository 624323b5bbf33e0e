"""Moves: this week's, those that wait, and whether what was tried helped."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from dashboards.enums import Act
from dashboards.forms import BriefForm, MoveForm
from dashboards.selectors.moves import move_by_public_id, signal_by_public_id
from dashboards.selectors.moves_page import moves_page, owners
from dashboards.services.briefs import set_brief_wish
from dashboards.services.moves import MoveRefused, close_move, finish_move, open_move, take_back_move
from programs.access import Here, back, done, program_view, today_in
from programs.rules import FACILITATING

if TYPE_CHECKING:
    from dashboards.models import Move

MOVES = "dashboards:move-list"


@program_view(*FACILITATING)
@require_safe
def move_list(request: HttpRequest, here: Here) -> HttpResponse:
    """This week, what waits, and what helped."""
    return _page(request, here)


@program_view(*FACILITATING)
@require_POST
def move_open(request: HttpRequest, here: Here, signal: UUID) -> HttpResponse:
    """Takes on something that was noticed."""
    segments, now = here.segments, clock.now()
    found = signal_by_public_id(here.program, signal, segments)
    if found is None:
        raise Http404
    form = MoveForm(request.POST, people=owners(here.program, here.membership))
    if not form.is_valid():
        messages.error(request, _("Choose what, who and a day."))
        return _page(request, here, HTTPStatus.UNPROCESSABLE_ENTITY)
    words, on = form.cleaned_data, clock.today(here.program.time_zone, now)
    try:
        open_move(
            signal=found, act=Act(words["act"]), owner=words["owner"], due_on=words["due_on"],
            actor=here.membership, on=on, now=now,
        )  # fmt: skip
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    return back(here, MOVES)


@program_view(*FACILITATING)
@require_POST
def move_finish(request: HttpRequest, here: Here, move: UUID) -> HttpResponse:
    """Says that it was done."""
    words = {"move": _move(here, move), "actor": here.membership, "on": today_in(here)}
    return done(request, finish_move, _("Noted. It is measured again in 30 days."), back(here, MOVES), **words)


@program_view(*FACILITATING)
@require_POST
def move_undo(request: HttpRequest, here: Here, move: UUID) -> HttpResponse:
    """Takes back a move that was not done."""
    words = {"move": _move(here, move), "actor": here.membership}
    return done(request, take_back_move, _("Taken back. It waits for somebody again."), back(here, MOVES), **words)


@program_view(*FACILITATING)
@require_POST
def move_close(request: HttpRequest, here: Here, move: UUID) -> HttpResponse:
    """Closes what was measured."""
    words = {"move": _move(here, move), "actor": here.membership, "on": today_in(here)}
    return done(request, close_move, _("Closed."), back(here, MOVES), **words)


@program_view(*FACILITATING)
@require_POST
def brief_wish(request: HttpRequest, here: Here) -> HttpResponse:
    """How many minutes a week, and whether by mail."""
    form = BriefForm(request.POST)
    if form.is_valid():
        set_brief_wish(membership=here.membership, **form.cleaned_data, now=clock.now())
        messages.success(request, _("Kept. It counts from the next brief on."))
    else:
        messages.error(request, _("Choose how many minutes."))
    return back(here, MOVES)


def _page(request: HttpRequest, here: Here, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    page = moves_page(here.program, here.membership, here.segments, today_in(here))
    form = BriefForm(initial={"minutes": page.minutes_there, "is_mailed": page.is_mailed})
    return render(request, "dashboards/move_list.html", {"here": here, "page": page, "form": form}, status=status)


def _move(here: Here, public_id: UUID) -> Move:
    found = move_by_public_id(here.program, public_id, here.segments)
    if found is None:
        raise Http404
    return found
