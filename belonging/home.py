"""What the floors above network put on a participant's home: on the roof, because home itself may not see them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from belonging.core.cards import Card
from community.selectors import home as community_home
from mentoring.selectors.home import home_card as mentoring
from network.selectors import map_home
from network.selectors.introductions import home_card as introduction_card
from programs.models import Participant, Program
from programs.selectors import home as programs_home
from surveys.selectors import home as surveys_home

BuildCard = Callable[[Program, Participant, datetime], Card | None]
# Each is `home_card` of an app's selectors.home: what it has for this person now, or None.
CARDS: tuple[BuildCard, ...] = (
    introduction_card,
    programs_home.home_card,
    programs_home.charter_card,
    map_home.home_card,
    surveys_home.home_card,
    mentoring,
    community_home.home_card,
)


def home_cards(
    program: Program, participant: Participant, now: datetime, builders: Sequence[BuildCard] = CARDS
) -> list[Card]:
    """The cards of one person's home, in the order in which they are shown."""
    found = [card for build in builders if (card := build(program, participant, now)) is not None]
    return sorted(found, key=lambda card: card.order)
