"""A quarter's stories from looking at them together to giving back: what was seen, what is done, what was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.tenancy.audit import record
from community.models import StoryRound
from community.selectors.stories import current_quarter
from community.services.stories import StoryRefused

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program


@dataclass(frozen=True)
class RoundWords:
    """What is written down of a round."""

    seen: str
    act: str
    owner: Membership | None
    due_on: date | None
    is_done: bool
    told: str


@transaction.atomic
def write_round(
    *, actor: Membership, program: Program, quarter: int, words: RoundWords, on: date, now: datetime
) -> StoryRound:
    """This will write down what came of a quarter's stories; raises StoryRefused, naming the field."""
    if not 1 <= quarter <= current_quarter(program, on):
        raise StoryRefused(_("Nobody has been asked for this quarter’s stories yet."))
    if words.act and words.owner is None:
        raise StoryRefused(_("Say whose it is. What is nobody’s is not done."), field="owner")
    if words.act and words.due_on is None:
        raise StoryRefused(_("Give it a day."), field="due_on")
    if words.is_done and not words.act:
        raise StoryRefused(_("Say what was done."), field="act")
    known = StoryRound.objects.filter(program=program, quarter=quarter).first()
    done_on = ((known.done_on if known else None) or on) if words.is_done else None
    kept = {
        "seen": words.seen, "act": words.act, "owner": words.owner, "due_on": words.due_on, "done_on": done_on,
        "told": words.told,
    }  # fmt: skip
    # Two people may write at once: the row is one by its constraint, and the later words stay.
    found, _is_new = StoryRound.objects.update_or_create(program=program, quarter=quarter, defaults=kept)
    record(actor=actor, verb="story_round.written", target=found, now=now, quarter=quarter)
    return found
