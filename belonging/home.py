"""What the floors above network put on a participant's home: on the roof, because home itself may not see them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, QuerySet

from belonging.core import clock
from belonging.core.cards import Card
from belonging.core.prepared import Slot
from belonging.tenancy.scope import PreparedHere
from community.selectors import home as community_home
from mentoring.selectors import home as mentoring_home
from network.selectors import introductions, map_home
from programs.models import Participant, Program
from programs.rules import shown_month
from programs.selectors import home as programs_home
from programs.selectors.home import AtHome, Sign
from surveys.selectors import home as surveys_home

LATELY = timedelta(days=31)  # no card looks further back for what was lately
BuildCard = Callable[[AtHome], Card | None]
# Each is `home_card` of an app's selectors.home: what it has for this person now, or None.
CARDS: tuple[BuildCard, ...] = (
    introductions.home_card,
    programs_home.home_card,
    programs_home.charter_card,
    map_home.home_card,
    surveys_home.home_card,
    mentoring_home.home_card,
    community_home.home_card,
)
SIGNS: dict[str, Sign] = {
    **introductions.SIGNS,
    **programs_home.SIGNS,
    **map_home.SIGNS,
    **surveys_home.SIGNS,
    **mentoring_home.SIGNS,
    **community_home.SIGNS,
}


def _signs() -> QuerySet[Participant, Any]:
    return Participant.objects.filter(pk=Slot("me")).values_list(*(Exists(find()) for find in SIGNS.values()))


_SIGNS = PreparedHere(_signs)


def signs_for(program: Program, participant: Participant, now: datetime) -> frozenset[str]:
    """What there may be for a person now, of everything that a home may show: one statement for all apps."""
    today = clock.today(program.time_zone, now)
    values = {"now": now, "lately": now - LATELY, "month": shown_month(program, today)}
    (found,) = _SIGNS.tuples(me=participant.pk, **values)
    return frozenset(name for name, is_there in zip(SIGNS, found, strict=True) if is_there)


def home_cards(
    program: Program,
    participant: Participant,
    sizes: Mapping[str, int],
    now: datetime,
    builders: Sequence[BuildCard] = CARDS,
) -> list[Card]:
    """The cards of one person's home, in the order in which they are shown; `sizes` of the program's segments."""
    home = AtHome(program, participant, now, sizes, signs_for(program, participant, now))
    found = [card for build in builders if (card := build(home)) is not None]
    return sorted(found, key=lambda card: card.order)
