"""One browser, one sign-in, two tabs in two organizations: what is written in one never lands in the other."""

import random
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from belonging.core import clock
from belonging.tenancy.models import Membership
from programs.models import Participant, Program, Promise
from programs.services.programs import enrol_participant
from tests.cast import House, make_house
from tests.effort import effort
from tests.journeys.conftest import STARTED, OpenPage

WRITES = 100


@pytest.fixture
def other(house: House) -> House:
    """Southgate, in its sixth month as well, where Ben takes part too."""
    made, starts_on = make_house("southgate"), clock.now().date() - STARTED
    with made.open():
        ben = Membership.objects.create(user=house.ben.user, name="Ben Tester", email=house.ben.user.email)
        enrol_participant(actor=None, program=made.program, membership=ben, on=starts_on, now=clock.now())
        Program.objects.update(starts_on=starts_on)
        Participant.objects.update(joined_on=starts_on)
    return made


def fill(tab: Page, text: str) -> None:
    """Writes a promise into the form that is open, and does not send it yet."""
    tab.locator("[name=text]").fill(text)
    tab.locator("[name=due_on]").fill(str(clock.now().date() + timedelta(days=7)))


def taken(house: House) -> list[str]:
    """What was written there, and is taken away: nobody may have more than thirty promises open."""
    with house.open():
        found = Promise.objects.filter(text__regex=r" \d+$").order_by("id")
        texts = list(found.values_list("text", flat=True))
        found.delete()
    return texts


def press(tab: Page) -> None:
    """Sends it."""
    with tab.expect_navigation():
        tab.locator("main form button[type=submit]").first.click()


# security T14
def test_a_hundred_writes_in_two_tabs_land_where_they_were_written(
    house: House, other: House, open_page: OpenPage
) -> None:
    here = open_page(house.ben.user, "desktop")
    there = here.context.new_page()
    tabs = {house.organization.slug: (here, house), other.organization.slug: (there, other)}
    writes, dice = effort(WRITES), random.Random(WRITES)
    written: dict[str, list[str]] = {slug: [] for slug in tabs}
    found: dict[str, list[str]] = {slug: [] for slug in tabs}
    for number in range(writes // 2):
        order = dice.sample(sorted(tabs), 2)
        for slug in order:  # both are open, and filled in, before either is sent
            tab, there_in = tabs[slug]
            tab.goto(there_in.address("promises/new/"))
            fill(tab, f"{slug} {number}")
        for slug in dice.sample(order, 2):
            press(tabs[slug][0])
            written[slug].append(f"{slug} {number}")
        for slug, (_tab, one) in tabs.items():
            found[slug] += taken(one)

    print(
        f"T14: {writes} writes in two tabs of one sign-in, {sum(len(one) for one in found.values())} where they belong"
    )
    assert found == written
