"""A survey in a real browser: one statement a screen on a phone, by keyboard alone, and as one open page."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from belonging.accounts.models import User
from belonging.core import clock
from surveys.enums import WaveKind
from surveys.models import Wave
from surveys.models.ballots import Response, SealedBallot
from surveys.services.built_in import keep_built_in
from surveys.services.closing import close_wave
from surveys.services.opening import open_wave
from tests.cast import House
from tests.journeys.conftest import PATIENCE, OpenPage, focused
from tests.journeys.eyes import SIZES
from tests.journeys.test_every_page import Findings
from tests.surveys.community import make_community, same, send

TEN_DAYS = timedelta(days=9)


@pytest.fixture(autouse=True)
def key_folder(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.SURVEY_KEY_DIRS = [str(tmp_path / "keys")]  # type: ignore[attr-defined]


def open_pulse(house: House) -> Wave:
    with house.open():
        now = clock.now()
        wave = Wave.objects.create(
            program=house.program, instrument=keep_built_in(now=now)["belonging-pulse"], kind=WaveKind.PULSE,
            opens_on=now.date(), closes_on=now.date() + TEN_DAYS, slices=["Department"],
        )  # fmt: skip
        return open_wave(wave=wave, now=now)


def closed_pulse(house: House) -> Wave:
    with house.open():
        community = make_community(house, 24)
        now = clock.now()
        wave = open_pulse(house)
        for number, member in enumerate(community.members):
            send(wave, member, same(2 + number % 3)(number) | {"band": 1 + number % 2}, "More tables", at=now)
        return close_wave(wave=wave, now=now + timedelta(days=11))


def address(house: House, wave: Wave, rest: str = "") -> str:
    return house.address(f"surveys/{wave.public_id}/{rest}")


def look(open_page: OpenPage, user: User | None, where: str) -> None:
    """Opens a page and looks at it with every eye: axe, contrast, narrow screens, calm words."""
    page = open_page(user)
    page.goto(where)
    findings = Findings()
    findings.see(where, page)
    assert findings.wrong == []


def expect_phone(page: Page) -> None:
    """The screen is a phone's, and nothing on the page is wider than it."""
    width, height = SIZES["phone"]
    page.wait_for_load_state()  # a link was clicked: until its page is there, there is nothing to measure
    assert page.viewport_size == {"width": width, "height": height}
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def tab_to(page: Page, words: str) -> None:
    """Presses Tab until the element with these first words has the focus: no pointer and no help from the test."""
    for _ in range(12):
        page.keyboard.press("Tab")
        if focused(page).startswith(words):
            return
    pytest.fail(f"Twelve tabs do not come to “{words}”; the focus is on “{focused(page)}”.")


# peers 2.5, 2.24; DESIGN 8.3
def test_a_minute_on_a_phone_with_one_thumb(house: House, open_page: OpenPage) -> None:
    open_pulse(house)
    page = open_page(house.ben.user)
    page.goto(house.address())
    page.get_by_role("link", name="Answer").click()

    expect(page.get_by_text("What happens to your answers")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    for number in range(9):
        expect(page.get_by_text(f"{number + 1} of 9")).to_be_visible()
        page.locator("fieldset:visible label").nth(number % 5).click()
    page.context.set_offline(True)
    page.get_by_role("button", name="Seal and send").click()

    expect(page.get_by_text("Not sent yet: there is no connection.")).to_be_visible()
    with house.open():
        assert not SealedBallot.objects.exists()
    page.context.set_offline(False)
    # The page's own worker may be back a moment later than the page: then it is tried again after ten seconds.
    expect(page.get_by_role("heading", name="Sealed. Thank you.")).to_be_visible(timeout=PATIENCE)
    with house.open():
        assert SealedBallot.objects.count() == 1


# peers 2.25, 7.15
def test_answered_in_arabic_from_right_to_left_on_a_phone(house: House, open_page: OpenPage) -> None:
    wave = open_pulse(house)
    User.objects.filter(pk=house.ben.user.pk).update(language="ar")
    page, findings = open_page(house.ben.user), Findings()
    page.goto(house.address())
    page.get_by_role("link", name="جواب").click()

    expect(page.get_by_text("ماذا يحدث لأجوبتك")).to_be_visible()
    assert page.evaluate("document.dir") == "rtl"
    page.get_by_role("button", name="التالي").click()
    for number in range(9):
        expect(page.get_by_text(f"{number + 1} من 9")).to_be_visible()
        expect_phone(page)
        asked = page.locator("fieldset:visible")
        assert re.search("[\u0600-\u06ff]", asked.locator("legend").inner_text())
        assert not re.search("[a-zA-Z]", asked.inner_text())  # nothing was left in another language
        if number == 1:
            circle, words = asked.locator("svg").first.bounding_box(), asked.locator("label span").first.bounding_box()
            assert circle is not None
            assert words is not None
            assert circle["x"] > words["x"]  # reading begins on the right
        asked.locator("label").nth(number % 5).click()
    page.get_by_role("button", name="ختم وإرسال").click()

    expect(page.get_by_role("heading", name="مختوم. شكرًا لك.")).to_be_visible()
    expect_phone(page)
    with house.open():
        assert SealedBallot.objects.count() == 1
    User.objects.filter(pk=house.ben.user.pk).update(language="de")
    page.goto(address(house, wave, "answer/?step=10"))
    expect(page.get_by_role("button", name="Versiegeln und senden")).to_be_visible()
    expect_phone(page)  # German words are the longest
    User.objects.filter(pk=house.ben.user.pk).update(language="ar")
    page.goto(address(house, wave, "answer/?step=2"))
    findings.see("a statement in Arabic", page)
    assert findings.wrong == []


# peers 2.5
def test_by_keyboard_alone_on_a_phone(house: House, open_page: OpenPage) -> None:
    wave = open_pulse(house)
    page = open_page(house.ben.user)
    page.goto(address(house, wave, "answer/"))
    tab_to(page, "Next")
    page.keyboard.press("Enter")

    for number in range(9):
        expect(page.get_by_text(f"{number + 1} of 9")).to_be_visible()
        expect_phone(page)
        page.keyboard.press(str(1 + number % 5))
        expect(page.locator("fieldset:visible input:checked")).to_have_count(1)
        tab_to(page, "Next")
        page.keyboard.press("Enter")
    tab_to(page, "id-q-anything-else")
    page.keyboard.type("More tables.")
    tab_to(page, "Seal and send")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Sealed. Thank you.")).to_be_visible()
    expect_phone(page)
    with house.open():
        assert SealedBallot.objects.count() == 1


# peers 2.5
def test_one_open_page_without_scripts_on_a_phone_then_taken_back(house: House, open_page: OpenPage) -> None:
    wave = open_pulse(house)
    page = open_page(house.ben.user, java_script_enabled=False)
    page.goto(house.address())
    page.get_by_role("link", name="Answer").click()
    expect_phone(page)
    for group in page.locator("fieldset").all():
        group.locator("label").nth(2).click()
    page.get_by_label("In your own words").fill("More tables.")
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_role("heading", name="Sealed. Thank you.")).to_be_visible()
    expect_phone(page)
    with house.open():
        assert SealedBallot.objects.filter(wave=wave).count() == 1
    page.get_by_role("button", name="Take my answers back").click()

    expect(page.get_by_role("heading", name="Nothing of yours is in the box")).to_be_visible()
    with house.open():
        assert not SealedBallot.objects.exists()
        assert not Response.objects.exists()


