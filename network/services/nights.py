"""
The night: the ledger is opened, offered to workers, and each night taken once.

The ledger in PostgreSQL decides, Celery only hurries it along; docs/decisions/0005 tells why. However many beats tick
and however often a task is delivered, one row stands for a program's night, one statement claims it, and the row is
marked taken in the transaction that stores the snapshot.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from belonging.tenancy.jobs import publish
from belonging.tenancy.scope import open_scope, unscoped
from belonging.tenancy.statements import commit_without_waiting
from network.enums import NightState, Occasion
from network.ledger import owed_nights
from network.models import Night, Snapshot
from network.selectors.nights import (
    MOST_ATTEMPTS,
    Claimed,
    claimed_night,
    hopeless_nights,
    latest_nights,
    mark_taken,
    overtaken_nights,
    quiet_nights,
)
from network.services.snapshots import take_snapshot
from programs.selectors.programs import program_by_pk, running_programs

if TYPE_CHECKING:
    from programs.models import Program

# A dead worker's night is free after the lease and is offered by the next sweep (every 30 s): within two minutes.
LEASE = timedelta(seconds=90)
OFFER_AGAIN_AFTER = timedelta(seconds=60)
MOST_OFFERS = 2000

logger = logging.getLogger(__name__)


def open_due_nights(*, now: datetime) -> int:
    """This will write the ledger rows that running programs owe by now, offer them, and answer how many it offered."""
    with unscoped("open the nights that programs owe"):
        programs = list(running_programs())
        latest = latest_nights(programs)
        rows = [row for program in programs for row in _owed_rows(program, latest.get(program.pk), now)]
        # Another beat may be writing the same rows: the unique constraint lets one of each in.
        Night.objects.bulk_create(rows, ignore_conflicts=True)
    return offer_free_nights(now=now)


def _owed_rows(program: Program, latest: date | None, now: datetime) -> list[Night]:
    days = owed_nights(program.time_zone, program.started_at or program.created_at, latest, now)
    rows = [
        Night(organization_id=program.organization_id, program_id=program.pk, local_date=day, state=NightState.MISSED)
        for day in days
    ]
    for last in rows[-1:]:
        last.state = NightState.DUE
    return rows


def offer_free_nights(*, now: datetime) -> int:
    """This will offer every night that is due and that nobody holds, close what can no longer be taken, and count."""
    with unscoped("offer the nights that are due"):
        # A night that was due and not taken before the next one would show the next one's network.
        overtaken_nights(now).update(state=NightState.MISSED)
        for night in hopeless_nights(now):
            logger.error("Night %s was tried %s times and is given up.", night.public_id, night.attempts)
            Night.objects.filter(pk=night.pk).update(state=NightState.FAILED)
        free = list(quiet_nights(now, now - OFFER_AGAIN_AFTER)[:MOST_OFFERS])
        Night.objects.filter(pk__in=[night.pk for night in free]).update(offered_at=now)
    return sum(offer_night(night.organization_id, night.public_id) for night in free)


def offer_night(organization_id: UUID, night_id: UUID) -> bool:
    """This will offer one night to the workers."""
    from network.tasks import take_night as task  # noqa: PLC0415 -- tasks call this module from inside their bodies

    return publish(task, organization_id=str(organization_id), night_id=str(night_id))


def take_night(*, organization_id: UUID, night_id: UUID, now: datetime) -> Snapshot | None:
    """This will take the snapshot of one night if nobody else holds or has taken it; a fault is tried again."""
    with open_scope(organization_id):
        claimed = claimed_night(night_id, now=now, until=now + LEASE)
    if claimed is None:
        return None
    try:
        with open_scope(organization_id):
            return _taken(claimed, now)
    except Exception:
        logger.exception("Night %s stopped.", night_id)
        with open_scope(organization_id):
            _let_go(claimed)
        return None


def _taken(claimed: Claimed, now: datetime) -> Snapshot:
    commit_without_waiting()
    program = program_by_pk(claimed.program_id)
    snapshot = take_snapshot(program=program, on=claimed.local_date, now=now, occasion=Occasion.NIGHT)
    mark_taken(claimed, now)
    return snapshot


def _let_go(claimed: Claimed) -> None:
    mine = Night.objects.filter(pk=claimed.pk, state=NightState.DUE)  # somebody else may have taken it meanwhile
    mine.update(lease_until=None)
    mine.filter(attempts__gte=MOST_ATTEMPTS).update(state=NightState.FAILED)
