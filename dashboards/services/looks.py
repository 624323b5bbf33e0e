"""The daily look: what is noticed is stored, moves are measured again, and a new week gets its briefs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from belonging.core.clock import today
from dashboards.models import Look, Signal
from dashboards.selectors.moves import live_signals
from dashboards.selectors.noticing import Noticing, noticing
from dashboards.selectors.parts import chart_parts
from dashboards.services.briefs import write_briefs
from dashboards.services.moves import measure_again

if TYPE_CHECKING:
    from datetime import date, datetime

    from programs.models import Program


@transaction.atomic
def look_at(*, program: Program, now: datetime) -> bool:
    """This will look at a program once a local day; False when somebody has."""
    on = today(program.time_zone, now)
    if not _is_first(program, on, now):
        return False
    found = noticing(program, on)
    _keep(program, found, on)
    measure_again(program=program, found=found, on=on, now=now)
    write_briefs(program=program, on=on, now=now)
    return True


def _is_first(program: Program, on: date, now: datetime) -> bool:
    # Of two workers the second waits here for the first one's commit, and finds the row.
    try:
        with transaction.atomic():
            parts = chart_parts(program, now)
            Look.objects.create(program=program, local_date=on, looked_at=now, parts=parts)
    except IntegrityError:
        return False
    return True


def _keep(program: Program, found: Noticing, on: date) -> None:
    """One row for each thing from the day it is noticed to the day it is gone."""
    there = {(row.kind, row.subject): row for row in live_signals(program, segments=None)}
    for one in found.rows:
        row = there.pop(one.key, None) or Signal(program=program, kind=one.kind, subject=one.subject, noticed_on=on)
        row.figure, row.of, row.weight, row.basis = one.figure, one.of, one.weight, one.basis
        row.save()
    for gone in there.values():
        if gone.kind in found.kinds:
            gone.gone_on = on
            gone.save(update_fields=["gone_on"])
