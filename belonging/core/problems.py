"""Errors of the API as problem details (RFC 9457)."""

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from belonging.core.errors import BelongingError

PROBLEM = "application/problem+json"


class TooMuch(exceptions.APIException):
    """More was sent than is read at once."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"

    def __init__(self) -> None:
        super().__init__(_("This is more than can be sent at once."))


def problem(code: str, title: str, status_code: int, **more: Any) -> Response:
    """An RFC 9457 answer."""
    body = {"type": f"about:blank#{code}", "title": title, "status": status_code} | more
    return Response(body, status=status_code, content_type=PROBLEM)


def plain_problem(code: str, title: str, status_code: int) -> JsonResponse:
    """The same before a view of the API was reached."""
    body = {"type": f"about:blank#{code}", "title": title, "status": int(status_code)}
    return JsonResponse(body, status=status_code, content_type=PROBLEM)


def explain(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turns what a view raised into problem details; unknown errors stay errors."""
    if isinstance(exc, BelongingError):
        set_rollback()
        field = {"field": exc.field} if exc.field else {}
        return problem(exc.code, str(exc), status.HTTP_422_UNPROCESSABLE_ENTITY, **field)
    if isinstance(exc, Http404):
        exc = exceptions.NotFound()
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied(str(exc) or None)
    elif isinstance(exc, RequestDataTooBig):
        exc = TooMuch()
    if not isinstance(exc, exceptions.APIException):
        return None
    set_rollback()
    if isinstance(exc, exceptions.ValidationError):
        return problem("invalid", _("Some fields need another look."), exc.status_code, errors=exc.detail)
    response = problem(str(exc.default_code), str(exc.detail), exc.status_code)
    if header := getattr(exc, "auth_header", None):
        response["WWW-Authenticate"] = header
    return response
