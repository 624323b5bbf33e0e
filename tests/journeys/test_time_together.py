"""A participant's main job: sign in, log in two taps, and the other side says yes."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from network.models import Interaction, InteractionPartner
from tests.cast import PASSWORD, House
from tests.journeys.conftest import OpenPage, expect_focus, focused

SECONDS = 10.0
Report = Callable[[str, object], None]


class Taps:
    """Counts what a finger does."""

    def __init__(self) -> None:
        self.count = 0
        self.began = time.monotonic()

    def on(self, place: Locator) -> None:
        """One tap."""
        place.tap()
        self.count += 1

    @property
    def seconds(self) -> float:
        """Since the first page stood there."""
        return round(time.monotonic() - self.began, 2)


def face(page: Page, name: str) -> Locator:
    """Somebody's face in the open sheet."""
    return page.get_by_role("dialog").get_by_role("checkbox", name=re.compile(f"^{name}"))


def save(page: Page) -> Locator:
    """The one main button of the sheet."""
    return page.get_by_role("dialog").get_by_role("button", name=re.compile("^Save"))


def stored(house: House) -> list[tuple[str, str, str]]:
    """Who was named, in which state and kind."""
    with house.open():
        rows = InteractionPartner.objects.order_by("participant__membership__name")
        return list(rows.values_list("participant__membership__name", "state", "interaction__kind"))


def test_signing_in_and_logging_takes_two_taps(house: House, open_page: OpenPage, record_property: Report) -> None:
    page = open_page(has_touch=True)
    page.goto("/")
    page.get_by_role("link", name="Sign in").first.tap()
    page.get_by_label("Email").fill(house.ben.user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").tap()
    page.get_by_role("link", name="Common Ground").tap()

    taps = Taps()
    taps.on(page.get_by_role("link", name="Ada", exact=True))
    expect(save(page)).to_have_text("Save time with Ada")
    taps.on(save(page))
    expect(page.locator(".toast")).to_contain_text("Saved. We’ll ask Ada to confirm.")

    assert stored(house) == [("Ada Tester", "claimed", "experiential")]
    assert taps.count == 2
    assert taps.seconds < SECONDS
    record_property("taps for one person", taps.count)
    print(f"one person: {taps.count} taps, {taps.seconds} s")


def test_met_these_two_today_takes_four_taps(house: House, open_page: OpenPage) -> None:
    page = open_page(house.ben.user, has_touch=True)
    page.goto(house.address())

    taps = Taps()
    taps.on(page.get_by_role("link", name="Ada", exact=True))
    taps.on(face(page, "Jonathan"))
    expect(face(page, "Ada")).to_be_checked()
    expect(page.get_by_role("radio", name="Doing")).to_be_checked()
    expect(page.get_by_role("radio", name="Today")).to_be_checked()
    taps.on(save(page))
    expect(page.locator(".toast")).to_contain_text("Saved. We’ll ask 2 people to confirm.")

    assert stored(house) == [("Ada Tester", "claimed", "experiential"), ("Jonathan Tester", "claimed", "experiential")]
    assert taps.count <= 4
    assert taps.seconds < SECONDS
    print(f"two people: {taps.count} taps, {taps.seconds} s")


def test_focus_returns_to_where_it_was_and_undo_takes_back(house: House, open_page: OpenPage) -> None:
    page = open_page(house.ben.user)
    page.goto(house.address())
    page.get_by_role("link", name="Ada", exact=True).click()
    save(page).click()
    expect(page.locator(".toast")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect_focus(page, "ATAda")
    expect(page.locator("#this-week")).to_contain_text("Once together with one person.")

    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".toast")).to_have_text("Taken back.")

    assert stored(house) == []
    expect_focus(page, "main")
    expect(page.locator("#this-week")).to_contain_text("Nothing yet")


