"""
How far a sign-in reaches, how long, and in which language: it ends after days without a sign of life, and after a month
in any case. One by an organization's own provider opens that organization alone, and nothing of the account
(docs/decisions/0028).
"""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from belonging.accounts.services import ONLY
from belonging.core import clock
from belonging.core.middleware import SIGNED_OUT

CHOSEN = "language_chosen"
BEGAN, SEEN = "began", "seen"  # moments in the session, as whole seconds
SEEN_EVERY = timedelta(hours=1).total_seconds()  # how exactly it is known: a row is written no more often


def begin_session(*, request: HttpRequest, **rest: Any) -> None:
    """From now on a sign-in counts."""
    if request is not None:
        request.session[BEGAN] = request.session[SEEN] = int(clock.now().timestamp())


def is_over(session: Any, now: float) -> bool:
    """Whether a sign-in has lain idle too long, or is too old; one that nobody began here is."""
    idle, oldest = timedelta(days=settings.SESSION_IDLE_DAYS), timedelta(days=settings.SESSION_MOST_DAYS)
    too_idle = now - session.get(SEEN, 0) >= idle.total_seconds()
    return bool(too_idle or now - session.get(BEGAN, 0) >= oldest.total_seconds())


def still_signed_in(request: HttpRequest) -> Any:
    """Who is signed in, if the sign-in is not over; then the session ends, and nobody is."""
    user, now = get_user(request), clock.now().timestamp()
    if not user.is_authenticated:
        return user
    if is_over(request.session, now):
        request.session.flush()
        setattr(request, SIGNED_OUT, True)
        return AnonymousUser()
    if now - request.session[SEEN] >= SEEN_EVERY:
        request.session[SEEN] = int(now)
    if only := request.session.get(ONLY):
        user.only_in, user.has_step_elsewhere = only["organization"], only["has_step"]
    return user


class SessionLimitMiddleware:
    """Whoever asks who is signed in hears of it only while the sign-in lasts; who does not ask needs no database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: still_signed_in(request))  # type: ignore[assignment]
        return self.get_response(request)


class LanguageMiddleware:
    """
    Pages speak the language that whoever is signed in has chosen; the browser keeps it for those that ask nobody.

    Before anybody chose, and for other programs, it is the one the browser asks for: LocaleMiddleware sees to that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked_for = translation.get_language()
        response = self.get_response(request)
        chosen = getattr(request, CHOSEN, asked_for)
        if chosen != asked_for:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, chosen, max_age=settings.LANGUAGE_COOKIE_AGE, httponly=True,
                secure=settings.LANGUAGE_COOKIE_SECURE, samesite="Lax",
            )  # fmt: skip
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *rest: Any) -> None:
        """A page for anyone is not asked who they are, which takes a database."""
        if getattr(view, "login_required", True) and request.user.is_authenticated:
            translation.activate(request.user.language)
            setattr(request, CHOSEN, request.user.language)


class AccountStaysClosedMiddleware:
    """
    Who was signed in by an organization's provider sees and changes nothing of the account, which opens more than that.

    Else whoever runs the provider could give somebody's account a password or a passkey, and come in everywhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *rest: Any) -> HttpResponse | None:
        """After the language is known."""
        if not request.path_info.startswith("/accounts/") or not getattr(request.user, "only_in", ""):
            return None
        if request.path_info in {reverse("account_logout"), reverse("accounts:wishes-edit")}:
            return None
        return render(request, "accounts/stays_closed.html", status=HTTPStatus.FORBIDDEN)
