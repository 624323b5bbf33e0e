"""Who looks after whom, for admins."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.tenancy.enums import Role
from programs.access import Here, back, done, program_view
from programs.selectors.remits import facilitator_by_public_id, remit_lines
from programs.services.remits import set_remit


@program_view(Role.ADMIN)
@require_safe
def remit_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Each facilitator with the segments they look after."""
    return render(request, "programs/remit_list.html", {"here": here, "lines": remit_lines(here.program)})


@program_view(Role.ADMIN)
@require_POST
def remit_set(request: HttpRequest, here: Here, facilitator: UUID) -> HttpResponse:
    """Gives one facilitator the segments that are ticked; none is everybody."""
    found = facilitator_by_public_id(facilitator)
    if found is None:
        raise Http404
    line = next(one for one in remit_lines(here.program) if one.facilitator.pk == found.pk)
    words = {"actor": here.membership, "program": here.program, "facilitator": found}
    after, segments = back(here, "programs:remit-list"), request.POST.getlist("segments")
    return done(request, set_remit, _("Kept."), after, over=line.given, segments=segments, **words)
