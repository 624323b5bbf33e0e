"""Pages of an organization's programs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from belonging.core import clock
from belonging.tenancy.access import organization_view
from belonging.tenancy.models import Membership
from programs.rules import may_facilitate
from programs.selectors.places import left_places
from programs.selectors.programs import participant_of, programs_of
from programs.selectors.registrations import open_entrances


@organization_view()
@require_safe
def organization_home(request: HttpRequest, membership: Membership) -> HttpResponse:
    """
    My programs here; with one program straight to its home, or to its dashboard for those who only run it.

    With `?all` the whole list, and what else one could join.
    """
    programs = programs_of(membership, every=may_facilitate(membership))
    if len(programs) == 1 and "all" not in request.GET:
        page = "network:home" if participant_of(programs[0], membership) else "dashboards:dashboard"
        return redirect(page, membership.organization.slug, programs[0].slug)
    offered = open_entrances(membership, clock.now())
    words = {"membership": membership, "programs": programs, "offered": offered, "left": left_places(membership)}
    return render(request, "programs/organization_home.html", words)
