"""Two people from opting in through three check-ins and a new pair, on a phone; and careful eyes on every page."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from belonging.core import clock
from mentoring.enums import PairState
from mentoring.models import Pair, Round
from tests.cast import House
from tests.journeys.conftest import OpenPage
from tests.journeys.test_every_page import Findings
from tests.mentoring.people import crowd, paired


def today() -> date:
    return clock.today("UTC", clock.now())


def opts_in(page: Page, house: House, offers: str, wants: str) -> None:
    page.goto(house.address())
    page.get_by_role("link", name="I’d like that").click()
    page.get_by_label("What I can help with").fill(offers)
    page.get_by_label("What I want to grow").fill(wants)
    page.get_by_label("What I like").fill("Cycling")
    page.get_by_label("Languages I like to talk in").fill("English")
    page.get_by_role("button", name="Put me on the list").click()
    expect(page.get_by_text("Noted. You hear from us")).to_be_visible()


def sends_a_round(page: Page, house: House) -> None:
    page.goto(house.address("mentoring/track/"))
    page.get_by_role("button", name="Prepare a round").click()
    expect(page.get_by_role("heading", name=re.compile("Round"))).to_be_visible()
    page.get_by_role("button", name="Ask these people").click()
    expect(page.get_by_text("is asked.")).to_be_visible()


def says_yes(page: Page, house: House) -> None:
    page.goto(house.address("mentoring/"))
    page.get_by_role("button", name="Yes, I’d like that").click()
    expect(page.get_by_text("Noted. When all have said yes you begin.")).to_be_visible()


def checks_in(page: Page, house: House, day: date, line: str) -> None:
    page.goto(house.address("mentoring/"))
    page.get_by_role("link", name="Check in").click()
    page.get_by_label("When did you meet").fill(day.isoformat())
    page.get_by_role("radio", name="Video").check(force=True)
    page.get_by_label("One line about it").fill(line)
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text(line, exact=True)).to_be_visible()


# peers 4.1 4.7 4.13 4.15 D7: opting in, a round, three check-ins, and a new pair
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_people_meet_three_times_and_one_begins_anew(house: House, open_page: OpenPage, scripts: bool) -> None:
    ben, mira = (open_page(one.user, java_script_enabled=scripts) for one in (house.ben, house.mira))
    ada = open_page(house.ada.user, size="desktop", java_script_enabled=scripts)
    opts_in(ben, house, "Bread", "Asking for help")
    opts_in(mira, house, "Asking for help", "Bread")
    sends_a_round(ada, house)
    ben.goto(house.address())
    expect(ben.get_by_text("Mira can help you with Asking for help")).to_be_visible()
    says_yes(ben, house)
    says_yes(mira, house)
    with house.open():
        Pair.objects.update(started_on=today() - timedelta(days=40))

    for days_ago, page, line in ((35, ben, "A walk"), (20, mira, "Soup and trust"), (5, ben, "By the canal")):
        checks_in(page, house, today() - timedelta(days=days_ago), line)
    ben.get_by_role("button", name="Not a good fit").click()
    ben.get_by_label("A kind sentence, if you like").fill("Thank you for the bread.")
    ben.get_by_role("button", name="End it").click()
    mira.goto(house.address("mentoring/"))
    expect(mira.get_by_text("Thank you for the bread.")).to_be_visible()
    with house.open():
        (noor,) = crowd(house, "Noor", today=today(), now=clock.now(), offers=["Asking for help"], wants=["Bread"])
    sends_a_round(ada, house)
    says_yes(ben, house)
    says_yes(open_page(noor.user, java_script_enabled=scripts), house)
    ben.goto(house.address("mentoring/"))
    expect(ben.get_by_role("link", name="Check in")).to_be_visible()

    with house.open():
        first, second = Pair.objects.order_by("id")
        assert (first.state, second.state) == (PairState.ENDED, PairState.RUNNING)
        assert first.check_ins.count() == 3
        people = {seat.participant_id for seat in second.seats.all()}
        assert people == {house.ben.place.pk, noor.place.pk}


# peers 4.15: the timer, by keyboard
def test_timer_goes_through_the_parts(house: House, open_page: OpenPage) -> None:
    with house.open():
        pair = running(house)
    page = open_page(house.ben.user)
    page.goto(house.address(f"mentoring/pairs/{pair.public_id}/check-in/"))

    page.get_by_role("button", name="Begin").press("Enter")
    expect(page.locator("[aria-current=step]")).to_contain_text("Progress")
    page.get_by_role("button", name="Next part").press("Enter")

    expect(page.locator("[aria-current=step]")).to_contain_text("Challenge")
    expect(page.get_by_role("timer")).to_contain_text(re.compile(r"^(10:00|9:5\d) left"))


def running(house: House) -> Pair:
    return paired(house, house.ben, house.mira, now=clock.now())


def test_every_page_of_mentoring_passes_careful_eyes(house: House, open_page: OpenPage) -> None:
    with house.open():
        pair = running(house)
        crowd(house, "Noor", "Omar", "Pia", today=today(), now=clock.now(), comfort="one_to_one")
    page = open_page(house.ada.user, size="desktop")
    page.goto(house.address("mentoring/track/"))
    page.get_by_role("button", name="Prepare a round").click()
    expect(page.get_by_role("heading", name="Pairs")).to_be_visible()
    with house.open():
        made = Round.objects.get(state="draft")
    at = f"mentoring/pairs/{pair.public_id}/"
    pages = {
        house.ben: ["", "mentoring/", "mentoring/join/", "mentoring/asks/", at,
                    *(f"{at}{rest}" for rest in ("check-in/", "next/", "feedback/", "leave/", "help/"))],
        house.ada: ["mentoring/", "mentoring/track/", "mentoring/track/edit/", f"mentoring/rounds/{made.public_id}/"],
    }  # fmt: skip
    found = Findings()

    for person, addresses in pages.items():
        page = open_page(person.user)
        for address in addresses:
            page.goto(house.address(address))
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            page.evaluate("() => document.querySelectorAll('main details').forEach((d) => { d.open = true; })")
            found.see(f"{person.membership.first_name} {re.sub('[0-9a-f-]{36}', '…', address)}", page)

    print(f"eyes on mentoring: {found.states} states, {found.axe_runs} axe runs, {len(found.wrong)} wrong")
    assert found.wrong == [], "\n".join(found.wrong)
