"""Headers that every answer carries, and the door that is closed unless a view says otherwise."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

NEVER_KEPT = "private, no-store"
SIGNED_OUT = "has_signed_out"


class FixedHeadersMiddleware:
    """Personal pages are never kept by shared caches, and no page may use the camera, the microphone or the place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", NEVER_KEPT)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if getattr(request, SIGNED_OUT, False):  # nothing of theirs stays on a device that others use as well
            response.headers["Clear-Site-Data"] = '"storage"'
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Lets only people who are signed in pass; a page for anyone is not asked who they are, which takes a database."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)
