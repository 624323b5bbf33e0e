"""Pages of alone, two, four, all."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.core.htmx import page_or_part
from belonging.tenancy.enums import Duty
from community.enums import SharingStage
from community.forms.sharings import NoteForm, SharingForm
from community.models import Sharing
from community.selectors import sharings as reads
from community.services import sharings as writes
from programs.access import Here, back, done, program_view
from programs.rules import FACILITATING, may_facilitate

A_PAGE = 20


def _sharing(here: Here, public_id: UUID) -> Sharing:
    found = reads.sharing_by_public_id(here.program, public_id)
    if found is None:
        raise Http404
    return found


def _to(here: Here, sharing: Sharing) -> HttpResponse:
    return back(here, "community:sharing-detail", sharing.public_id)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def sharing_list(request: HttpRequest, here: Here) -> HttpResponse:
    """The runs; who runs the program opens one by POST."""
    form = SharingForm(request.POST or None)
    if request.method == "POST" and not may_facilitate(here.membership, Duty.COMMUNITY):
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        said = {"actor": here.membership, "program": here.program, **form.cleaned_data}
        try:
            return _to(here, writes.open_sharing(now=clock.now(), **said))
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
    page = Paginator(reads.sharings_of(here.program), A_PAGE).get_page(request.GET.get("page"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/sharing_list.html", {"here": here, "page": page, "form": form}, status=status)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def sharing_detail(request: HttpRequest, here: Here, sharing: UUID) -> HttpResponse:
    """My table; POST writes. htmx asks every few seconds whether it goes on, with the stage its page shows."""
    found = _sharing(here, sharing)
    table = reads.table_of(found, here.participant)
    kept = {"text": table.note.text, "may_be_kept": table.note.may_be_kept} if table.note else {}
    form = NoteForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        said = {"participant": here.me, "stage": request.POST.get("stage", ""), **form.cleaned_data}
        try:
            writes.write_note(sharing=found, now=clock.now(), **said)
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Kept. It can be changed until this is over."))
            return _to(here, found)
    shown = request.GET.get("stage", found.stage)
    words = {"here": here, "sharing": found, "table": table, "form": form, "goes_on": shown != found.stage}
    words |= {"shown": shown, "stages": reads.WRITTEN_IN, "is_over": found.stage == SharingStage.OVER}
    words["writes_at"] = request.POST.get("stage", found.stage)  # words refused a moment late stay those of their stage
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return page_or_part(request, "community/sharing_detail.html", "status", words, status=status)


@program_view()
@require_POST
def sharing_join(request: HttpRequest, here: Here, sharing: UUID) -> HttpResponse:
    """Comes in."""
    found = _sharing(here, sharing)
    return done(request, writes.come_in, _("You are in."), _to(here, found), sharing=found, participant=here.me)


@program_view(*FACILITATING)
@require_POST
def sharing_move(request: HttpRequest, here: Here, sharing: UUID) -> HttpResponse:
    """Begins the next stage."""
    found = _sharing(here, sharing)
    words = {"actor": here.membership, "sharing": found, "seen": request.POST.get("seen", "")}
    return done(request, writes.move_on, _("It goes on."), _to(here, found), **words)
