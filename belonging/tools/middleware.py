"""A token in the Authorization header signs a program in, for one request of the API."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from belonging.core import clock
from belonging.core.problems import plain_problem
from belonging.tenancy.middleware import ORGANIZATION_ADDRESS
from belonging.tools.models import ApiToken
from belonging.tools.services.tokens import Admission, TokenSpent, TooManyRequests, admit

BEARER = "Bearer "


class TokenRequest(HttpRequest):
    """A request that came with a token."""

    api_token: ApiToken


class TokenMiddleware:
    """
    Makes the token's maker the request's user, so that fences, roles and the second step hold as on pages.

    A cookie beside the token counts for nothing. Pages know no tokens: there the header changes nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        said, address = request.headers.get("Authorization", ""), ORGANIZATION_ADDRESS.match(request.path_info)
        if not said.startswith(BEARER) or address is None or not request.path_info.startswith("/api/"):
            return self.get_response(request)
        now = clock.now()
        try:
            admission = admit(secret=said.removeprefix(BEARER).strip(), organization=address["slug"], now=now)
        except TokenSpent as refusal:
            answer = plain_problem(refusal.code, str(refusal), HTTPStatus.UNAUTHORIZED)
            answer["WWW-Authenticate"] = "Bearer"
            return answer
        except TooManyRequests as refusal:
            answer = plain_problem(refusal.code, str(refusal), HTTPStatus.TOO_MANY_REQUESTS)
            answer["Retry-After"] = str(60 - now.second)
            return answer
        return self._answered(request, admission)

    def _answered(self, request: Any, admission: Admission) -> HttpResponse:
        request.user, request.api_token = admission.token.membership.user, admission.token
        response = self.get_response(request)
        response["RateLimit-Limit"] = str(settings.API_REQUESTS_A_MINUTE)
        response["RateLimit-Remaining"] = str(admission.left)
        return response
