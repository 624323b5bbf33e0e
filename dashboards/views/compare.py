"""Programs side by side, for those who run them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belonging.tenancy.access import organization_view
from dashboards.selectors.side_by_side import programs_side_by_side
from programs.rules import FACILITATING

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership


@organization_view(*FACILITATING)
@require_safe
def program_compare(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Every program's measures, and all of them together."""
    words = {"membership": membership, "table": programs_side_by_side()}
    return render(request, "dashboards/program_compare.html", words)
