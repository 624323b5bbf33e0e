"""What home says of a person's own map: begin it, look it through, somebody waits for a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from belonging.core import clock
from belonging.core.cards import Card
from network.models import MapUpdate
from network.selectors.maps import asking_me, map_of
from programs.rules import is_open_for_logging, shown_month

if TYPE_CHECKING:
    from programs.models import Participant, Program

WAITS, MAY_BE_READ = 40, 60
MONTH_BEFORE_LOOKING = 2  # the first month is for drawing


@dataclass(frozen=True)
class MapNews:
    """What the card says: a map to begin, to look through, or people who wait for a word."""

    is_begun: bool
    is_looked_through: bool
    asking_count: int


def home_card(program: Program, participant: Participant, now: datetime) -> Card | None:
    """The card of a person's own map, or nothing where nothing is to do."""
    if not is_open_for_logging(program) or not participant.may_act:
        return None
    own, asking_count = map_of(participant), asking_me(participant).count()
    if own is None or own.frozen_at is None:
        return Card("network/parts/home_map.html", MapNews(False, False, asking_count), WAITS)
    month = shown_month(program, clock.today(program.time_zone, now))
    is_done = month < MONTH_BEFORE_LOOKING or MapUpdate.objects.filter(map=own, month=month).exists()
    if is_done and not asking_count:
        return None
    return Card("network/parts/home_map.html", MapNews(True, is_done, asking_count), MAY_BE_READ)
