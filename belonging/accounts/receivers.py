"""What allauth tells us."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from belonging.accounts.models import User
from belonging.accounts.services import end_other_sessions, give_session_another_key, narrow_session
from belonging.core.middleware import SIGNED_OUT


def on_signed_out(*, request: HttpRequest, sender: Any = None, **rest: Any) -> None:
    """The answer tells the device to forget what it kept."""
    setattr(request, SIGNED_OUT, True)


def on_second_step_added(
    *, request: HttpRequest, user: User, authenticator: Authenticator, sender: Any = None, **rest: Any
) -> None:
    """Sessions from before knew a password alone: they end, so that none is left without a second step."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        end_other_sessions(user=user, kept=request.session.session_key)


def on_said_again(*, request: HttpRequest, user: User, reauthenticated: bool = False, **rest: Any) -> None:
    """Who has said again who they are may do more than before: by a key that nobody saw before."""
    if reauthenticated:
        give_session_another_key(user=user, session=request.session)


def on_signed_in(*, request: HttpRequest, user: User, only: dict[str, Any] | None = None, **rest: Any) -> None:
    """Each sign-in says anew how far it reaches; `only` came with the sign-in itself, past a second step too."""
    narrow_session(session=request.session, only=only)
