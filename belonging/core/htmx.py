"""A part of a page for htmx, the whole page for everybody else."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def is_htmx(request: HttpRequest) -> bool:
    """True when htmx asks for a part and did not merely boost a link or restore its history."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def page_or_part(
    request: HttpRequest, template: str, part: str, context: dict[str, Any], status: int = HTTPStatus.OK
) -> HttpResponse:
    """Renders `template`, or only its named partial for htmx; both vary on the header that chose."""
    name = f"{template}#{part}" if is_htmx(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def with_event(response: HttpResponse, name: str, detail: dict[str, Any]) -> HttpResponse:
    """Adds one named event that the browser hears after the swap."""
    response["HX-Trigger"] = json.dumps({name: detail})
    return response
