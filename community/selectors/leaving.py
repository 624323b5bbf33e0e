"""Reads of what people who left have written."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from community.models import Nomination, Story
from programs.enums import ParticipantState


def stories_of_people_who_left(participant_id: UUID | None = None) -> QuerySet[Story]:
    """Stories whose teller has left, of one person or of everybody; of all organizations inside unscoped()."""
    rows = Story.objects.filter(teller__state=ParticipantState.WITHDRAWN).order_by("id")
    return rows if participant_id is None else rows.filter(teller__public_id=participant_id)


def nominations_of_people_who_left(participant_id: UUID | None = None) -> QuerySet[Nomination]:
    """The same of what they said of people they named."""
    rows = Nomination.objects.filter(nominator__state=ParticipantState.WITHDRAWN).order_by("id")
    return rows if participant_id is None else rows.filter(nominator__public_id=participant_id)


def organizations_with_names_to_detach() -> list[UUID]:
    """Organizations in which words of people who left still carry their names; needs unscoped()."""
    tables = (stories_of_people_who_left(), nominations_of_people_who_left())
    return sorted({one for rows in tables for one in rows.order_by().values_list("organization_id", flat=True)})
