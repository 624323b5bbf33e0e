"""What a participant's first page shows of mentoring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from belonging.core import clock
from belonging.core.cards import Card
from mentoring.enums import PairState
from mentoring.models import Ask
from mentoring.rules import SHELF
from mentoring.selectors.asks import asks_for
from mentoring.selectors.pairs import PairCard, cards_of
from mentoring.selectors.profiles import doorway, profile_of
from programs.enums import ResourceForm
from programs.selectors.resources import draw, resources_of

if TYPE_CHECKING:
    from programs.models import Participant, Program

ANSWER_FIRST, READ = 40, 60


@dataclass(frozen=True)
class Mentoring:
    """Mentoring on the home page: pairs, who asks, one question for the next time, or that one may opt in."""

    cards: list[PairCard]
    asks: list[Ask]
    question: str


def home_card(program: Program, participant: Participant, now: datetime) -> Card | None:
    """Mentoring on home: nothing before its month, and nothing while somebody is on the list and waits."""
    today = clock.today(program.time_zone, now)
    cards, asks = cards_of(program, participant), asks_for(participant, now)
    if not cards and not asks:
        may_begin = doorway(program, today).is_open and participant.may_act and profile_of(participant) is None
        return Card("mentoring/parts/home.html", Mentoring([], [], ""), READ) if may_begin else None
    waits = bool(asks) or any(card.asks_me for card in cards)
    runs = any(card.pair.state == PairState.RUNNING for card in cards)
    data = Mentoring(cards, asks, _question(program, today) if runs else "")
    return Card("mentoring/parts/home.html", data, ANSWER_FIRST if waits else READ)


def _question(program: Program, today: date) -> str:
    """A card of the deck's first depth, another one each day."""
    deck = resources_of(program).filter(category=SHELF, form=ResourceForm.CARDS).first()
    return draw(deck, depth=1, seed=today.toordinal(), place=1).card if deck else ""
