"""Home and the community's first page ask little; they miss nothing of what the pages behind them show."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from belonging.home import CARDS, SIGNS, signs_for
from belonging.tenancy.scope import open_scope
from community.enums import SharingStage
from community.models import Sharing, Thanks
from community.selectors import home as community_home
from community.selectors.benefits import benefit_picture
from community.selectors.buddies import BuddyPage, buddy_page
from community.selectors.groups import group_lines
from community.selectors.hub import HubPage, hub_page
from community.selectors.stories import current_quarter, question_of, readable_stories
from community.selectors.thanks import shared_thanks
from mentoring.selectors import home as mentoring_home
from network.models import MapUpdate
from network.selectors import introductions, map_home
from network.selectors.introductions import offers_for
from programs.enums import AgreementKind
from programs.models import Agreement, Delivery, Participant, Program
from programs.selectors import home as programs_home
from programs.selectors.home import AtHome
from programs.selectors.programs import segment_sizes
from surveys.selectors import home as surveys_home
from tests.cast import NOON, Person
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
    with open_scope(houses[0].house.organization.id):
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


def assert_begins_like_its_lists(page: HubPage, program: Program, person: Person) -> None:
    member, me = person.membership, person.participant
    lines = [line for line in group_lines(program, member, me, NOON.date()) if not line.is_over]
    assert [(one.public_id, one.name, one.seat) for one in page.groups] == [
        (str(one.group.public_id), one.group.name, one.seat.get_state_display() if one.seat else "")
        for one in lines[:5]
    ]
    assert page.question == question_of(program, current_quarter(program, NOON.date()))
    assert page.stories == list(readable_stories(program, member, me)[:3])
    assert page.thanks == list(shared_thanks(program)[:2])
    assert page.benefit_count == benefit_picture(program).total
    assert page.introduction_count == (len(offers_for(program, me, NOON)) if me else 0)
    buddies = buddy_page(program, me) if me else BuddyPage(None, [], None)
    assert page.welcoming.looked_after_count == len(buddies.looked_after)
    assert page.welcoming.buddy == (buddies.own.buddy if buddies.own else None)
    assert page.welcoming.offers == (buddies.offer is not None)


def test_community_shows_the_beginnings_of_its_lists(houses: Houses) -> None:
    told = [0] * 5
    for planted in houses:
        house = planted.house
        with open_scope(house.organization.id):
            Thanks.objects.update(is_for_all=True, is_agreed=True)
            for person in (house.ben, house.ada, house.mira, house.una):
                page = hub_page(house.program, person.membership, person.participant, NOON)
                assert_begins_like_its_lists(page, house.program, person)
                found = (page.groups, page.stories, page.thanks, page.posts, page.introduction_count)
                told = [one + bool(there) for one, there in zip(told, found, strict=True)]

    assert min(told) > 0
