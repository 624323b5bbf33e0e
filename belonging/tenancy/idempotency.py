"""
A request that may be sent twice is done once, and the second answer equals the first.

Programs name a key of their own. Of a page the press itself is the key: what was sent, and the secret that its form was
drawn with, which is another one each time the page is opened.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from belonging.core.errors import BelongingError
from belonging.core.prepared import Slot
from belonging.tenancy.models import IdempotencyKey, Membership
from belonging.tenancy.scope import PreparedHere
from belonging.tenancy.statements import hold

LONGEST_KEY = 100
PRESSED = "a press of a form"

_BY_KEY = PreparedHere(
    lambda: IdempotencyKey.objects.filter(membership_id=Slot("membership"), key=Slot("key")).order_by("id")
)


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
        row = _BY_KEY.get(membership=membership.pk, key=key)
        if row.public_id != mine.public_id:
            if row.fingerprint != mark:
                raise KeyReused(_("This form was already sent with other contents. Open it again."))
            return row.body, True
        body = act()
        IdempotencyKey.objects.filter(pk=row.pk).update(body=body)
        return body, False


def press_of(path: str, token: str, contents: Any) -> str:
    """The key of a press; neither the secret nor what was sent can be found out from it."""
    return fingerprint([path, token, contents])


def earlier_press(*, membership: Membership, press: str) -> str:
    """
    Where the same press led a moment ago, or nothing when it is the first.

    It is held until the request ends: of two presses at once the second waits for what came of the first.
    """
    hold(f"press {membership.pk} {press}")
    found = IdempotencyKey.objects.filter(membership=membership, key=press, fingerprint=PRESSED).first()
    return str(found.body["to"]) if found else ""


def keep_press(*, membership: Membership, press: str, to: str) -> None:
    """This will keep where a press led, in the transaction of what it did."""
    IdempotencyKey.objects.create(membership=membership, key=press, fingerprint=PRESSED, body={"to": to})
