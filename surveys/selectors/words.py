"""What people wrote: shown remarks for whoever runs the program, the restricted folder for admins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from surveys.enums import Care
from surveys.models import Item
from surveys.selectors.ballots import remarks_in

if TYPE_CHECKING:
    from programs.models import Program


@dataclass(frozen=True)
class Said:
    """One remark with the question it answers and the day its survey opened; nothing more is known of it."""

    id: UUID
    question: str
    asked_on: date
    text: str
    care: str

    @property
    def care_label(self) -> str:
        """Why it lies where it lies."""
        return str(Care(self.care).label)


def shown_remarks(program: Program) -> list[Said]:
    """Remarks that may be shown, the newest survey first."""
    return _said(program, (Care.FREE,))


def restricted_remarks(program: Program) -> list[Said]:
    """The restricted folder, the newest survey first. For admins."""
    return _said(program, (Care.MATCHED, Care.KEPT))


def _said(program: Program, cares: tuple[Care, ...]) -> list[Said]:
    rows = list(remarks_in(program).filter(care__in=cares))
    items = Item.objects.filter(instrument__in={row.wave.instrument_id for row in rows}).order_by("id")
    questions = {(item.instrument_id, item.key): item.text for item in items}
    return [
        Said(row.pk, questions[row.wave.instrument_id, row.item], row.wave.opens_on, row.text, row.care) for row in rows
    ]


def restricted_count(program: Program) -> int:
    """How many remarks lie in the restricted folder and were read by nobody yet."""
    return remarks_in(program).filter(care=Care.MATCHED).count()
