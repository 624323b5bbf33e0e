"""Reads of the due-date ledger and of claims nobody answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from network.enums import NightState, PartnerState
from network.models import InteractionPartner, Night
from network.rules import CLAIM_LASTS

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


def quiet_nights(now: datetime, offered_before: datetime) -> QuerySet[Night]:
    """Free nights that were not offered lately, in all organizations; needs unscoped()."""
    return free_nights(now).filter(Q(offered_at=None) | Q(offered_at__lt=offered_before))


def stale_claims(now: datetime) -> QuerySet[InteractionPartner]:
    """Claims that have waited for their answer for thirty days, oldest first."""
    waiting = InteractionPartner.objects.filter(state=PartnerState.CLAIMED, created_at__lt=now - CLAIM_LASTS)
    return waiting.order_by("created_at", "id")


def organizations_with_stale_claims(now: datetime) -> list[UUID]:
    """The organizations in which claims have waited too long; needs unscoped()."""
    return list(stale_claims(now).order_by("organization_id").values_list("organization_id", flat=True).distinct())


def _is_free(now: datetime) -> Q:
    return Q(lease_until=None) | Q(lease_until__lt=now)
