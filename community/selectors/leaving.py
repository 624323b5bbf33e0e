"""Reads of what people who left have written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from community.enums import SideAnswer
from community.models import (
    Benefit,
    BenefitSide,
    BuddyOffer,
    FirstTour,
    GroupSeat,
    HelpAsk,
    HelpRequest,
    NamedIn,
    NetworkContact,
    Nod,
    Nomination,
    Post,
    ProfileLine,
    ProjectStep,
    SharingSeat,
    Story,
    Thanks,
    WallNote,
)
from programs.enums import ParticipantState


def stories_of_people_who_left(participant_id: UUID | None = None) -> QuerySet[Story]:
    """Stories whose teller has left, of one person or of everybody; of all organizations inside unscoped()."""
    rows = Story.objects.filter(teller__state=ParticipantState.WITHDRAWN).order_by("id")
    return rows if participant_id is None else rows.filter(teller__public_id=participant_id)


def nominations_of_people_who_left(participant_id: UUID | None = None) -> QuerySet[Nomination]:
    """The same of what they said of people they named."""
    rows = Nomination.objects.filter(nominator__state=ParticipantState.WITHDRAWN).order_by("id")
    return rows if participant_id is None else rows.filter(nominator__public_id=participant_id)


def posts_of_people_who_left(participant_id: UUID | None = None) -> QuerySet[Post]:
    """The same of what they wrote in groups."""
    rows = Post.objects.filter(author__state=ParticipantState.WITHDRAWN).order_by("id")
    return rows if participant_id is None else rows.filter(author__public_id=participant_id)


def seats_of_people_who_left(participant_id: UUID | None = None) -> QuerySet[GroupSeat]:
    """Their places in groups, each with its group."""
    rows = GroupSeat.objects.filter(participant__state=ParticipantState.WITHDRAWN).select_related(
        "group", "participant__membership"
    )
    rows = rows.order_by("id")
    return rows if participant_id is None else rows.filter(participant__public_id=participant_id)


def thanks_of_people_who_left(participant_id: UUID | None = None) -> QuerySet[Thanks]:
    """The same of what they thanked others for."""
    rows = Thanks.objects.filter(giver__state=ParticipantState.WITHDRAWN).order_by("id")
    return rows if participant_id is None else rows.filter(giver__public_id=participant_id)


def benefits_of_people_who_left(participant_id: UUID | None = None) -> QuerySet[Benefit]:
    """The same of what they told came of it."""
    rows = Benefit.objects.filter(teller__state=ParticipantState.WITHDRAWN).order_by("id")
    return rows if participant_id is None else rows.filter(teller__public_id=participant_id)


def unasked_benefits_of_people_who_left(participant_id: UUID | None = None) -> QuerySet[Benefit]:
    """What was told with the name of somebody who left before they said whether it was so."""
    sides = BenefitSide.objects.filter(
        benefit=OuterRef("pk"), answer=SideAnswer.ASKED, participant__state=ParticipantState.WITHDRAWN
    )
    if participant_id is not None:
        sides = sides.filter(participant__public_id=participant_id)
    return Benefit.objects.filter(Exists(sides)).order_by("id")


def notes_of_people_who_left(participant_id: UUID | None = None) -> QuerySet[WallNote]:
    """The same of what they hung on walls."""
    rows = WallNote.objects.filter(author__state=ParticipantState.WITHDRAWN).order_by("id")
    return rows if participant_id is None else rows.filter(author__public_id=participant_id)


def own_words_of_people_who_left(participant_id: UUID | None = None) -> list[QuerySet[Any]]:
    """Rows that mean nothing without the person: card, nods, names, thanks, welcoming, tours, networks, help."""
    gone = Q(participant__state=ParticipantState.WITHDRAWN)
    if participant_id is not None:
        gone &= Q(participant__public_id=participant_id)
    tables: tuple[Any, ...] = (
        ProfileLine, BuddyOffer, Nod, NamedIn, SharingSeat, Thanks, BenefitSide, NetworkContact, FirstTour, HelpAsk,
    )  # fmt: skip
    asked = Q(asker__state=ParticipantState.WITHDRAWN)
    if participant_id is not None:
        asked &= Q(asker__public_id=participant_id)
    return [*(model.objects.filter(gone) for model in tables), HelpRequest.objects.filter(asked)]


def tours_beside_people_who_left(participant_id: UUID | None = None) -> QuerySet[FirstTour]:
    """First tours on which they went beside somebody."""
    rows = FirstTour.objects.filter(partner__state=ParticipantState.WITHDRAWN).order_by("id")
    return rows if participant_id is None else rows.filter(partner__public_id=participant_id)


def steps_of_people_who_left(participant_id: UUID | None = None) -> QuerySet[ProjectStep]:
    """Next steps of projects that they took on."""
    rows = ProjectStep.objects.filter(taken_by__state=ParticipantState.WITHDRAWN).order_by("id")
    return rows if participant_id is None else rows.filter(taken_by__public_id=participant_id)


def organizations_with_names_to_detach() -> list[UUID]:
    """Organizations in which words of people who left still carry their names; needs unscoped()."""
    tables = (
        stories_of_people_who_left(),
        nominations_of_people_who_left(),
        posts_of_people_who_left(),
        thanks_of_people_who_left(),
        benefits_of_people_who_left(),
        notes_of_people_who_left(),
        tours_beside_people_who_left(),
        steps_of_people_who_left(),
        seats_of_people_who_left(),
        *own_words_of_people_who_left(),
    )
    ids = (rows.order_by().values_list("organization_id", flat=True) for rows in tables)
    return sorted({one for found in ids for one in found})
