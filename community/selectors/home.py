"""What a participant's first page shows of the community."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import OuterRef, Q, QuerySet

from belonging.core.cards import Card
from belonging.core.prepared import Slot
from community.enums import HelpAnswer, SeatState, SeedState, SideAnswer
from community.models import (
    BenefitSide,
    GroupSeat,
    HelpAsk,
    NamedIn,
    Post,
    Seed,
    Sharing,
    SharingSeat,
    Thanks,
    Welcome,
)  # fmt: skip
from community.selectors.around_posts import named_for
from community.selectors.benefits import asked_sides
from community.selectors.buddies import welcomes_around
from community.selectors.groups import newest_posts
from community.selectors.prompts import seeds_for
from community.selectors.requests import waiting_asks
from community.selectors.sharings import WRITTEN_IN, sharings_for
from community.selectors.thanks import unanswered_thanks
from network.selectors.interactions import kept_apart_from
from programs.selectors.home import AtHome, Sign

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


def _welcomes() -> QuerySet[Welcome]:
    return Welcome.objects.filter(Q(buddy=OuterRef("pk")) | Q(newcomer=OuterRef("pk")), ended_at=None)


def _seeds() -> QuerySet[Seed]:
    lately = Seed.objects.filter(
        participant=OuterRef("pk"), prompt__dropped_at=None, prompt__goes_on__gte=Slot("lately")
    )
    return lately.exclude(state=SeedState.DECLINED)


def _thanks() -> QuerySet[Thanks]:
    managed = GroupSeat.objects.filter(participant=OuterRef(OuterRef("pk")), state=SeatState.IN, is_manager=True)
    return Thanks.objects.filter(
        Q(participant=OuterRef("pk")) | Q(group__in=managed.values("group")),
        program=OuterRef("program"),
        answered_at=None,
    )


SIGNS: dict[str, Sign] = {
    "welcomes": _welcomes,
    "seeds": _seeds,
    "named": lambda: NamedIn.objects.filter(participant=OuterRef("pk"), named_at__gt=Slot("lately")),
    "thanks": _thanks,
    "sharings": lambda: SharingSeat.objects.filter(
        participant=OuterRef("pk"), sharing__is_live=False, sharing__stage__in=WRITTEN_IN
    ),
    "sides": lambda: BenefitSide.objects.filter(participant=OuterRef("pk"), answer=SideAnswer.ASKED),
    "help-asks": lambda: HelpAsk.objects.filter(participant=OuterRef("pk"), answer=HelpAnswer.WAITING),
}


def home_card(home: AtHome) -> Card | None:
    """The community on home; nothing when there is nothing new."""
    program, me, now, signs = home.program, home.participant, home.now, home.signs
    welcomes = welcomes_around(program, me) if "welcomes" in signs else []
    to_greet = [one for one in welcomes if one.buddy_id == me.pk and one.greeted_at is None]
    own = next((one for one in welcomes if one.newcomer_id == me.pk and one.buddy), None)
    posts = newest_posts(program, me.membership, me, SHOWN, since=now - LATELY, by_others=True)
    seeds = seeds_for(me, now) if "seeds" in signs else []
    named = list(named_for(me, now)[:SHOWN]) if "named" in signs else []
    sharings = sharings_for(me)[:SHOWN] if "sharings" in signs else []
    apart = kept_apart_from(me.pk) if signs & {"thanks", "sides", "help-asks"} else set()
    thanks = list(unanswered_thanks(me, apart)[:SHOWN]) if "thanks" in signs else []
    sides = list(asked_sides(me, apart)[:SHOWN]) if "sides" in signs else []
    asks = list(waiting_asks(me, apart)[:SHOWN]) if "help-asks" in signs else []
    is_urgent = bool(to_greet or seeds or named or thanks or sharings or sides or asks or own)
    if not (is_urgent or posts):
        return None
    data = AroundTheTable(to_greet, seeds, named, thanks, sharings, sides, asks, own, posts)
    return Card("community/parts/home.html", data, ANSWER_FIRST if is_urgent else READ)
