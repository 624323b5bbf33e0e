"""Reads of the community's first page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from belonging.tenancy.models import Membership
from community.enums import AwardPhase
from community.models import Award, Story
from community.selectors.award import latest_award, nominee_of, phase_of
from community.selectors.groups import GroupLine, group_lines
from community.selectors.stories import current_quarter, question_of, readable_stories, waiting_stories
from programs.rules import may_facilitate

if TYPE_CHECKING:
    from programs.models import Participant, Program

NEWEST_STORIES = 3
GROUPS_SHOWN = 5


@dataclass(frozen=True)
class HubPage:
    """The community at a glance."""

    question: str
    stories: list[Story]
    award: Award | None
    award_phase: AwardPhase | None
    is_named: bool  # this person, in that award
    groups: list[GroupLine]
    waiting_count: int  # of the editors' queue; 0 for those who do not run the program


def hub_page(program: Program, membership: Membership, me: Participant | None, today: date) -> HubPage:
    """What the community's first page shows a person."""
    award = latest_award(program)
    return HubPage(
        award=award,
        award_phase=phase_of(award, today) if award else None,
        is_named=award is not None and me is not None and nominee_of(award, me) is not None,
        question=question_of(program, current_quarter(program, today)),
        groups=group_lines(program, membership, me)[:GROUPS_SHOWN],
        stories=list(readable_stories(program, membership, me)[:NEWEST_STORIES]),
        waiting_count=waiting_stories(program).count() if may_facilitate(membership) else 0,
    )
