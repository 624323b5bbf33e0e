"""The page of moves: this week's brief, what waits, what is being done, and what tends to work here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from belonging.tenancy.enums import Duty
from dashboards.models import Brief, BriefWish, Look
from dashboards.rules import DUE_WITHIN, USUAL_MINUTES
from dashboards.selectors.briefs import BriefLine, brief_lines, brief_of, waiting_lines, wishes_of
from dashboards.selectors.load import Load, load_of
from dashboards.selectors.moves import Tried, Works, last_look, live_signals, moves_of, tried, what_works
from programs.selectors.threads import facilitators_of

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program
    from programs.selectors.programs import Segments


@dataclass(frozen=True)
class MovesPage:
    """Everything the page shows one person."""

    look: Look | None
    brief: Brief | None
    lines: list[BriefLine]
    waiting: list[BriefLine]
    tried: list[Tried]
    works: list[Works]
    people: list[Membership]
    me: Membership
    wish: BriefWish | None
    load: tuple[Load, ...]
    due_on: date
    today: date

    @property
    def minutes(self) -> int:
        """What the lines take together."""
        return sum(line.minutes for line in self.lines)

    @property
    def minutes_there(self) -> int:
        """What the person said they have."""
        return self.wish.minutes if self.wish else USUAL_MINUTES

    @property
    def is_mailed(self) -> bool:
        """True unless they said otherwise."""
        return self.wish is None or self.wish.is_mailed


def moves_page(program: Program, me: Membership, segments: Segments, on: date) -> MovesPage:
    """The page for one person, who looks after these groups, on a day."""
    brief = brief_of(program, me, on - timedelta(days=on.weekday()))
    live, moves = live_signals(program, segments), moves_of(program)
    lines = brief_lines(brief, live, moves, segments) if brief else []
    return MovesPage(
        look=last_look(program),
        brief=brief,
        lines=lines,
        waiting=waiting_lines(live, moves, lines, segments),
        tried=tried(moves, segments),
        works=what_works(moves),
        people=owners(program, me),
        me=me,
        wish=wishes_of([me]).get(me.pk),
        load=load_of(program, me, segments),
        due_on=on + DUE_WITHIN,
        today=on,
    )


def owners(program: Program, me: Membership) -> list[Membership]:
    """Who may own a move: whoever looks, and those who run the program."""
    return [me, *(one for one in facilitators_of(program, Duty.FIGURES) if one.pk != me.pk)]
