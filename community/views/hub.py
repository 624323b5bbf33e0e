"""The community's first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belonging.core import clock
from community.selectors import hub as reads
from programs.access import Here, program_view


@program_view()
@require_safe
def hub(request: HttpRequest, here: Here) -> HttpResponse:
    """What there is between meetings: the question of the quarter, and what others told."""
    page = reads.hub_page(here.program, here.membership, here.participant, clock.now())
    return render(request, "community/hub.html", {"here": here, "page": page})
