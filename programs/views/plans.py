"""Setting a program up: templates, a new program, its plan, start."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.core.zone_fields import known_zones
from belonging.tenancy.access import organization_view
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership
from programs.access import Here, back, done, program_view
from programs.forms.plans import ProgramForm, StartDayForm, TemplateFileForm
from programs.models import Template
from programs.rules import FACILITATING
from programs.selectors.agreements import missing_kinds
from programs.selectors.plans import newest_templates, plan_of, template_by_public_id, templates
from programs.services import plans
from programs.services.programs import archive_program, bring_program_back
from programs.services.seed import keep_seed_template


@organization_view(*FACILITATING)
@require_safe
def template_list(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Every version of every template; the built-in one is offered where none is kept yet."""
    words = {"templates": templates(), "form": TemplateFileForm(), "membership": membership}
    return render(request, "programs/template_list.html", words)


@organization_view(Role.ADMIN)
@require_POST
def template_import(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Keeps a plan's file as a template; every fault of the file is named by line."""
    form = TemplateFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            kept = plans.keep_template(actor=membership, content=form.content, now=clock.now())
        except plans.TemplateRefused as refusal:
            for line in str(refusal).split("\n"):
                form.add_error("file", line)
        else:
            text = _("Kept: %(name)s, version %(version)s.")
            messages.success(request, text % {"name": kept.name, "version": kept.version})
            return redirect("programs:template-list", membership.organization.slug)
    words = {"templates": templates(), "form": form, "membership": membership}
    return render(request, "programs/template_list.html", words, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@organization_view(Role.ADMIN)
@require_POST
def template_keep_seed(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Takes the built-in template over into the organization."""
    kept = keep_seed_template(actor=membership, now=clock.now())
    messages.success(request, _("Kept: %(name)s, version %(version)s.") % {"name": kept.name, "version": kept.version})
    return redirect("programs:template-list", membership.organization.slug)


def _template(public_id: UUID) -> Template:
    found = template_by_public_id(public_id)
    if found is None:
        raise Http404
    return found


@organization_view(*FACILITATING)
@require_safe
def template_export(request: HttpRequest, membership: Membership, template: UUID) -> HttpResponse:
    """The plan's file, as it was kept."""
    found = _template(template)
    response = HttpResponse(found.content, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.key}-{found.version}.yaml"'
    return response


@organization_view(Role.ADMIN)
@require_POST
def template_lock(request: HttpRequest, membership: Membership, template: UUID) -> HttpResponse:
    """Locks a template, or unlocks it."""
    found = _template(template)
    plans.lock_template(actor=membership, template=found, is_locked=not found.is_locked, now=clock.now())
    return redirect("programs:template-list", membership.organization.slug)


@organization_view(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def program_create(request: HttpRequest, membership: Membership) -> HttpResponse:
    """A new program from a template, as a draft."""
    offered = templates().filter(pk__in=[template.pk for template in newest_templates()])
    form = ProgramForm(request.POST or None, templates=offered)
    if request.method == "POST" and form.is_valid():
        try:
            program = plans.create_program_from_template(actor=membership, now=clock.now(), **form.cleaned_data)
        except BelongingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return redirect("programs:plan-detail", membership.organization.slug, program.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    words = {"form": form, "has_templates": offered.exists(), "zones": known_zones()}
    return render(request, "programs/program_create.html", words, status=status)


@program_view(*FACILITATING)
@require_safe
def plan_detail(request: HttpRequest, here: Here) -> HttpResponse:
    """The twelve months as planned: what is in them, the mix, and what is missing."""
    form = StartDayForm(initial={name: getattr(here.program, name) for name in ("starts_on", "working_days")})
    words = {"plan": plan_of(here.program), "form": form, "missing": missing_kinds(here.program)}
    return render(request, "programs/plan_detail.html", words)


@program_view(Role.ADMIN)
@require_POST
def plan_move(request: HttpRequest, here: Here) -> HttpResponse:
    """Moves a draft's start day, and every date with it."""
    form = StartDayForm(request.POST)
    if form.is_valid():
        try:
            plans.move_start(actor=here.membership, program=here.program, now=clock.now(), **form.cleaned_data)
        except BelongingError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Moved. Every date that had not passed moved with it."))
        return redirect("programs:plan-detail", here.organization.slug, here.program.slug)
    words = {"plan": plan_of(here.program), "form": form}
    return render(request, "programs/plan_detail.html", words, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@program_view(Role.ADMIN)
@require_POST
def plan_start(request: HttpRequest, here: Here) -> HttpResponse:
    """Starts the program: targets and definitions are frozen, everybody's path is laid."""
    try:
        because = request.POST.get("because", "")
        count = plans.start_with_paths(actor=here.membership, program=here.program, because=because, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    else:
        text = ngettext("Started. %(count)s step is laid out.", "Started. %(count)s steps are laid out.", count)
        messages.success(request, text % {"count": count})
    return redirect("programs:plan-detail", here.organization.slug, here.program.slug)


@program_view(Role.ADMIN, lasting=True)
@require_POST
def plan_copy(request: HttpRequest, here: Here) -> HttpResponse:
    """Plans the next run in one press."""
    try:
        following = plans.copy_program(actor=here.membership, program=here.program, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
        return redirect("programs:plan-detail", here.organization.slug, here.program.slug)
    messages.success(request, _("Here is the draft of the next run. Move its start day if you like."))
    return redirect("programs:plan-detail", here.organization.slug, following.slug)


@program_view(Role.ADMIN)
@require_POST
def plan_archive(request: HttpRequest, here: Here) -> HttpResponse:
    """Archives a finished program: it is only read from now on, and nobody is written to."""
    said = _("Archived. Everybody can still read it; nothing in it changes, and nobody is written to.")
    return done(request, archive_program, said, back(here, "programs:plan-detail"), actor=here.membership,
                program=here.program)  # fmt: skip


@program_view(Role.ADMIN, lasting=True)
@require_POST
def plan_bring_back(request: HttpRequest, here: Here) -> HttpResponse:
    """Takes a program out of the archive."""
    return done(request, bring_program_back, _("Brought back. It is finished, as before."),
                back(here, "programs:plan-detail"), actor=here.membership, program=here.program)  # fmt: skip
