"""A sign-in ends by itself: after days without a sign of life, and after a month in any case."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from belonging.core import clock
from belonging.core.middleware import SIGNED_OUT

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
    return user


class SessionLimitMiddleware:
    """Whoever asks who is signed in hears of it only while the sign-in lasts; who does not ask needs no database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: still_signed_in(request))  # type: ignore[assignment]
        return self.get_response(request)
