"""A request that may be sent twice is done once, and the second answer equals the first."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from belonging.core.errors import BelongingError
from belonging.tenancy.models import IdempotencyKey, Membership

LONGEST_KEY = 100


class KeyReused(BelongingError):
    """The same key came with other contents."""

    code = "idempotency_key_reused"


class KeyTooLong(BelongingError):
    """A key does not fit; cut short, it might be somebody's other request."""

    code = "idempotency_key_too_long"


def fingerprint(contents: Any) -> str:
    """The same contents, the same fingerprint, whatever the order of their keys."""
    return hashlib.sha256(json.dumps(contents, sort_keys=True, default=str).encode()).hexdigest()


def once(
    *, membership: Membership, key: str, contents: Any, act: Callable[[], dict[str, Any]]
) -> tuple[dict[str, Any], bool]:
    """
    This will do `act` once for a key and answer (what it answered, whether that is a repeat).

    The key stands in the act's own transaction: a request that dies leaves no key behind, and a second request with the
    same key waits for the first. Raises KeyReused when the key comes back with other contents and KeyTooLong
    above a hundred signs; whatever `act` raises passes through and frees the key.
    """
    if not key:
        return act(), False
    if len(key) > LONGEST_KEY:
        raise KeyTooLong(_("An idempotency key has at most 100 signs."))
    mark = fingerprint(contents)
    with transaction.atomic():
        # ON CONFLICT DO NOTHING waits for a twin that is still open; afterwards its row can be read.
        mine = IdempotencyKey(membership=membership, key=key, fingerprint=mark)
        IdempotencyKey.objects.bulk_create([mine], ignore_conflicts=True)
        row = IdempotencyKey.objects.get(membership=membership, key=key)
        if row.public_id != mine.public_id:
            if row.fingerprint != mark:
                raise KeyReused(_("This form was already sent with other contents. Open it again."))
            return row.body, True
        body = act()
        IdempotencyKey.objects.filter(pk=row.pk).update(body=body)
        return body, False
