"""Reads of the due-date ledger and of claims nobody answered."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from belonging.tenancy.scope import current_organization_id
from belonging.tenancy.statements import rows_of, run
from network.enums import NightState, PartnerState
from network.models import InteractionPartner, Night
from network.rules import CLAIM_LASTS
from programs.selectors.programs import unless_archived

if TYPE_CHECKING:
    from programs.models import Program

MOST_ATTEMPTS = 5


def latest_nights(programs: Iterable[Program]) -> dict[int, date]:
    """The last local date that has a row in the ledger, by program row id; needs unscoped()."""
    rows = Night.objects.filter(program__in=[program.pk for program in programs])
    return dict(rows.order_by("program_id").values_list("program_id").annotate(Max("local_date")))


def overtaken_nights(now: datetime) -> QuerySet[Night]:
    """Nights that nobody took before the program's next one came due; needs unscoped()."""
    later = Night.objects.filter(
        organization_id=OuterRef("organization_id"), program=OuterRef("program"), local_date__gt=OuterRef("local_date")
    )
    return Night.objects.filter(Exists(later), _is_free(now), state=NightState.DUE)


def hopeless_nights(now: datetime) -> QuerySet[Night]:
    """Nights whose worker died or gave up five times; needs unscoped()."""
    return Night.objects.filter(_is_free(now), state=NightState.DUE, attempts__gte=MOST_ATTEMPTS)


def free_nights(now: datetime) -> QuerySet[Night]:
    """Nights that are due and that no worker holds, oldest first."""
    free = Night.objects.filter(_is_free(now), state=NightState.DUE, attempts__lt=MOST_ATTEMPTS)
    return free.order_by("local_date", "id")


def oldest_due_night() -> datetime | None:
    """Since when the oldest night that is still to be taken has waited, of all organizations; needs unscoped()."""
    due = Night.objects.filter(state=NightState.DUE)
    since: datetime | None = due.aggregate(since=Min("created_at"))["since"]
    return since


def night_counts() -> dict[str, int]:
    """How many nights are due, taken, missed and given up, of all organizations; needs unscoped()."""
    return dict(Night.objects.order_by("state").values_list("state").annotate(Count("pk")))


def quiet_nights(now: datetime, offered_before: datetime) -> QuerySet[Night]:
    """Free nights that were not offered lately, in all organizations; needs unscoped()."""
    return free_nights(now).filter(Q(offered_at=None) | Q(offered_at__lt=offered_before))


def stale_claims(now: datetime) -> QuerySet[InteractionPartner]:
    """Claims that have waited for their answer for thirty days, oldest first."""
    # By the moment of the log, as the author's own list goes by it.
    old = now - CLAIM_LASTS
    waiting = InteractionPartner.objects.filter(
        unless_archived(), state=PartnerState.CLAIMED, interaction__logged_at__lt=old
    )
    return waiting.order_by("interaction__logged_at", "id")


def organizations_with_stale_claims(now: datetime) -> list[UUID]:
    """The organizations in which claims have waited too long; needs unscoped()."""
    return list(stale_claims(now).order_by("organization_id").values_list("organization_id", flat=True).distinct())


# One statement holds the condition and the lease: of two workers exactly one gets the row. Nobody waits for the disk,
# see commit_without_waiting.
_CLAIM = """
    WITH quickly AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
    UPDATE network_night
       SET lease_until = %(until)s, attempts = attempts + 1
      FROM quickly
     WHERE organization_id = %(organization)s AND public_id = %(night)s AND state = 'due' AND attempts < %(most)s
       AND (lease_until IS NULL OR lease_until < %(now)s)
 RETURNING id, program_id, local_date
"""


@dataclass(frozen=True)
class Claimed:
    """A night that the caller holds: its row id, whose it is and which date."""

    pk: int
    program_id: int
    local_date: date


def claimed_night(night_id: UUID, *, now: datetime, until: datetime) -> Claimed | None:
    """This will hold a night for the caller until a moment; nothing if somebody else has it."""
    values: dict[str, Any] = {"organization": current_organization_id(), "night": night_id, "now": now, "until": until}
    rows = rows_of(_CLAIM, values | {"most": MOST_ATTEMPTS})
    return Claimed(*rows[0]) if rows else None


@dataclass(frozen=True)
class LastCount:
    """What the night needs to know of the snapshot before it: whose rows it shares, and what it counted."""

    pk: int
    counted_in: int
    digest: str
    months: list[dict[str, int]]  # of its activity


_LAST = """
    SELECT id, coalesce(carried_from_id, id), edges_digest, coalesce(activity->'months', '[]')
      FROM network_snapshot
     WHERE organization_id = %(organization)s AND program_id = %(program)s
     ORDER BY taken_at DESC, id DESC
     LIMIT 1
"""


def last_count(program: Program) -> LastCount | None:
    """The newest snapshot of a program, of whatever series, without the figures of its network."""
    values: dict[str, Any] = {"organization": current_organization_id(), "program": program.pk}
    for pk, people_from_id, counted_from, months in rows_of(_LAST, values):
        return LastCount(pk, people_from_id, counted_from, months=json.loads(months))
    return None


_TAKEN = """
    UPDATE network_night SET state = 'taken', taken_at = %(now)s, lease_until = NULL
     WHERE organization_id = %(organization)s AND id = %(night)s
"""


def mark_taken(night: Claimed, now: datetime) -> None:
    """This will say in the ledger that a night was taken, in the transaction that stores it."""
    run(_TAKEN, {"organization": current_organization_id(), "night": night.pk, "now": now})


def _is_free(now: datetime) -> Q:
    return Q(lease_until=None) | Q(lease_until__lt=now)
