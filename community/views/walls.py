"""Pages of shared walls."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.access import View, asks_before_a_file
from belonging.tenancy.enums import Duty, Role
from community.enums import WallSide
from community.exports import wall_table
from community.forms.walls import WallForm, WallNoteForm
from community.models import Wall, WallNote
from community.selectors import walls as reads
from community.services import walls as writes
from programs.access import Here, back, done, program_view
from programs.rules import FACILITATING, may_facilitate

A_PAGE = 20


def wall_view(*roles: Role) -> Callable[[View], View]:
    """The view is called with (request, here, wall) for people of the program with one of the roles."""

    def decorate(view: View) -> View:
        @program_view(*roles)
        @wraps(view)
        def guarded(request: HttpRequest, here: Here, wall: UUID) -> HttpResponse:
            found = reads.wall_by_public_id(here.program, wall)
            if found is None:
                raise Http404
            return view(request, here, found)

        return guarded

    return decorate


def _to(here: Here, wall: Wall) -> HttpResponse:
    return back(here, "community:wall-detail", wall.public_id)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def wall_list(request: HttpRequest, here: Here) -> HttpResponse:
    """The walls; who runs the program puts one up by POST."""
    form = WallForm(request.POST or None)
    if request.method == "POST" and not may_facilitate(here.membership, Duty.COMMUNITY):
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        said = {"actor": here.membership, "program": here.program, **form.cleaned_data}
        return _to(here, writes.open_wall(now=clock.now(), **said))
    page = Paginator(reads.walls_of(here.program), A_PAGE).get_page(request.GET.get("page"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/wall_list.html", {"here": here, "page": page, "form": form}, status=status)


@wall_view()
@require_http_methods(["GET", "HEAD", "POST"])
def wall_detail(request: HttpRequest, here: Here, wall: Wall) -> HttpResponse:
    """A wall; POST puts a note on it."""
    form = WallNoteForm(request.POST or None, questions=(wall.left, wall.right), initial={"side": WallSide.LEFT})
    if request.method == "POST" and form.is_valid():
        said = {"author": here.me, "side": WallSide(form.cleaned_data["side"]), "text": form.cleaned_data["text"]}
        try:
            writes.write_wall_note(wall=wall, now=clock.now(), **said)
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("It hangs there."))
            return _to(here, wall)
    halves = reads.halves_of(wall)
    words = {"here": here, "wall": wall, "halves": halves, "headings": reads.headings_of(halves), "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/wall_detail.html", words, status=status)


def _note(here: Here, public_id: UUID) -> WallNote:
    found = reads.note_by_public_id(here.program, public_id)
    if found is None:
        raise Http404
    return found


@program_view()
@require_POST
def note_sort(request: HttpRequest, here: Here, note_on: UUID) -> HttpResponse:
    """Puts a heading over a note."""
    found = _note(here, note_on)
    words = {"note": found, "participant": here.me, "heading": request.POST.get("heading", "")}
    return done(request, writes.sort_wall_note, _("Sorted."), _to(here, found.wall), over=found.heading, **words)


@program_view()
@require_POST
def note_remove(request: HttpRequest, here: Here, note_on: UUID) -> HttpResponse:
    """Takes one's own note away, or any by those who run the program."""
    found = _note(here, note_on)
    is_mine = here.participant is not None and found.author_id == here.participant.pk
    if not (is_mine or may_facilitate(here.membership, Duty.COMMUNITY)):
        raise PermissionDenied
    words = {"actor": here.membership, "note": found}
    return done(request, writes.remove_wall_note, _("Taken away."), _to(here, found.wall), **words)


@wall_view(*FACILITATING)
@require_POST
def wall_close(request: HttpRequest, here: Here, wall: Wall) -> HttpResponse:
    """Closes a wall."""
    return done(request, writes.close_wall, _("Closed."), _to(here, wall), actor=here.membership, wall=wall)


@wall_view(*FACILITATING)
@require_safe
@asks_before_a_file
def wall_export(request: HttpRequest, here: Here, wall: Wall) -> HttpResponse:
    """What is on a wall as a table, without names."""
    response = HttpResponse(wall_table(reads.notes_of(wall)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="wall.csv"'
    return response
