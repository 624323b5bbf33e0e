"""The facilitator's pages: read rows the nights wrote, and show them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from belonging.core import clock
from belonging.core.clock import parsed_day
from belonging.core.graph_files import WRITERS, kind_of
from belonging.core.htmx import page_or_part
from belonging.tenancy.access import asks_before_a_file
from belonging.tenancy.cache import kept
from dashboards.selectors.dashboard import dashboard_view, reading_of
from dashboards.selectors.detail import network_detail_view
from dashboards.selectors.files import LEVELS, network_of
from dashboards.selectors.over_time import over_time_view
from dashboards.selectors.side_by_side import months_side_by_side
from programs.access import Here, program_view
from programs.rules import FACILITATING


@program_view(*FACILITATING)
@require_safe
def dashboard(request: HttpRequest, here: Here) -> HttpResponse:
    """How we're doing. What a snapshot says is drawn once: it never changes."""
    now = clock.now()
    view = dashboard_view(here.program, now)
    snapshot, beside = view.snapshot, view.beside
    if snapshot is None or beside is None:
        return render(request, "dashboards/dashboard.html", {"here": here, "view": view})
    segments = here.segments
    made_of = (here.organization.slug, here.membership.role, sorted(segments or ()), *view.made_of)
    reading = SimpleLazyObject(lambda: reading_of(here.program, snapshot, beside, now, segments))

    def drawn(part: str) -> str:
        words = {"here": here, "reading": reading}
        return kept(part, made_of, lambda: render_to_string(f"dashboards/parts/{part}.html", words))

    words = {"here": here, "view": view, "head": drawn("reading_head"), "figures": drawn("reading_figures")}
    return render(request, "dashboards/dashboard.html", words)


@program_view(*FACILITATING)
@require_safe
def month_compare(request: HttpRequest, here: Here) -> HttpResponse:
    """The measures of every month side by side, as they were looked at."""
    return render(request, "dashboards/month_compare.html", {"here": here, "table": months_side_by_side(here.program)})


@program_view(*FACILITATING)
@require_safe
def network_detail(request: HttpRequest, here: Here) -> HttpResponse:
    """The network, drawn as far as the people in it agreed."""
    view = network_detail_view(here.program, here.segments)
    return render(request, "dashboards/network_detail.html", {"here": here, "view": view})


@program_view(*FACILITATING)
@require_safe
def network_time(request: HttpRequest, here: Here) -> HttpResponse:
    """The network over time: one stored count, or two side by side."""
    segments = here.segments
    days = {name: parsed_day(request.GET.get(name, "")) for name in ("on", "with")}
    view = over_time_view(here.program, request.GET.get("series", ""), days["on"], days["with"], segments)
    return page_or_part(request, "dashboards/network_time.html", "moment", {"here": here, "view": view})


@program_view(*FACILITATING)
@require_safe
@asks_before_a_file
def network_file(request: HttpRequest, here: Here, level: str, file: str) -> HttpResponse:
    """The network as a file for other tools, as far as the people in it agreed."""
    segments = here.segments
    net = network_of(here.program, level, segments) if level in LEVELS and file in WRITERS else None
    if net is None:
        raise Http404
    response = HttpResponse(WRITERS[file](net), content_type=kind_of(file))
    response["Content-Disposition"] = f'attachment; filename="{here.program.slug}-{level}-{file}"'
    return response
