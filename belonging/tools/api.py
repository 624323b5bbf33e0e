"""How the API knows a token, and how far one reaches."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from belonging.accounts.models import User
from belonging.tools.models import ApiToken

# Areas without a scope of their own: what an organization calls things stands in the texts of its programs.
AREAS = {"tenancy": "programs"}


def token_of(request: Request) -> ApiToken | None:
    """The token that the middleware let in, if the request came with one."""
    token: ApiToken | None = getattr(request._request, "api_token", None)  # noqa: SLF001 -- DRF's own way down
    return token


class TokenAuthentication(BaseAuthentication):
    """A program that came with a token; no cookie was asked, so there is nothing to forge."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        token = token_of(request)
        if token is None or token.membership.user is None:
            return None
        return token.membership.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class TokenReaches(BasePermission):
    """
    The token has the scope of the address's area, for reading or for writing. People who signed in need none.

    No token opens a view that is `for_people`: whoever wrote there was told who reads it.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        token = token_of(request)
        if token is None:
            return True
        if getattr(view, "for_people", False):
            self.message = _("Private words are read by people who sign in. No token opens them.")
            return False
        match = request.resolver_match
        area = match.namespace.removesuffix("-api") if match else ""
        area = AREAS.get(area, area)
        needed = f"{area}:{'read' if request.method in SAFE_METHODS else 'write'}"
        self.message = _("This token does not reach that far: it would need %(scope)s.") % {"scope": needed}
        return needed in token.scopes


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the library carries no types
    """What the schema says of tokens."""

    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A token made under “Connected tools”."}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """What the schema says of people who signed in."""

    target_class = "belonging.core.api.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
