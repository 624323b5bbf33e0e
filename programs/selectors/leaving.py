"""How many people left a program, month by month: counts of stored days, nobody's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count

from belonging.core.clock import month_begins_on, program_month
from programs.models import Participant

if TYPE_CHECKING:
    from datetime import date

    from programs.models import Program


@dataclass(frozen=True)
class LeftByMonth:
    """Up to the end of a program month, or up to today in the month that is not over."""

    month: int
    on: date
    left: int
    everybody: int  # who ever had a place, those who left among them


def leaving_by_month(program: Program, on: date) -> tuple[LeftByMonth, ...]:
    """Who had left by each month up to `on`, of everybody who had ever joined by then; one query."""
    joined = Participant.objects.filter(program=program, joined_on__lte=on).order_by()
    rows = list(joined.values_list("joined_on", "withdrawn_on").annotate(people=Count("pk")))
    last = min(program_month(program.starts_on, on), program.month_count)
    found = []
    for month in range(1, last + 1):
        day = month_begins_on(program.starts_on, month + 1) - timedelta(days=1) if month < last else on
        there = [row for row in rows if row[0] <= day]
        left = sum(people for _, gone, people in there if gone and gone <= day)
        found.append(LeftByMonth(month, day, left, sum(people for _, _, people in there)))
    return tuple(found)
