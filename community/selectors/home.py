"""What a participant's first page shows of the community."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from belonging.core.cards import Card
from community.models import BenefitSide, HelpAsk, NamedIn, Post, Seed, Sharing, Thanks, Welcome
from community.selectors.around_posts import named_for
from community.selectors.benefits import asked_sides
from community.selectors.buddies import welcomes_around
from community.selectors.groups import newest_posts
from community.selectors.prompts import seeds_for
from community.selectors.requests import waiting_asks
from community.selectors.sharings import sharings_for
from community.selectors.thanks import unanswered_thanks

if TYPE_CHECKING:
    from programs.models import Participant, Program

ANSWER_FIRST, READ = 42, 62
LATELY = timedelta(days=14)
SHOWN = 2


@dataclass(frozen=True)
class AroundTheTable:
    """The community on home: whom to greet, what to answer, who looks after me, what was written lately."""

    to_greet: list[Welcome]
    seeds: list[Seed]
    named: list[NamedIn]
    thanks: list[Thanks]
    sharings: list[Sharing]
    sides: list[BenefitSide]
    asks: list[HelpAsk]
    own: Welcome | None
    posts: list[Post]


def home_card(program: Program, participant: Participant, now: datetime) -> Card | None:
    """The community on home; nothing when there is nothing new."""
    welcomes = welcomes_around(program, participant)
    to_greet = [one for one in welcomes if one.buddy_id == participant.pk and one.greeted_at is None]
    own = next((one for one in welcomes if one.newcomer_id == participant.pk and one.buddy), None)
    member, since = participant.membership, now - LATELY
    posts = newest_posts(program, member, participant, SHOWN, since=since, by_others=True)
    seeds, named = seeds_for(participant, now), list(named_for(participant, now)[:SHOWN])
    thanks = list(unanswered_thanks(participant)[:SHOWN])
    sharings = sharings_for(participant)[:SHOWN]
    sides = list(asked_sides(participant)[:SHOWN])
    asks = list(waiting_asks(participant)[:SHOWN])
    is_urgent = bool(to_greet or seeds or named or thanks or sharings or sides or asks or own)
    if not (is_urgent or posts):
        return None
    data = AroundTheTable(to_greet, seeds, named, thanks, sharings, sides, asks, own, posts)
    return Card("community/parts/home.html", data, ANSWER_FIRST if is_urgent else READ)
