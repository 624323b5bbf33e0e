"""Bringing in people and time together from files."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from belonging.core import clock
from belonging.core.delimited import Table
from belonging.core.file_faults import FileRefused, column_name
from belonging.tenancy.selectors import job_by_public_id
from network.forms_imports import LayoutForm, UploadForm
from network.imports.reading import kept_table, preview
from network.imports.words import told
from network.selectors.imported_rows import brought_in_counts
from network.services import imports as writes
from programs.access import Here, program_view, today_in
from programs.enums import ImportKind
from programs.imports.layout import Layout
from programs.rules import FACILITATING
from programs.selectors.programs import import_file_by_public_id, import_files

if TYPE_CHECKING:
    from programs.models import ImportFile

PREVIEW_ROWS = 8
INVALID = HTTPStatus.UNPROCESSABLE_ENTITY


@program_view(*FACILITATING)
@require_safe
def import_list(request: HttpRequest, here: Here) -> HttpResponse:
    """What can be brought in, and what was."""
    page = Paginator(import_files(here.program), 20).get_page(request.GET.get("page"))
    return render(request, "network/import_list.html", {"page": page})


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def import_people(request: HttpRequest, here: Here) -> HttpResponse:
    """Takes a file of people for a preview."""
    return _upload(request, here, ImportKind.PEOPLE)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def import_interactions(request: HttpRequest, here: Here) -> HttpResponse:
    """Takes a file of time together for a preview."""
    return _upload(request, here, ImportKind.INTERACTIONS)


def _upload(request: HttpRequest, here: Here, kind: ImportKind) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = writes.keep_upload(
                program=here.program,
                kind=kind,
                actor=here.membership,
                name=file.name or "",
                content=file.read(),
                now=clock.now(),
            )
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(*_detail(here, kept))
    status = INVALID if request.method == "POST" else HTTPStatus.OK
    return render(request, "network/import_upload.html", {"form": form, "kind": kind.value}, status=status)


def _detail(here: Here, kept: ImportFile) -> tuple[str, str, str, UUID]:
    return "network:import-detail", here.organization.slug, here.program.slug, kept.public_id


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def import_detail(request: HttpRequest, here: Here, file: UUID) -> HttpResponse:
    """What a file would do, and the button that does it; afterwards, what it did."""
    kept = import_file_by_public_id(here.program, file)
    if kept is None:
        raise Http404
    if kept.applied_at is not None:
        done = told(kept.kind, brought_in_counts(kept.public_id))
        return render(request, "network/import_detail.html", {"kept": kept, "told": done})
    try:
        read = kept_table(here.program, kept)
    except FileRefused as refusal:  # a limit has become narrower since the file was kept
        return render(request, "network/import_detail.html", {"kept": kept, "refusal": refusal}, status=INVALID)
    form = _layout_form(request, here, kept, read)
    if request.method != "POST" or not form.is_valid():
        return _preview(request, here, kept, form, read)
    try:
        return _act(request, here, kept, form)
    except FileRefused as refusal:
        return _preview(request, here, kept, form, read, refusal)


def _layout_form(request: HttpRequest, here: Here, kept: ImportFile, read: tuple[Table, Layout]) -> LayoutForm:
    data = request.POST if request.method == "POST" else None
    segment = here.program.segment_attribute
    return LayoutForm(data, kind=kept.kind, table=read[0], layout=read[1], segment_attribute=segment)


def _act(request: HttpRequest, here: Here, kept: ImportFile, form: LayoutForm) -> HttpResponse:
    """Looks again with other columns, or brings the file in."""
    if "apply" not in request.POST:
        writes.change_columns(program=here.program, kept=kept, layout=form.layout)
        return redirect(*_detail(here, kept))
    started = writes.start_import(
        program=here.program, kept=kept, layout=form.layout, actor=here.membership, now=clock.now()
    )
    if started.job is not None:
        return redirect("network:job-detail", here.organization.slug, here.program.slug, started.job.public_id)
    messages.success(request, _("Brought in."))
    return redirect(*_detail(here, kept))


def _preview(
    request: HttpRequest,
    here: Here,
    kept: ImportFile,
    form: LayoutForm,
    read: tuple[Table, Layout],
    refusal: FileRefused | None = None,
) -> HttpResponse:
    table, layout = read
    today = today_in(here)
    seen = preview(program=here.program, kind=kept.kind, table=table, layout=layout, today=today)
    words = {
        "kept": kept,
        "form": form,
        "preview": seen,
        "refusal": refusal or seen.refusal,
        "told": told(kept.kind, seen.counts) if seen.counts else [],
        "labels": [column_name(table, place) for place in range(len(table.columns))],
        "rows": table.rows(PREVIEW_ROWS),
        "job": None if kept.job is None else job_by_public_id(kept.job),
    }
    status = INVALID if request.method == "POST" else HTTPStatus.OK
    return render(request, "network/import_detail.html", words, status=status)
