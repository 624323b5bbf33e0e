"""The restricted folder: remarks that may tell of harm, for admins alone."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.tenancy.enums import Role
from programs.access import Here, back, done, program_view
from programs.rules import FACILITATING
from surveys.enums import Care
from surveys.selectors.ballots import remarks_in
from surveys.selectors.talks import talks_in_folder
from surveys.services.remarks import put_remark


@program_view(Role.ADMIN)
@require_safe
def remark_folder(request: HttpRequest, here: Here) -> HttpResponse:
    """What was put here by a word or by somebody who read it."""
    return render(request, "surveys/remark_folder.html", {"talks": talks_in_folder(here.program)})


@program_view(Role.ADMIN)
@require_POST
def remark_settle(request: HttpRequest, here: Here, remark: UUID) -> HttpResponse:
    """Read, and kept here; or shown with the others."""
    care = Care.FREE if request.POST.get("what") == "show" else Care.KEPT
    found = get_object_or_404(remarks_in(here.program), pk=remark)
    words = {"actor": here.membership, "remark": found, "care": care}
    return done(request, put_remark, _("Done."), back(here, "surveys:remark-folder"), **words)


@program_view(*FACILITATING)
@require_POST
def remark_restrict(request: HttpRequest, here: Here, remark: UUID) -> HttpResponse:
    """Somebody who reads remarks finds that one tells of harm."""
    found = get_object_or_404(remarks_in(here.program), pk=remark, care=Care.FREE)
    words = {"actor": here.membership, "remark": found, "care": Care.KEPT}
    said = _("It lies in the restricted folder now; only admins open it.")
    return done(request, put_remark, said, back(here, "community:text-read"), **words)
