"""What home says of a person's own map: begin it, look it through, somebody waits for a word."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef

from belonging.core.cards import Card
from belonging.core.prepared import Slot
from network.enums import EntryState
from network.models import Map, MapEntry, MapUpdate
from network.selectors.maps import asking_me
from programs.rules import is_open_for_logging, shown_month
from programs.selectors.home import AtHome, Sign

WAITS, MAY_BE_READ = 40, 60
MONTH_BEFORE_LOOKING = 2  # the first month is for drawing


@dataclass(frozen=True)
class MapNews:
    """What the card says: a map to begin, to look through, or people who wait for a word."""

    is_begun: bool
    is_looked_through: bool
    asking_count: int


SIGNS: dict[str, Sign] = {
    "map": lambda: Map.objects.filter(participant=OuterRef("pk"), frozen_at__isnull=False),
    "map-looked-through": lambda: MapUpdate.objects.filter(map__participant=OuterRef("pk"), month=Slot("month")),
    "map-asks": lambda: MapEntry.objects.filter(person=OuterRef("pk"), state=EntryState.CLAIMED, gone_on=None),
}


def home_card(home: AtHome) -> Card | None:
    """The card of a person's own map, or nothing where nothing is to do."""
    if not is_open_for_logging(home.program) or not home.participant.may_act:
        return None
    asking_count = asking_me(home.participant).count() if "map-asks" in home.signs else 0
    if "map" not in home.signs:
        return Card("network/parts/home_map.html", MapNews(False, False, asking_count), WAITS)
    is_done = shown_month(home.program, home.today) < MONTH_BEFORE_LOOKING or "map-looked-through" in home.signs
    if is_done and not asking_count:
        return None
    return Card("network/parts/home_map.html", MapNews(True, is_done, asking_count), MAY_BE_READ)