@pytest.mark.parametrize("rest", ["answer/", "sent/", "promise/", "", "rules/"])
def test_pages_of_an_open_survey(house: House, open_page: OpenPage, rest: str) -> None:
    wave = open_pulse(house)
    person = house.ada if rest in {"", "rules/"} else house.ben
    look(open_page, person.user, address(house, wave, rest))


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_results_given_back(house: House, open_page: OpenPage, who: str) -> None:
    wave = closed_pulse(house)
    look(open_page, getattr(house, who).user, address(house, wave))


@pytest.mark.parametrize("rest", ["surveys/", "surveys/new/", "surveys/questions/", "surveys/talks/"])
def test_pages_of_those_who_run_surveys(house: House, open_page: OpenPage, rest: str) -> None:
    open_pulse(house)
    look(open_page, house.ada.user, house.address(rest))


# peers 2.18
def test_talk_without_a_name(house: House, open_page: OpenPage) -> None:
    with house.open():
        community = make_community(house, 11)
        wave, now = open_pulse(house), clock.now()
        for number, member in enumerate(community.members):
            send(wave, member, same(2 + number % 3)(number), "More tables", at=now)
    page, findings = open_page(house.ben.user, java_script_enabled=False), Findings()
    page.goto(address(house, wave, "answer/"))
    page.get_by_label("In your own words").fill("A bench in the yard.")
    page.get_by_role("button", name="Seal and send").click()
    code = page.locator(".code-shown").inner_text()
    with house.open():
        close_wave(wave=wave, now=now + timedelta(days=11))
    ada = open_page(house.ada.user)
    ada.goto(address(house, wave))
    ada.get_by_role("link", name="Answer A bench in the yard.").click()
    ada.get_by_label("What you say").fill("In the sun or in the shade?")
    findings.see("talk", ada)
    ada.get_by_role("button", name="Answer").click()

    reader = open_page(house.ben.user)
    reader.goto(house.address("surveys/replies/"))
    reader.get_by_label("Your code").fill(code.lower())
    reader.get_by_role("button", name="Look").click()
    expect(reader.get_by_text("In the sun or in the shade?")).to_be_visible()
    reader.get_by_label("Say something back").fill("In the shade.")
    reader.get_by_role("button", name="Seal and send").click()
    expect(reader.get_by_text("It is opened at nine in the morning")).to_be_visible()
    findings.see("words back", reader)
    assert findings.wrong == []


# peers D43
def test_where_the_network_stands(house: House, open_page: OpenPage) -> None:
    page, findings = open_page(house.ada.user), Findings()
    page.goto(house.address("surveys/"))
    page.get_by_role("link", name="Where our network stands").click()
    findings.see("nobody said anything", page)
    page.get_by_role("link", name="With a sponsor").click()
    page.get_by_label("The sponsor’s name and office").fill("Grace Hopper, head of care")
    for group in page.locator("main fieldset").all():
        group.locator("label").nth(1).click()
    findings.see("with a sponsor", page)
    page.get_by_role("button", name="Keep it").click()

    expect(page.get_by_role("heading", name="Where to start")).to_be_visible()
    page.get_by_text("Every statement").click()
    findings.see("where it stands", page)
    assert findings.wrong == []


def test_how_it_works_is_for_everybody(house: House, open_page: OpenPage) -> None:
    look(open_page, None, "/surveys/how-it-works/")
