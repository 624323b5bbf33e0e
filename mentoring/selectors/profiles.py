"""Reads of how mentoring runs in a program, and of who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from mentoring.models import MentorProfile, Track
from mentoring.rules import SHELF, is_open, opens_on
from programs.enums import ParticipantState
from programs.selectors.resources import resources_of
from programs.selectors.worksheets import words_on

if TYPE_CHECKING:
    from programs.models import Participant, Program

FIRST_MODULE = 1
MOST_SUGGESTIONS = 4


def track_of(program: Program) -> Track:
    """How mentoring runs in a program; the defaults, not yet stored, where nobody has changed them."""
    return Track.objects.filter(program=program).first() or Track(program=program)


def profile_of(participant: Participant) -> MentorProfile | None:
    """What somebody answered when they opted in, or nothing."""
    return MentorProfile.objects.filter(participant=participant).first()


def open_profiles(program: Program) -> QuerySet[MentorProfile]:
    """The answers of everybody who takes part in mentoring now and is not paused, by name, with their places."""
    rows = MentorProfile.objects.filter(program=program, is_open=True, participant__state=ParticipantState.ACTIVE)
    return rows.select_related("participant__membership").order_by("participant__membership__name", "id")


def locked_profiles(participant_ids: list[int]) -> dict[int, MentorProfile]:
    """The answers of these people, held, by row id of the person: places are given one at a time."""
    rows = MentorProfile.objects.select_for_update().filter(participant__in=participant_ids).order_by("id")
    return {row.participant_id: row for row in rows}


@dataclass(frozen=True)
class Doorway:
    """Whether somebody may opt in now."""

    track: Track
    opens_on: date
    is_open: bool


def doorway(program: Program, today: date) -> Doorway:
    """Whether and from when people of a program may opt in."""
    track = track_of(program)
    return Doorway(track, opens_on(track, program), is_open(track, program, today))


def suggestions_for(participant: Participant) -> list[tuple[str, str]]:
    """What a person wrote in the first module's worksheets and on the goal canvas, with the paper's title."""
    papers = resources_of(participant.program).filter(Q(module__number=FIRST_MODULE) | Q(category=SHELF))
    return words_on(participant, papers)[:MOST_SUGGESTIONS]
