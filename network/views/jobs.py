"""Asking for a count, and watching work."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from belonging.core.htmx import page_or_part
from belonging.tenancy.enums import JobKind, JobState
from belonging.tenancy.selectors import job_by_public_id
from network.imports.words import told
from network.services.snapshots import ask_snapshot
from programs.access import Here, program_view
from programs.enums import ImportKind
from programs.rules import FACILITATING

FILE_KINDS: dict[str, ImportKind] = {
    JobKind.IMPORT_PEOPLE: ImportKind.PEOPLE,
    JobKind.IMPORT_INTERACTIONS: ImportKind.INTERACTIONS,
}


@program_view(*FACILITATING)
@require_POST
def snapshot_ask(request: HttpRequest, here: Here) -> HttpResponse:
    """Counts the network now."""
    job = ask_snapshot(program=here.program, asked_by=here.membership, now=clock.now())
    return redirect("network:job-detail", here.organization.slug, here.program.slug, job.public_id)


@program_view(*FACILITATING)
@require_safe
def job_detail(request: HttpRequest, here: Here, job: UUID) -> HttpResponse:
    """How far the work is, asked every second by htmx and by a link without."""
    found = job_by_public_id(job)
    if found is None or found.arguments.get("program") != str(here.program.public_id):
        raise Http404
    file_kind = FILE_KINDS.get(found.kind)
    done = told(file_kind, found.result) if file_kind and found.state == JobState.DONE else []
    words = {"job": found, "is_import": file_kind is not None, "told": done}
    return page_or_part(request, "network/job_detail.html", "progress", words)
