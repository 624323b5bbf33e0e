"""Reads of what is done about results."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from programs.enums import ProgramState
from surveys.models import FollowUp
from surveys.selectors.waves import local_day

if TYPE_CHECKING:
    from programs.models import Program
    from surveys.models import Wave


def follow_ups_of(wave: Wave) -> list[FollowUp]:
    """What is done about a wave's result, the earliest day first, with owners and the wave that asks about it."""
    rows = FollowUp.objects.filter(wave=wave).select_related("owner", "asks")
    return list(rows.order_by("due_on", "id"))


def follow_up_by_public_id(program: Program, public_id: UUID) -> FollowUp | None:
    """The action an address names, in a program, or nothing."""
    return FollowUp.objects.filter(wave__program=program, public_id=public_id).select_related("wave__program").first()


def follow_ups_to_ask_about(now: datetime, after: timedelta) -> list[FollowUp]:
    """Actions that were done long enough ago and about which nobody has been asked, in programs that still run."""
    rows = FollowUp.objects.filter(asks=None, done_on__isnull=False, wave__program__state=ProgramState.RUNNING)
    found = rows.select_related("wave__program").order_by("done_on", "id")
    return [
        one
        for one in found
        if one.done_on is not None
        and one.done_on + after <= local_day(one.wave.program, now) < one.wave.program.ends_before
    ]
