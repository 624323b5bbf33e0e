"""How a program counts, for its admins."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.enums import Role
from programs.access import Here, program_view
from programs.forms.definitions import DefinitionsForm
from programs.services.definitions import FIELDS, change_definitions


@program_view(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def definitions_edit(request: HttpRequest, here: Here) -> HttpResponse:
    """Which ties count; a change begins a new series."""
    form = DefinitionsForm(request.POST or None, initial={name: getattr(here.program, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        try:
            change_definitions(actor=here.membership, program=here.program, now=clock.now(), **form.cleaned_data)
        except BelongingError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Noted. The next count begins a new series; the old one stays."))
            return redirect("programs:definitions-edit", here.organization.slug, here.program.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "programs/definitions_edit.html", {"form": form, "program": here.program}, status=status)
