"""Evidence packs: made, read, taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from belonging.tenancy.access import asks_before_a_file
from dashboards.exports import PACK_FILES
from dashboards.selectors.packs import pack_by_public_id, packs_of
from dashboards.services.packs import PackRefused, ask_pack
from programs.access import Here, back, program_view
from programs.rules import FACILITATING

if TYPE_CHECKING:
    from dashboards.models import Pack


@program_view(*FACILITATING)
@require_safe
def pack_list(request: HttpRequest, here: Here) -> HttpResponse:
    """What was made, and a button for one more; both are for those who look after everybody."""
    is_whole = here.segments is None
    words = {"here": here, "is_whole": is_whole, "packs": packs_of(here.program) if is_whole else []}
    return render(request, "dashboards/pack_list.html", words)


@program_view(*FACILITATING, whole=True)
@require_POST
def pack_make(request: HttpRequest, here: Here) -> HttpResponse:
    """Keeps what is known now: a job, whose page tells how far it is."""
    try:
        job = ask_pack(program=here.program, asked_by=here.membership, now=clock.now())
    except PackRefused as refusal:
        messages.error(request, str(refusal))
        return back(here, "dashboards:pack-list")
    return back(here, "network:job-detail", job.public_id)


@program_view(*FACILITATING, whole=True)
@require_safe
def pack_detail(request: HttpRequest, here: Here, pack: UUID) -> HttpResponse:
    """A pack as a page, to be read and printed."""
    words = {"here": here, "pack": _pack(here, pack), "files": list(PACK_FILES)}
    return render(request, "dashboards/pack_detail.html", words)


@program_view(*FACILITATING, whole=True)
@require_safe
@asks_before_a_file
def pack_file(request: HttpRequest, here: Here, pack: UUID, file: str) -> HttpResponse:
    """A pack as a file; the same pack gives the same bytes."""
    found = _pack(here, pack)
    if file not in PACK_FILES:
        raise Http404
    write, kind = PACK_FILES[file]
    response = HttpResponse(write(found), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{here.program.slug}-{file}"'
    return response


def _pack(here: Here, public_id: UUID) -> Pack:
    found = pack_by_public_id(here.program, public_id)
    if found is None:
        raise Http404
    return found
