"""One row per act, written inside the act's own transaction."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from belonging.tenancy.models import AuditEntry, Membership, OrgModel

Listener = Callable[[AuditEntry], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """This will call a function with each act from now on, inside the act's own transaction, for an outbox."""
    if listener not in _listeners:
        _listeners.append(listener)


def record(
    *, actor: Membership | None, verb: str, now: datetime, target: OrgModel | None = None, **detail: Any
) -> None:
    """This will write down who did what to which row; `detail` holds ids and counts, never names, notes or answers."""
    entry = AuditEntry.objects.create(
        actor=actor,
        verb=verb,
        target_kind="" if target is None else target._meta.label,  # noqa: SLF001 -- the model's own name
        target_id=None if target is None else target.public_id,
        detail=detail,
        at=now,
    )
    for listener in _listeners:
        listener(entry)
