"""Reads of stories and of the questions they answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from belonging.core import clock
from belonging.core.prepared import Slot
from belonging.tenancy.enums import Duty
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import PreparedHere
from community.enums import LINES, QUESTIONS, TRIANGLES, Ease, Reach, StoryState
from community.models import Story, StoryQuestion
from community.rules import MONTHS_IN_A_QUARTER, quarter_of
from community.selectors.groups import LEADS, NOBODY
from programs.rules import may_facilitate

if TYPE_CHECKING:
    from programs.models import Participant, Program

NEWEST = 3


@dataclass(frozen=True)
class Asked:
    """A quarter and what is asked in it."""

    quarter: int
    text: str
    begins_on: date
    is_now: bool


def current_quarter(program: Program, today: date) -> int:
    """The quarter of a program that a day falls in; the last one for days after its end."""
    month = clock.program_month(program.starts_on, today)
    return min(quarter_of(month), quarter_of(program.month_count))


def question_of(program: Program, quarter: int) -> str:
    """What is asked in a quarter: the program's own words, or the built-in ones."""
    own = StoryQuestion.objects.filter(program=program, quarter=quarter).first()
    return own.text if own else usual_question(quarter)


def usual_question(quarter: int) -> str:
    """What is asked in a quarter where the program has no words of its own."""
    return str(QUESTIONS[(quarter - 1) % len(QUESTIONS)])


def questions_of(program: Program, today: date) -> list[Asked]:
    """Every quarter of a program with its question."""
    own = dict(StoryQuestion.objects.filter(program=program).order_by("quarter").values_list("quarter", "text"))
    now = current_quarter(program, today)
    return [
        Asked(
            quarter=quarter,
            text=own.get(quarter) or usual_question(quarter),
            begins_on=clock.month_begins_on(program.starts_on, (quarter - 1) * MONTHS_IN_A_QUARTER + 1),
            is_now=quarter == now,
        )
        for quarter in range(1, quarter_of(program.month_count) + 1)
    ]


def _stories(program: Program | Slot) -> QuerySet[Story]:
    rows = Story.objects.filter(program=program).select_related("teller__membership")
    return rows.order_by("-told_at", "-id")


def readable_stories(
    program: Program, membership: Membership, me: Participant | None, *, ease: str = "", place: str = "", at: str = ""
) -> QuerySet[Story]:
    """
    The stories somebody may read, newest first (may_read_story is the same rule for one).

    `ease` keeps those that are good for people of that ease; `place` and `at` those at one point of a triangle or line.
    """
    rows = _stories(program)
    if not may_facilitate(membership, Duty.COMMUNITY):
        rows = rows.filter(_is_open() | Q(teller=me) if me is not None else _is_open())
    if ease in Ease.values:
        rows = rows.filter(ease=ease)
    if place in {one.key for one in (*TRIANGLES, *LINES)} and at:
        rows = rows.filter(placings__contains={place: at})
    return rows


def _is_open() -> Q:
    return Q(state=StoryState.APPROVED) & ~Q(reach=Reach.FACILITATORS)


_NEWEST = PreparedHere(
    lambda: _stories(Slot("program")).filter(Q(LEADS) | _is_open() | Q(teller_id=Slot("me")))[:NEWEST]
)


def newest_stories(program: Program, membership: Membership, me: Participant | None) -> list[Story]:
    """The last few of the stories somebody may read."""
    leads = may_facilitate(membership, Duty.COMMUNITY)
    return _NEWEST.rows(program=program.pk, leads=leads, me=me.pk if me else NOBODY)


def own_stories(me: Participant) -> QuerySet[Story]:
    """A person's own stories, newest first."""
    return _stories(me.program).filter(teller=me)


def story_by_public_id(program: Program, public_id: UUID) -> Story | None:
    """One story of a program, or nothing. Who may read it is a rule (may_read_story)."""
    return _stories(program).filter(public_id=public_id).first()


def locked_story(pk: int) -> Story:
    """A story as it is now, held until the transaction ends: teller and editor may act at the same moment."""
    story: Story = Story.objects.select_for_update(of=("self",), no_key=True).select_related("program").get(pk=pk)
    return story


def waiting_stories(program: Program) -> QuerySet[Story]:
    """The editors' queue: stories that others are to read and nobody has approved, oldest first."""
    rows = _stories(program).filter(state=StoryState.WAITING).exclude(reach=Reach.FACILITATORS)
    return rows.order_by("told_at", "id")


def public_stories(program: Program) -> list[Story]:
    """The stories of a program that their tellers and the editors gave to everybody, newest first."""
    return list(_stories(program).filter(reach=Reach.PUBLIC, state=StoryState.APPROVED))


def public_story(public_id: UUID) -> Story | None:
    """A story that its teller and the editors gave to everybody, in the open organization, or nothing."""
    rows = Story.objects.select_related("teller__membership", "program", "organization")
    return rows.filter(public_id=public_id, reach=Reach.PUBLIC, state=StoryState.APPROVED).first()
