"""Events in a real browser: one tap and Undo, a coffee in three steps, and careful eyes on every page of theirs."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from belonging.core import clock
from programs.enums import EventForm
from programs.models import Event, Reply
from tests.cast import House, Person
from tests.journeys.conftest import OpenPage
from tests.journeys.test_every_page import Findings

IN_THREE_DAYS, YESTERDAY, NOW = timedelta(days=3), timedelta(days=-1), timedelta(minutes=20)


def event_at(house: House, starts_in: timedelta, **more: object) -> Event:
    """An event that begins so long from now."""
    with house.open():
        starts_at = clock.now() + starts_in
        words = {"title": "Long table lunch", "form": EventForm.ROUNDTABLE, "place": "Courtyard kitchen"} | more
        return Event.objects.create(
            program=house.program,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            check_in_code="TABLE7",
            **words,
        )


def comes(house: House, event: Event, *people: Person, attendance: str = "") -> None:
    """These people said they come, and perhaps were there."""
    with house.open():
        for one in people:
            Reply.objects.create(
                event=event, participant=one.place, state="going", asked_at=clock.now(), attendance=attendance
            )


# peers 5.6
def test_one_tap_says_yes_and_undo_takes_it_back(house: House, open_page: OpenPage) -> None:
    event_at(house, IN_THREE_DAYS)
    page = open_page(house.ben.user)
    page.goto(house.address("events/"))

    page.get_by_role("button", name="Count me in").click()
    expect(page.get_by_role("button", name="You’re coming")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Undo").click()

    expect(page.locator("#toasts")).to_contain_text("Taken back.")
    with house.open():
        assert not Reply.objects.exists()


# peers D15
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_coffee_in_three_steps(house: House, open_page: OpenPage, scripts: bool) -> None:
    page = open_page(house.ben.user, java_script_enabled=scripts)
    page.goto(house.address("events/"))
    page.get_by_role("link", name="Host a coffee").first.click()

    page.get_by_label("What would you like to talk about").fill("Bread")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Day", exact=True).fill((clock.today("UTC", clock.now()) + timedelta(days=2)).isoformat())
    page.get_by_label("Begins").fill("09:30")
    page.get_by_label("Ends").fill("10:00")
    page.get_by_label("Place").fill("Corner café")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Find by name").fill("mir")
    page.get_by_role("button", name="Find").click()
    page.get_by_label("Mira Tester").check(force=True)
    page.get_by_role("button", name="Put the kettle on").click()

    expect(page.get_by_role("heading", name="Bread")).to_be_visible()
    with house.open():
        assert Reply.objects.filter(participant=house.mira.place, state="unsaid").exists()


def test_every_page_of_events_passes_careful_eyes(house: House, open_page: OpenPage) -> None:
    coming = event_at(
        house, IN_THREE_DAYS, capacity=1, is_step_free=True, text="Bring a story.", link="https://a.example"
    )
    here, past = event_at(house, NOW, title="Here and now"), event_at(house, YESTERDAY, title="Yesterday")
    off = event_at(house, IN_THREE_DAYS, title="Called off", cancelled_at=clock.now(), cancel_reason="The cook is ill.")
    comes(house, coming, house.mira)
    comes(house, past, house.ben, house.mira, attendance="present")
    pages = {
        house.ben: ["", "?show=mine", "?show=past", "host/",
                    *(f"{one.public_id}/" for one in (coming, here, past, off))],
        house.ada: ["", "new/", *(f"{coming.public_id}/{rest}" for rest in ("", "edit/", "cancel/")),
                    f"{past.public_id}/attendance/"],
    }  # fmt: skip
    found = Findings()

    for person, addresses in pages.items():
        page = open_page(person.user)
        for address in addresses:
            page.goto(house.address(f"events/{address}"))
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            if address == f"{past.public_id}/":
                expect(page.get_by_role("heading", name="Who did you talk to?")).to_be_visible()
            found.see(f"{person.membership.first_name} events/{re.sub('[0-9a-f-]{36}', '…', address)}", page)
    page = open_page(house.ben.user)
    page.goto(house.address("events/"))
    page.get_by_role("button", name="Make my address").click()
    found.see("calendar address", page)

    print(f"eyes on events: {found.states} states, {found.axe_runs} axe runs, {len(found.wrong)} wrong")
    assert found.wrong == [], "\n".join(found.wrong)
