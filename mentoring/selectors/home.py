"""What a participant's first page shows of mentoring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import OuterRef

from belonging.core.cards import Card
from belonging.core.prepared import Slot
from mentoring.enums import ANSWERABLE, PairState
from mentoring.models import Ask, MentorProfile, Seat
from mentoring.rules import SHELF
from mentoring.selectors.asks import asks_for
from mentoring.selectors.pairs import SHOWN, PairCard, cards_of
from mentoring.selectors.profiles import doorway
from programs.selectors.home import AtHome, Sign
from programs.selectors.resources import draw, first_deck

if TYPE_CHECKING:
    from programs.models import Program

ANSWER_FIRST, READ = 40, 60


@dataclass(frozen=True)
class Mentoring:
    """Mentoring on the home page: pairs, who asks, one question for the next time, or that one may opt in."""

    cards: list[PairCard]
    asks: list[Ask]
    question: str


SIGNS: dict[str, Sign] = {
    "pairs": lambda: Seat.objects.filter(participant=OuterRef("pk"), left_on=None, pair__state__in=SHOWN),
    "asks": lambda: Ask.objects.filter(recipient=OuterRef("pk"), state__in=ANSWERABLE, answer_until__gt=Slot("now")),
    "opted-in": lambda: MentorProfile.objects.filter(participant=OuterRef("pk")),
}


def home_card(home: AtHome) -> Card | None:
    """Mentoring on home: nothing before its month, and nothing while somebody is on the list and waits."""
    program, me = home.program, home.participant
    cards = cards_of(program, me, home.sizes) if "pairs" in home.signs else []
    asks = asks_for(me, home.now) if "asks" in home.signs else []
    if not cards and not asks:
        may_begin = me.may_act and "opted-in" not in home.signs and doorway(program, home.today).is_open
        return Card("mentoring/parts/home.html", Mentoring([], [], ""), READ) if may_begin else None
    waits = bool(asks) or any(card.asks_me for card in cards)
    runs = any(card.pair.state == PairState.RUNNING for card in cards)
    data = Mentoring(cards, asks, _question(program, home.today) if runs else "")
    return Card("mentoring/parts/home.html", data, ANSWER_FIRST if waits else READ)


def _question(program: Program, today: date) -> str:
    """A card of the deck's first depth, another one each day."""
    deck = first_deck(program, SHELF)
    return draw(deck, depth=1, seed=today.toordinal(), place=1).card if deck else ""
