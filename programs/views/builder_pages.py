"""The builder's addresses: the same pages for a program's plan and for a template."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.tenancy.access import View, organization_view
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership
from programs.access import Here, program_view
from programs.selectors.plans import template_by_public_id
from programs.views import builder
from programs.views.builder import Workbench

Page = Callable[[HttpRequest, Workbench], HttpResponse]


def of_program(page: Page) -> View:
    """The page for a program's plan; a program without a template has none to change."""

    @wraps(page)
    def view(request: HttpRequest, here: Here) -> HttpResponse:
        if here.program.template is None:
            messages.info(request, _("This program was not made from a template, so there is no plan to change."))
            return redirect("programs:plan-detail", here.organization.slug, here.program.slug)
        return page(request, Workbench(here.membership, here.program.template, here.program))

    return program_view(Role.ADMIN)(view)


def of_template(page: Page) -> View:
    """The page for a template."""

    @wraps(page)
    def view(request: HttpRequest, membership: Membership, template: UUID) -> HttpResponse:
        found = template_by_public_id(template)
        if found is None:
            raise Http404
        return page(request, Workbench(membership, found))

    return organization_view(Role.ADMIN)(view)


FORM = require_http_methods(["GET", "HEAD", "POST"])

plan_build = of_program(require_safe(builder.show_board))
plan_alter = of_program(require_POST(builder.alter_plan))
plan_undo = of_program(require_POST(builder.undo_alter))
plan_preview = of_program(require_safe(builder.show_preview))
plan_publish = of_program(FORM(builder.publish_plan))
plan_drop = of_program(require_POST(builder.drop_changes))

template_build = of_template(require_safe(builder.show_board))
template_alter = of_template(require_POST(builder.alter_plan))
template_undo = of_template(require_POST(builder.undo_alter))
template_preview = of_template(require_safe(builder.show_preview))
template_publish = of_template(FORM(builder.publish_plan))
template_drop = of_template(require_POST(builder.drop_changes))
