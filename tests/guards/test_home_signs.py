"""What home asks for only where there is a sign of it: no card misses anything for want of one."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from belonging.home import CARDS, SIGNS, signs_for
from belonging.tenancy.scope import open_scope
from community.enums import SharingStage
from community.models import Sharing
from community.selectors import home as community_home
from mentoring.selectors import home as mentoring_home
from network.models import MapUpdate
from network.selectors import introductions, map_home
from programs.enums import AgreementKind
from programs.models import Agreement, Delivery, Participant
from programs.selectors import home as programs_home
from programs.selectors.home import AtHome
from programs.selectors.programs import segment_sizes
from surveys.selectors import home as surveys_home
from tests.cast import NOON
from tests.guards.conftest import Houses

MONTHS = [NOON + timedelta(days=days) for days in (-60, -30, 0, 30)]
EXACT = {"map", "map-looked-through", "opted-in"}  # what is not there tells a card something too


def open_what_is_settled() -> None:
    """Of what was planted settled: a letter nobody has read, a charter, a run over days, a map that was looked at."""
    Delivery.objects.update(read_at=None)
    Agreement.objects.filter(pk=Agreement.objects.earliest("pk").pk).update(kind=AgreementKind.DOMAIN)
    Sharing.objects.update(is_live=False, stage=SharingStage.ALONE, stage_ends_at=NOON)
    MapUpdate.objects.update(month=6)


def homes(houses: Houses) -> Iterator[tuple[Participant, datetime]]:
    for planted in houses:
        with open_scope(planted.house.organization.id):
            open_what_is_settled()
            for person in Participant.objects.select_related("membership", "program").order_by("id"):
                yield from ((person, now) for now in MONTHS)


def test_no_card_misses_anything_for_want_of_a_sign(houses: Houses) -> None:
    told: set[str] = set()
    drawn = [0] * len(CARDS)
    for person, now in homes(houses):
        signs = signs_for(person.program, person, now)
        every = frozenset(signs | SIGNS.keys() - EXACT)
        few, all_ = (
            AtHome(person.program, person, now, segment_sizes(person.program), known) for known in (signs, every)
        )
        for place, card in enumerate(CARDS):
            found = card(few)
            assert found == card(all_)
            drawn[place] += found is not None
        told |= signs

    assert told == SIGNS.keys()
    assert min(drawn) > 0


def test_names_of_signs_are_told_apart() -> None:
    parts = (introductions, programs_home, map_home, surveys_home, mentoring_home, community_home)

    assert len(SIGNS) == sum(len(part.SIGNS) for part in parts)
