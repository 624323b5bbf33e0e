"""Evidence packs that were made."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from dashboards.models import Pack

if TYPE_CHECKING:
    from programs.models import Program


def packs_of(program: Program) -> list[Pack]:
    """The packs of a program, newest first, without what is in them."""
    rows = Pack.objects.filter(program=program).select_related("made_by").defer("content")
    return list(rows.order_by("-made_at", "-id"))


def pack_by_public_id(program: Program, public_id: UUID) -> Pack | None:
    """A pack of a program, or nothing."""
    return Pack.objects.filter(program=program, public_id=public_id).first()
