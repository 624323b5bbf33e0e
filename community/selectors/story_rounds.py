"""A quarter's stories as one round: asked, told, laid side by side, looked at together, acted on, given back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from community.models import StoryRound
from community.selectors.stories import Asked, questions_of, readable_stories

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Participant, Program


@dataclass(frozen=True)
class Told:
    """A quarter with how many of its stories this person may read, and what came of them."""

    asked: Asked
    story_count: int
    round: StoryRound | None


def story_rounds(program: Program, membership: Membership, me: Participant | None, today: date) -> list[Told]:
    """The quarters up to now, the newest first."""
    asked = [one for one in questions_of(program, today) if one.begins_on <= today or one.is_now]
    counts = Counter(readable_stories(program, membership, me).order_by().values_list("quarter", flat=True))
    rows = StoryRound.objects.filter(program=program).select_related("owner").order_by("quarter")
    rounds = {one.quarter: one for one in rows}
    return [Told(one, counts[one.quarter], rounds.get(one.quarter)) for one in reversed(asked)]


def story_round(program: Program, quarter: int) -> StoryRound | None:
    """What is written down of one quarter, or nothing."""
    return StoryRound.objects.filter(program=program, quarter=quarter).select_related("owner").first()