def test_the_other_side_confirms_with_one_tap(house: House, open_page: OpenPage) -> None:
    ben, ada = open_page(house.ben.user), open_page(house.ada.user, has_touch=True)
    ben.goto(house.address())
    ben.get_by_role("link", name="Ada", exact=True).click()
    save(ben).click()
    expect(ben.locator(".toast")).to_be_visible()

    ada.goto(house.address())
    expect(ada.locator(".confirm")).to_contain_text("Ben Tester says you spent time together on")
    ada.get_by_role("button", name="Yes, we did").tap()
    expect(ada.locator(".toast")).to_contain_text("Confirmed. Thank you.")
    expect(ada.locator(".confirm")).to_have_count(0)
    assert stored(house) == [("Ada Tester", "mutual", "experiential")]
    expect_focus(ada, "quick")

    ada.get_by_role("button", name="Undo").tap()
    expect(ada.locator(".confirm")).to_be_visible()
    ada.get_by_role("button", name="Not me").tap()
    expect(ada.locator(".toast").last).to_contain_text("Put away. Nobody is told.")
    assert stored(house) == [("Ada Tester", "declined", "experiential")]
    ben.goto(house.address("interactions/"))
    expect(ben.locator(".pill")).to_have_text("Waiting")  # a decline looks like no answer yet


# security R5
def test_pressing_save_twice_makes_one_row(house: House, open_page: OpenPage) -> None:
    page = open_page(house.ben.user)
    page.goto(house.address())
    page.get_by_role("link", name="Ada", exact=True).click()
    save(page).dblclick()
    expect(page.locator(".toast").first).to_be_visible()

    page.get_by_role("link", name="Mira", exact=True).or_(
        page.get_by_role("link", name="Jonathan", exact=True)
    ).first.click()
    page.evaluate("() => { const f = document.querySelector('#log form'); f.requestSubmit(); f.requestSubmit(); }")
    expect(page.locator(".toast").nth(1)).to_be_visible()
    page.wait_for_load_state("networkidle")

    with house.open():
        assert Interaction.objects.count() == 2


def test_escape_closes_and_what_is_missing_is_said_beside_it(house: House, open_page: OpenPage) -> None:
    page = open_page(house.ben.user)
    page.goto(house.address())
    page.get_by_role("link", name="Someone else").click()
    save(page).click()
    expect(page.locator("#log-errors")).to_have_text(re.compile("Choose at least one person"))
    expect_focus(page, "Choose at least one person")

    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect_focus(page, "Someone else")
    page.get_by_role("link", name="Someone else").click()
    expect(page.locator("#log-errors")).to_be_empty()


def test_picker_forgives_a_typing_error_by_keyboard(house: House, open_page: OpenPage) -> None:
    page = open_page(house.ben.user, size="desktop")
    page.goto(house.address())
    page.get_by_role("link", name="Someone else").focus()
    page.keyboard.press("Enter")
    page.get_by_role("combobox").focus()
    page.keyboard.type("jonathon")
    expect(page.get_by_role("option").first).to_contain_text("Jonathan Tester")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("combobox")).to_have_attribute("aria-activedescendant", "who-list-0")
    page.keyboard.press("Enter")
    expect(face(page, "Jonathan")).to_be_checked()
    assert page.evaluate("() => document.activeElement.dataset.name") == "Jonathan"
    expect(save(page)).to_have_text("Save time with Jonathan")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("We’ll ask Jonathan to confirm.")
    expect_focus(page, "Someone else")


@pytest.mark.parametrize("name", ["Ada", "Mira"])
def test_time_is_logged_and_confirmed_by_keyboard_alone(house: House, open_page: OpenPage, name: str) -> None:
    person = {"Ada": house.ada, "Mira": house.mira}[name]
    ben, other = open_page(house.ben.user, size="desktop"), open_page(person.user, size="desktop")
    ben.goto(f"{house.address('log/')}?with={person.place.public_id}")
    tab_to(ben, "Save time with")
    ben.keyboard.press("Enter")
    expect(ben.get_by_role("status").first).to_contain_text(f"We’ll ask {name} to confirm.")

    other.goto(house.address())
    tab_to(other, "Yes, we did")
    other.keyboard.press("Enter")
    expect(other.locator(".toast")).to_contain_text("Confirmed.")
    expect_focus(other, "quick")
    assert stored(house) == [(f"{name} Tester", "mutual", "experiential")]


def tab_to(page: Page, words: str) -> None:
    """Presses Tab until these words have the focus; it is never lost on the way."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page).startswith(words):
            return
    pytest.fail(f"Tab does not lead to “{words}”.")
