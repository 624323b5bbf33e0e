"""An app with codes, as somebody's phone has one."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

from belonging.accounts.models import User


def set_up_app(user: User) -> str:
    """Gives somebody an app with codes, and answers its key."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str) -> str:
    """What the app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def has_app(user: User) -> bool:
    """Whether somebody has an app with codes."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
