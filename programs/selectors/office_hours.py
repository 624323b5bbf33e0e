"""Reads of office hours: what is free, what is mine, and a facilitator's own."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from belonging.tenancy.models import Membership
from programs.models import OfficeHour, Participant, Program
from programs.selectors.programs import unless_archived

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)


def _coming(program: Program, now: datetime) -> QuerySet[OfficeHour]:
    rows = OfficeHour.objects.filter(program=program, ends_at__gt=now)
    return rows.select_related("facilitator", "taken_by__membership").order_by("starts_at", "id")


def free_hours(program: Program, now: datetime) -> QuerySet[OfficeHour]:
    """Slots nobody has taken, soonest first."""
    return _coming(program, now).filter(taken_by=None, starts_at__gt=now)


def hours_of_person(participant: Participant, now: datetime) -> QuerySet[OfficeHour]:
    """A person's own coming slots, soonest first."""
    return _coming(participant.program, now).filter(taken_by=participant)


def hours_of_facilitator(program: Program, membership: Membership, now: datetime) -> QuerySet[OfficeHour]:
    """A facilitator's own coming slots with who took them, soonest first."""
    return _coming(program, now).filter(facilitator=membership)


def hour_by_public_id(program: Program, public_id: UUID) -> OfficeHour | None:
    """The slot an address names, or nothing."""
    rows = OfficeHour.objects.filter(program=program, public_id=public_id)
    return rows.select_related("facilitator__user", "taken_by__membership", "program__organization").first()


def locked_hour(pk: int) -> OfficeHour:
    """A slot, held until the transaction ends: of two who want it the second finds it taken."""
    rows = OfficeHour.objects.select_for_update(of=("self",))
    hour: OfficeHour = rows.select_related("facilitator__user", "program__organization").get(pk=pk)
    return hour


def taken_starts(membership: Membership, starts: list[datetime]) -> set[datetime]:
    """Which of these moments a facilitator has offered already, in any program."""
    rows = OfficeHour.objects.filter(facilitator=membership, starts_at__in=starts)
    return set(rows.values_list("starts_at", flat=True))


def hours_in_feed(participant: Participant) -> list[OfficeHour]:
    """Every slot a person took, and of those they offer whatever somebody took, oldest first."""
    mine = Q(taken_by=participant) | Q(facilitator=participant.membership, taken_by__isnull=False)
    rows = OfficeHour.objects.filter(mine, program=participant.program)
    return list(rows.select_related("facilitator", "taken_by__membership").order_by("starts_at", "id"))


def hours_to_remind(now: datetime) -> QuerySet[OfficeHour]:
    """Taken slots a day or an hour ahead of which nobody was reminded; who took theirs since then needs no mail."""
    taken = OfficeHour.objects.filter(taken_by__isnull=False, starts_at__gt=now, starts_at__lte=now + DAY)
    day = Q(day_reminder_at=None, starts_at__gt=now + HOUR, taken_at__lte=F("starts_at") - DAY)
    hour = Q(hour_reminder_at=None, starts_at__lte=now + HOUR, taken_at__lte=F("starts_at") - HOUR)
    return taken.filter(day | hour, unless_archived()).order_by("starts_at", "id")


def taken_hours_to_remind(now: datetime, most: int) -> list[OfficeHour]:
    """The same, with all a mail needs, held; rows that another worker holds are left to it."""
    rows = hours_to_remind(now).select_for_update(of=("self",), skip_locked=True)
    people = ("facilitator__user", "taken_by__membership__user", "program__organization")
    return list(rows.select_related(*people)[:most])


def organizations_with_hours_to_remind(now: datetime) -> set[UUID]:
    """The organizations in which somebody is to be reminded of an office hour; needs unscoped()."""
    return set(hours_to_remind(now).order_by().values_list("organization_id", flat=True).distinct())
