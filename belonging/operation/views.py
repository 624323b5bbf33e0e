"""
Two addresses for those who run the product, which answer to a token of their own and are not there without one; and
what everybody reads when something breaks.
"""

import sys
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_GET
from django.views.defaults import server_error as usual_server_error
from prometheus_client import CONTENT_TYPE_LATEST

from belonging.core import clock
from belonging.operation.health import examine
from belonging.operation.metrics import written

AGAIN_AFTER = 5  # seconds: PostgreSQL is back sooner than that after a restart

View = Callable[[HttpRequest], HttpResponse]


def for_operators(view: View) -> View:
    """Lets pass who sends `Authorization: Bearer …` with OPERATOR_TOKEN; for everybody else there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not settings.OPERATOR_TOKEN or not constant_time_compare(sent, settings.OPERATOR_TOKEN):
            raise Http404
        return view(request)

    return transaction.non_atomic_requests(login_not_required(require_GET(guarded)))


@for_operators
def status(request: HttpRequest) -> HttpResponse:
    """Every part and what is wrong with it; 503 when anything is."""
    parts = examine(clock.now())
    is_well = all(part.is_well for part in parts)
    told = {"status": "ok" if is_well else "unwell", "parts": {part.name: part.fault or "ok" for part in parts}}
    return JsonResponse(told, status=HTTPStatus.OK if is_well else HTTPStatus.SERVICE_UNAVAILABLE)


@for_operators
def metrics(request: HttpRequest) -> HttpResponse:
    """What Prometheus reads."""
    return HttpResponse(written(clock.now()), content_type=CONTENT_TYPE_LATEST)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our side, not theirs: 500, or 503 with a time to come back at while the database is away."""
    response: HttpResponse = usual_server_error(request)  # called while the fault is being handled
    if _is_away(sys.exc_info()[1]):
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        response.headers["Retry-After"] = str(AGAIN_AFTER)
    return response


def _is_away(fault: BaseException | None) -> bool:
    # What the driver calls by no better name is a connection that ended in the middle of an answer.
    is_cut_off = type(fault) is DatabaseError and fault.__cause__ is not None
    return is_cut_off or isinstance(fault, OperationalError | InterfaceError)
