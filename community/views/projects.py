"""Pages of projects: start, prolong, end, look for people, next steps, the networks they work with."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.access import View
from community.enums import StepAct
from community.forms.projects import ProjectForm, StepActForm, StepForm, UntilForm
from community.models import Group
from community.selectors import projects as reads
from community.selectors.benefits import network_by_public_id
from community.selectors.groups import group_by_public_id, seat_of
from community.services import projects as writes
from community.views.groups import to_group
from programs.access import Here, done, program_view

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY


def project_view(view: View) -> View:
    """The view is called with (request, here, group) for a POST of somebody who may know of the project."""

    @program_view()
    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest, here: Here, project: UUID) -> HttpResponse:
        found = group_by_public_id(here.program, here.membership, here.me, project)
        if found is None or not found.is_project:
            raise Http404
        return view(request, here, found)

    return guarded


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def project_start(request: HttpRequest, here: Here) -> HttpResponse:
    """A new project."""
    me, form = here.me, ProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            group = writes.start_project(founder=me, words=form.words, now=clock.now())
        except BelongingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The project is there. Say what comes next, and look for people."))
            return to_group(here, group)
    status = REFUSED if form.is_bound else HTTPStatus.OK
    return render(request, "community/project_start.html", {"here": here, "form": form}, status=status)


@project_view
def project_prolong(request: HttpRequest, here: Here, group: Group) -> HttpResponse:
    """Another last day."""
    form = UntilForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a day."))
        return to_group(here, group)
    words = {"manager": here.me, "group": group, "ends_on": form.cleaned_data["ends_on"]}
    over = str(group.ends_on)
    return done(request, writes.prolong_project, _("Until then."), to_group(here, group), over=over, **words)


@project_view
def project_end(request: HttpRequest, here: Here, group: Group) -> HttpResponse:
    """It is done before its day, or goes on after all."""
    ends = "ends" in request.POST
    said = _("It has ended, and stays to be read. Tell what came of it.") if ends else _("It goes on.")
    words = {"manager": here.me, "group": group, "ends": ends}
    return done(request, writes.end_project, said, to_group(here, group), **words)


@project_view
def project_seek(request: HttpRequest, here: Here, group: Group) -> HttpResponse:
    """It looks for people, or no longer."""
    words = {"manager": here.me, "group": group, "seeks": "seeks" in request.POST}
    return done(request, writes.seek_people, _("Noted."), to_group(here, group), **words)


@project_view
def project_step(request: HttpRequest, here: Here, group: Group) -> HttpResponse:
    """Another next step."""
    form = StepForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    words = {"person": here.me, "group": group, "text": text}
    return done(request, writes.add_step, _("It is on the list."), to_group(here, group), **words)


@project_view
def project_network(request: HttpRequest, here: Here, group: Group) -> HttpResponse:
    """It works with a network beyond this one, or no longer."""
    try:
        network = network_by_public_id(here.program, UUID(request.POST.get("network", "")))
    except ValueError:
        network = None
    if network is None:
        messages.error(request, _("Choose a network."))
        return to_group(here, group)
    words = {"person": here.me, "group": group, "network": network, "works": "works" in request.POST}
    return done(request, writes.work_with, _("Noted."), to_group(here, group), **words)


@program_view()
@require_POST
def project_step_change(request: HttpRequest, here: Here, project_step: UUID) -> HttpResponse:
    """What becomes of a step."""
    found, form = reads.step_by_public_id(here.program, project_step), StepActForm(request.POST)
    if found is None or seat_of(found.group, here.me) is None or not form.is_valid():
        raise Http404
    words = {"person": here.me, "step": found, "change": StepAct(form.cleaned_data["act"])}
    return done(request, writes.change_step, _("Noted."), to_group(here, found.group), **words)
