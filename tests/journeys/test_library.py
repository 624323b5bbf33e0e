"""The library and worksheets in a real browser: read and filled in by keyboard, without scripts, under careful eyes."""

import re

import pytest
from playwright.sync_api import Page, expect

from programs.models import Answer
from tests.cast import House
from tests.journeys.conftest import PATIENCE, OpenPage
from tests.journeys.test_every_page import Findings
from tests.programs.library import Shelves, answer, later, shelves_of


@pytest.fixture
def shelves(house: House) -> Shelves:
    return shelves_of(house)


def kept(house: House) -> list[dict[str, object]]:
    with house.open():
        return [dict(row.values) for row in Answer.objects.order_by("id")]


def fill(house: House, sheet: object, rest: str = "fill/") -> str:
    return house.address(f"worksheets/{getattr(sheet, 'public_id')}/{rest}")  # noqa: B009 -- any worksheet


def test_finding_reading_and_drawing_without_scripts(house: House, shelves: Shelves, open_page: OpenPage) -> None:
    # peers 1.9, D25, D35, D36
    page = open_page(house.ben.user, java_script_enabled=False)
    page.goto(house.address("resources/"))

    page.get_by_label("Words").fill("marmal")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Follow up").click()
    for _chapter in range(2):
        page.get_by_role("button", name="Read. On to the next").click()
    page.get_by_role("button", name="Read. That was the last one").click()
    expect(page.get_by_text("Open them in any order.")).to_be_visible()

    page.goto(house.address(f"resources/{shelves.deck.public_id}/"))
    page.get_by_role("link", name="Draw a card").click()
    page.get_by_role("link", name="Deep").click()
    expect(page.get_by_text("Regret?")).to_be_visible()
    page.get_by_role("link", name="Another card").click()
    expect(page.get_by_text("That was the whole pile.")).to_be_visible()

    page.goto(house.address(f"resources/{shelves.snag.public_id}/steps/"))
    page.get_by_role("link", name="Talk to a human").click()
    page.get_by_label("Your words").fill("It does not go well.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("It does not go well.")).to_be_visible()


def test_filling_in_by_keyboard_and_comparing(house: House, shelves: Shelves, open_page: OpenPage) -> None:
    # peers D26, D29
    with house.open():
        answer(house.ben.place, shelves.habit, later(0), awareness=2, desire=4, knowledge=4)
    page = open_page(house.ben.user)
    page.goto(fill(house, shelves.habit))

    page.get_by_role("radio", name="4").first.focus()
    page.keyboard.press("Space")
    for presses in (2, 1):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        for _more in range(presses):
            page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="What stands in the way now")).to_be_visible()
    expect(page.get_by_text("Earlier").first).to_be_visible()
    assert kept(house)[-1] == {"awareness": 4, "desire": 3, "knowledge": 2}


def test_leaving_with_words_typed_asks_first(house: House, shelves: Shelves, open_page: OpenPage) -> None:
    page = open_page(house.ben.user)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))  # type: ignore[func-returns-value]
    page.goto(fill(house, shelves.canvas))
    page.wait_for_load_state("networkidle")

    page.get_by_label("What would you like to be different?").press_sequentially("Know")
    page.get_by_role("link", name="Leave without saving").click()
    page.wait_for_url(re.compile(r"/worksheets/[^/]+/$"), timeout=PATIENCE)

    assert asked == ["beforeunload"]
    assert kept(house) == []


def test_hints_come_once_without_scripts(house: House, shelves: Shelves, open_page: OpenPage) -> None:  # peers D33
    page = open_page(house.ben.user, java_script_enabled=False)
    page.goto(fill(house, shelves.feedback))

    page.get_by_label("The behaviour").fill("You never call")
    page.get_by_role("button", name="Save for me alone").click()
    expect(page.get_by_text("“never” is hard to answer.")).to_be_visible()
    page.get_by_role("button", name="Save for me alone").click()

    expect(page.get_by_text("You never call")).to_be_visible()
    assert kept(house) == [{"behaviour": "You never call"}]


def test_every_page_of_the_library_under_careful_eyes(house: House, shelves: Shelves, open_page: OpenPage) -> None:
    with house.open():
        for day, value in ((0, 2), (5, 4)):
            answer(house.ben.place, shelves.listening, later(day), silence=value, asking=3, note="I noticed the clock.")
            answer(house.ben.place, shelves.habit, later(day), awareness=4, desire=value, knowledge=1)
        line = {"name": "Ada Tester", "person": "", "choice": "Every week"}
        answer(house.ben.place, shelves.ritual, ties=[line])
    seen = Findings()
    ben, una = open_page(house.ben.user), open_page(house.una.user)

    for rest in rests(shelves):
        look(seen, ben, house, rest)
    look(seen, una, house, f"worksheets/{shelves.listening.public_id}/group/")
    ben.goto(fill(house, shelves.feedback))
    ben.get_by_label("The behaviour").fill("You were rude")
    ben.get_by_role("button", name="Save for me alone").click()
    seen.see("hints", ben)
    ben.goto(fill(house, shelves.canvas))
    ben.get_by_role("button", name="Save for me alone").click()
    seen.see("an empty sheet", ben)

    assert seen.wrong == []


def rests(shelves: Shelves) -> list[str]:
    """Addresses of the pages, inside the program."""
    resources = [f"resources/{one.public_id}/" for one in (shelves.why, shelves.series, shelves.deck, shelves.snag)]
    sheets = (shelves.listening, shelves.habit, shelves.ritual, shelves.canvas)
    return [
        *("resources/", "resources/?q=nothing+there", "worksheets/", *resources, resources[1] + "print/"),
        *(resources[2] + "cards/?seed=7", resources[3] + "steps/", resources[3] + "steps/?at=mediated"),
        *(f"worksheets/{one.public_id}/{rest}" for one in sheets for rest in ("", "fill/")),
        f"worksheets/{shelves.canvas.public_id}/print/",
    ]


def look(seen: Findings, page: Page, house: House, rest: str) -> None:
    """Opens a page and looks at it."""
    page.goto(house.address(rest))
    seen.see(rest, page)
