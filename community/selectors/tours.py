"""Reads of first tours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from community.enums import Entry, SeatState
from community.models import FirstTour, Group

if TYPE_CHECKING:
    from programs.models import Participant, Program


def tour_of(me: Participant) -> FirstTour | None:
    """Somebody's first tour, with who goes beside them, or nothing."""
    rows = FirstTour.objects.filter(participant=me)
    return rows.select_related("participant__membership", "partner__membership", "post").first()


def waiting_tours(program: Program) -> list[FirstTour]:
    """Who goes alone so far, the longest first."""
    rows = FirstTour.objects.filter(participant__program=program, partner=None, ended_at=None)
    return list(rows.select_related("participant__membership").order_by("began_at", "id"))


def groups_to_say_it_in(me: Participant) -> QuerySet[Group]:
    """Groups somebody sits in, and open ones; by name."""
    inside = Q(seats__participant=me, seats__state=SeatState.IN)
    rows = Group.objects.filter(Q(entry=Entry.OPEN) | inside, program=me.program_id, closed_at=None)
    return rows.distinct().order_by("name", "id")
