"""The facilitator's pages: read rows the nights wrote, and show them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belonging.core import clock
from dashboards.selectors.dashboard import dashboard_view
from dashboards.selectors.detail import network_detail_view
from programs.access import Here, program_view
from programs.rules import FACILITATING


@program_view(*FACILITATING)
@require_safe
def dashboard(request: HttpRequest, here: Here) -> HttpResponse:
    """How we're doing."""
    view = dashboard_view(here.program, clock.now())
    return render(request, "dashboards/dashboard.html", {"here": here, "view": view, "reading": view.reading})


@program_view(*FACILITATING)
@require_safe
def network_detail(request: HttpRequest, here: Here) -> HttpResponse:
    """The network, drawn as far as the people in it agreed."""
    view = network_detail_view(here.program)
    return render(request, "dashboards/network_detail.html", {"here": here, "view": view})
