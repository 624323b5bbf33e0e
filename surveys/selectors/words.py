"""What people wrote: who may read which remarks, what each was an answer to, and how many wait for an admin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from surveys.enums import Care
from surveys.models import Item
from surveys.selectors.ballots import remarks_in

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from programs.models import Program
    from surveys.models.ballots import Remark


@dataclass(frozen=True)
class Said:
    """One remark with the question it answers and the day its survey opened; nothing more is known of it."""

    id: UUID
    question: str
    asked_on: date
    text: str


def readable_remarks(program: Program, *, restricted: bool) -> QuerySet[Remark]:
    """Remarks that may be shown, the newest survey first; with the restricted folder for those who may open it."""
    rows = remarks_in(program)
    return rows if restricted else rows.filter(care=Care.FREE)


def questions_of_remarks(remarks: Iterable[Remark]) -> dict[tuple[int, str], str]:
    """What was asked, by instrument and item."""
    items = Item.objects.filter(instrument__in={one.wave.instrument_id for one in remarks})
    return {(one.instrument_id, one.key): one.text for one in items.select_related("instrument").order_by("id")}


def shown_remarks(program: Program) -> list[Said]:
    """Remarks that may be shown, the newest survey first."""
    rows = list(readable_remarks(program, restricted=False))
    questions = questions_of_remarks(rows)
    return [Said(row.pk, questions[row.wave.instrument_id, row.item], row.wave.opens_on, row.text) for row in rows]


def restricted_count(program: Program) -> int:
    """How many remarks lie in the restricted folder and were read by nobody yet."""
    return remarks_in(program).filter(care=Care.MATCHED).count()
