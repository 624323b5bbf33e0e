"""Reads of first tours."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from community.enums import Entry, SeatState
from community.models import FirstTour, Group
from programs.enums import ParticipantState, ProgramState

if TYPE_CHECKING:
    from programs.models import Participant, Program


def tour_of(me: Participant) -> FirstTour | None:
    """Somebody's first tour, with who goes beside them, or nothing."""
    rows = FirstTour.objects.filter(participant=me)
    return rows.select_related("participant__membership", "partner__membership", "post").first()


def waiting_tours(program: Program) -> list[FirstTour]:
    """Who goes alone so far, the longest first."""
    rows = FirstTour.objects.filter(
        participant__program=program, participant__state=ParticipantState.ACTIVE, partner=None, ended_at=None
    )
    return list(rows.select_related("participant__membership").order_by("began_at", "id"))


def organizations_with_waiting_tours() -> set[UUID]:
    """Organizations in which somebody waits for company; needs unscoped()."""
    rows = FirstTour.objects.filter(partner=None, ended_at=None, participant__program__state=ProgramState.RUNNING)
    return set(rows.order_by().values_list("organization_id", flat=True))


def locked_tour(pk: int) -> FirstTour:
    """A tour as it is now, held until the transaction ends: a double press ends it once."""
    rows = FirstTour.objects.select_for_update(of=("self",), no_key=True)
    held: FirstTour = rows.select_related("participant__membership").get(pk=pk)
    return held


def groups_to_say_it_in(me: Participant) -> QuerySet[Group]:
    """Groups somebody sits in, and open ones; by name."""
    inside = Q(seats__participant=me, seats__state=SeatState.IN)
    rows = Group.objects.filter(Q(entry=Entry.OPEN) | inside, program=me.program_id, closed_at=None)
    return rows.distinct().order_by("name", "id")
