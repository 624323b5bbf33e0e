"""One row per act, written inside the act's own transaction."""

from datetime import datetime
from typing import Any

from belonging.tenancy.models import AuditEntry, Membership, OrgModel


def record(
    *, actor: Membership | None, verb: str, now: datetime, target: OrgModel | None = None, **detail: Any
) -> None:
    """This will write down who did what to which row; `detail` holds ids and counts, never names, notes or answers."""
    AuditEntry.objects.create(
        actor=actor,
        verb=verb,
        target_kind="" if target is None else target._meta.label,  # noqa: SLF001 -- the model's own name
        target_id=None if target is None else target.public_id,
        detail=detail,
        at=now,
    )
