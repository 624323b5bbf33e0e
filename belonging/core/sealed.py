"""
Secrets of other houses that the product has to show them again: kept so that the database alone does not open them.

The key is made from the product's own, which lies outside the database and its backups.
"""

import hashlib
import hmac

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox


class SealBroken(ValueError):
    """It was sealed by another key, or altered."""


def seal(text: str, *, purpose: str) -> bytes:
    """Closes a text; the same text twice looks different."""
    return bytes(_box(purpose).encrypt(text.encode()))


def unseal(sealed: bytes, *, purpose: str) -> str:
    """Opens it again; raises SealBroken."""
    try:
        return _box(purpose).decrypt(sealed).decode()
    except CryptoError as error:
        raise SealBroken from error


def _box(purpose: str) -> SecretBox:
    key = hmac.digest(settings.SECRET_KEY.encode(), f"belonging.core.sealed {purpose}".encode(), hashlib.sha256)
    return SecretBox(key)
