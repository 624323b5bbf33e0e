"""The roadmap builder in a real browser: by keyboard alone, by drag, and under careful eyes."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from belonging.core import clock
from programs.models import PlanDraft, Program
from programs.plan_files import read_plan
from programs.services.plans import create_program_from_template, keep_template
from tests.cast import House
from tests.journeys.conftest import OpenPage, expect_focus
from tests.journeys.test_every_page import Findings

PLAN = """\
format: 1
key: short-year
version: 1
name: A short year
months: 4
modules:
  - {key: self, number: 1, name: Self in community, about: Notice who is there., months: [1, 2]}
  - {key: pairs, number: 2, name: One to one, about: Follow up., months: [3, 4]}
steps:
  - {key: draw, title: Draw your map, text: Draw., module: self, kind: experiential, minutes: 70, when: {month: 1}}
  - {key: call, title: Call somebody, text: Call., module: self, kind: peer, minutes: 20, when: {month: 2}}
  - {key: read, title: Read a page, text: Read., module: self, kind: formal, minutes: 10, when: {month: 1}}
  - {key: host, title: Host the table, text: Host., module: pairs, kind: peer, minutes: 10, audience: facilitator,
     when: {every: month, from: 2, to: 4}}
events:
  - {key: lunch, title: Long table lunch, text: Eat., kind: experiential, form: roundtable, minutes: 75,
     when: {month: 2, working_day: 5, hour: 12}}
  - {key: walk, title: A walk, text: Walk., kind: experiential, form: social, minutes: 60, when: {month: 3}}
"""


@pytest.fixture
def draft(house: House) -> Program:
    with house.open():
        template = keep_template(actor=house.una.membership, content=PLAN, now=clock.now())
        return create_program_from_template(
            actor=house.una.membership, template=template, name="New Year",
            starts_on=clock.now().date() + timedelta(days=40), now=clock.now(),
        )  # fmt: skip


def months_of_lunch(house: House) -> tuple[int, ...]:
    with house.open():
        plan = read_plan(PlanDraft.objects.get().content)
        return next(one.when.months for one in plan.events if one.key == "lunch")


def opened(page: Page, house: House, draft: Program) -> None:
    page.goto(house.address("plan/", draft))
    page.get_by_role("link", name="Plan the year").click()
    expect(page.get_by_text("Month 4 has nothing to do together yet")).to_be_visible()


# peers 1.1, D14
def test_month_is_filled_by_keyboard_alone(house: House, draft: Program, open_page: OpenPage) -> None:
    page = open_page(house.una.user, size="desktop")
    opened(page, house, draft)

    page.locator("#more-events\\.lunch\\.2").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # a month later
    expect_focus(page, "more-events.lunch.3")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_focus(page, "more-events.lunch.4")

    expect(page.get_by_text("Month 4 has nothing to do together yet")).to_have_count(0)
    expect(page.get_by_text("Month 2 has nothing to do together yet")).to_be_visible()
    assert months_of_lunch(house) == (4,)
    page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert months_of_lunch(house) == (3,)


def test_card_is_dragged_within_its_column(house: House, draft: Program, open_page: OpenPage) -> None:
    page = open_page(house.una.user, size="desktop")
    page.set_viewport_size({"width": 1280, "height": 1800})  # both ends in sight
    opened(page, house, draft)
    lunch = page.locator("[data-card='events.lunch.2']")

    lunch.drag_to(page.locator(".cell[data-month='4'][data-track='formal']"))  # another column: it stays
    expect(page.locator("[data-card='events.lunch.2']")).to_be_visible()
    lunch.drag_to(page.locator(".cell[data-month='4'][data-track='experiential']"))

    expect(page.locator("[data-card='events.lunch.4']")).to_be_visible()
    expect(page.locator("#toasts")).to_contain_text("Moved to month 4.")
    assert months_of_lunch(house) == (4,)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_event_is_added_changed_and_published(house: House, draft: Program, open_page: OpenPage, scripts: bool) -> None:
    page = open_page(house.una.user, java_script_enabled=scripts)
    page.goto(house.address("plan/build/", draft))

    page.locator(".cell[data-month='4'][data-track='experiential'] .add").click()
    page.get_by_label("Title people see").fill("A song for all")
    page.get_by_role("button", name="Put it in").click()
    page.get_by_role("link", name="A song for all").click()
    page.get_by_label("Minutes").fill("45")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Preview as a participant").click()
    expect(page.get_by_role("heading", name="The year, as a participant sees it")).to_be_visible()
    page.get_by_role("link", name="Plan the year").click()
    page.get_by_role("link", name="Publish…").click()
    expect(page.get_by_text("A song for all")).to_be_visible()
    page.get_by_role("button", name="Publish").click()

    expect(page.get_by_text("Published.")).to_be_visible()
    with house.open():
        assert draft.events.get(title="A song for all").key == "a-song-for-all"


def test_every_state_of_the_builder(house: House, draft: Program, open_page: OpenPage) -> None:
    found = Findings()
    page = open_page(house.una.user)
    build = house.address("plan/build/", draft)
    for state, address in {
        "board": build,
        "inspector": f"{build}?open=events.lunch.2",
        "new": f"{build}?add=experiential.4",
        "module": f"{build}?module=self",
        "preview": f"{build}preview/",
    }.items():
        page.goto(address)
        found.see(state, page)
    page.goto(build)
    page.locator("#more-events\\.lunch\\.2").click()
    found.see("menu of a card", page)
    page.get_by_role("button", name="A month later").click()
    page.goto(f"{build}publish/")
    found.see("publish", page)

    assert found.wrong == []
