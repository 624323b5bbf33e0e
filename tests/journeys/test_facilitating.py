"""A facilitator counts now, reads the dashboard and the network in detail, and brings in files."""

import re
from datetime import timedelta
from itertools import combinations

import pytest
from playwright.sync_api import Page, expect

from belonging.core import clock
from network.models import Interaction, Snapshot, Tie
from programs.enums import ConsentMode
from programs.models import Participant, Program
from tests.cast import House, make_person
from tests.journeys.conftest import OpenPage, expect_focus, work

NUMBER = re.compile(r"\d+(?:[.,–]\d+)?")
GUESTS = 40
ADA, MIRA = "ada@northlight.example", "mira@northlight.example"
GOOD = f"person,with,date\n{ADA},{MIRA},{{day}}\nBen Tester,{ADA},{{day}}\n"
BAD = f"person,with,date\n{ADA},nobody@northlight.example,{{day}}\nBen Tester,{ADA},2001-01-01\n"

# What is drawn (marks with a title, or words) and what stands in the table of each figure.
FIGURES = """() => [...document.querySelectorAll("figure.chart-fig")].map((figure) => {
  const words = (query) => [...figure.querySelectorAll(query)].map((e) => e.textContent.replace(/\\s+/g, " ").trim());
  const titles = words("svg circle title");
  return { drawn: titles.length ? titles : words("svg text").filter((t) => /^[0-9–]+(\\+| people| person)?$/.test(t)),
    cells: words("table tbody th, table tbody td"), label: figure.querySelector("svg").getAttribute("aria-label") };
})"""


def tied(house: House, pairs: list[tuple[Participant, Participant]]) -> None:
    """Confirmed ties."""
    with house.open():
        first = house.program.starts_on
        Tie.objects.bulk_create(
            Tie(
                program=house.program, low_id=min(a.pk, b.pk), high_id=max(a.pk, b.pk),
                mutual_count=1, first_on=first, last_on=first,
            )
            for a, b in pairs
        )  # fmt: skip


@pytest.fixture
def crowd(house: House) -> list[Participant]:
    """Two departments of twenty guests, everybody tied to the next three of their own."""
    with house.open():
        names = ((f"Guest{n}", "Care" if n < GUESTS // 2 else "Digital") for n in range(GUESTS))
        guests = [make_person(name, "northlight", house.program, department=where).place for name, where in names]
    halves = guests[: GUESTS // 2], guests[GUESTS // 2 :]
    tied(house, [(a, b) for half in halves for a, b in combinations(half, 2) if half.index(b) - half.index(a) <= 3])
    return guests


# peers 3.9
def test_year_is_played_by_one_button_and_moved_by_keys(house: House, open_page: OpenPage) -> None:
    days = [clock.now() - timedelta(days=7 * weeks) for weeks in (8, 4, 0)]
    with house.open():
        for number, day in enumerate(days):
            Snapshot.objects.create(
                program=house.program, local_date=day.date(), taken_at=day, definition=house.program.definition,
                edges_digest="", people=20, ties=30, degree_mean=2.0 + number, components=1, reachable_share=1.0,
                mixing={"segments": ["Care", "Digital"], "sizes": [10, 10], "ties": [[10, 5], [5, 15]],
                        "expected": [[10, 5], [5, 15]]},
            )  # fmt: skip
    page = open_page(house.ada.user)
    page.goto(house.address(f"dashboard/network/time/?on={days[0].date()}"))
    figure = page.get_by_role("row", name=re.compile("^Degree")).get_by_role("cell")
    expect(figure).to_have_text("2.0")

    page.get_by_role("slider", name="Move through time").press("ArrowRight")
    expect(figure).to_have_text("3.0")
    page.get_by_role("button", name="Play").press("Enter")
    expect(figure).to_have_text("4.0")

    expect(page.get_by_role("button", name="Play")).to_have_attribute("aria-pressed", "false")  # it rests at the end
    expect(page.get_by_role("slider")).to_have_value("2")


def count_now(house: House, page: Page) -> None:
    """Presses the button, watches the work, and comes back to the dashboard."""
    page.goto(house.address("dashboard/"))
    page.get_by_role("button", name="Recompute now").click()
    expect(page.locator("#progress")).to_contain_text("Waiting for its turn")
    page.get_by_role("link", name="See how far it is").focus()
    work(house)
    expect(page.locator("#progress")).to_contain_text("Done. The figures are new.")  # htmx asks every second
    expect_focus(page, "progress")
    page.get_by_role("link", name="Open the dashboard").click()
    expect(page.locator(".kpis")).to_be_visible()


def tile(page: Page, measure: str) -> str:
    """The big figure of one tile."""
    return page.locator(f".kpi[data-measure={measure}] .kpi-value").inner_text().strip()


def test_count_now_shows_new_figures(house: House, crowd: list[Participant], open_page: OpenPage) -> None:
    page = open_page(house.ada.user, size="desktop")
    count_now(house, page)
    before = {measure: tile(page, measure) for measure in ("degree", "clustering")}

    tied(house, [(crowd[n], crowd[-n - 1]) for n in range(GUESTS // 2)])
    count_now(house, page)

    after = {measure: tile(page, measure) for measure in ("degree", "clustering")}
    people, ties = GUESTS + 10, 108 + GUESTS // 2
    assert after["degree"] == f"{2 * ties / people:.1f}"
    assert float(after["degree"]) > float(before["degree"])
    assert float(after["clustering"]) < float(before["clustering"])
    assert f"{people} people, {ties} ties" in page.locator("main").inner_text()


def test_tables_hold_what_is_drawn(house: House, crowd: list[Participant], open_page: OpenPage) -> None:
    tied(house, [(crowd[0], crowd[-1])])
    page = open_page(house.ada.user, size="desktop")
    count_now(house, page)

    figures = page.evaluate(FIGURES)

    assert len(figures) == 9
    belonging = figures[1]
    assert belonging["cells"] == ["No survey has a result yet."]
    for figure in figures[2:]:
        numbers = [found for text in figure["drawn"] for found in NUMBER.findall(text)]
        assert numbers, figure["label"]
        assert sorted(numbers) == sorted(found for text in figure["cells"] for found in NUMBER.findall(text))
    segments = figures[0]
    assert segments["drawn"] == ["1", "25 people", "25 people"]
    assert [cell for cell in segments["cells"] if cell.isdigit()] == ["25", "1", "25", "1"]


@pytest.mark.parametrize("mode", list(ConsentMode))
def test_network_in_detail_keeps_the_promise(
    house: House, crowd: list[Participant], open_page: OpenPage, mode: ConsentMode
) -> None:
    with house.open():
        Program.objects.update(consent_mode=mode)
        Participant.objects.filter(pk__in=[crowd[0].pk, crowd[1].pk]).update(named_on=clock.now().date())
    page = open_page(house.ada.user, size="desktop")
    count_now(house, page)
    page.get_by_role("link", name="Network in detail").click()
    expect(page.get_by_role("heading", name="Network in detail")).to_be_visible()

    dots = page.locator("[data-network] .node")
    named = page.get_by_role("row").filter(has_text="Guest")
    assert dots.count() == (GUESTS + 10 if mode == ConsentMode.DOTS else 0)
    assert named.count() == (2 if mode == ConsentMode.NAMED else 0)
    if mode == ConsentMode.DOTS:
        page.get_by_role("button", name="Digital").click()
        assert page.locator(".node.near").count() == GUESTS // 2 + 5


def upload(page: Page, name: str, content: str) -> None:
    """Chooses a file and looks at it first."""
    page.get_by_label("File").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content.encode()})
    page.get_by_role("button", name="Look at it first").click()


def test_file_with_errors_is_fixed_and_brought_in(house: House, open_page: OpenPage) -> None:
    day = house.program.starts_on.isoformat()
    page = open_page(house.ada.user, size="desktop")
    page.goto(house.address("imports/"))
    page.get_by_role("link", name="Choose a file of time together").click()
    upload(page, "met.csv", BAD.format(day=day))
    lines = page.get_by_role("alert").get_by_role("row")
    expect(page.get_by_role("alert")).to_contain_text("2 things to fix. Nothing was brought in.")
    assert [lines.nth(n).get_by_role("cell").first.inner_text() for n in (1, 2)] == ["2", "3"]
    expect(page.get_by_role("button", name="Bring in", exact=True)).to_have_count(0)

    page.get_by_role("link", name="Leave").click()
    page.get_by_role("link", name="Choose a file of time together").click()
    upload(page, "met.csv", GOOD.format(day=day))
    expect(page.get_by_label("with", exact=True)).to_have_value("with")
    expect(page.get_by_role("heading", name="What will happen")).to_be_visible()
    page.get_by_role("button", name="Bring in", exact=True).click()
    expect(page.get_by_role("heading", name="What it brought")).to_be_visible()
    with house.open():
        assert Interaction.objects.filter(source="imported").count() == 2


def test_columns_without_names_are_given_their_meaning_by_keyboard(house: House, open_page: OpenPage) -> None:
    page = open_page(house.ada.user, size="desktop")
    page.goto(house.address("imports/people/"))
    upload(page, "people.csv", "Nadia Byrne,nadia@example.org,Care\nOtto Holm,otto@example.org,Digital\n")
    selects = page.locator("select[name^=column_]")
    for place, words in enumerate(("Name", "E-mail", "Department")):
        selects.nth(place).focus()
        page.keyboard.type(words)
    page.get_by_role("button", name="Look again").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What will happen")).to_be_visible()
    page.get_by_role("button", name="Bring in", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What it brought")).to_be_visible()
    with house.open():
        assert Participant.objects.filter(membership__email="nadia@example.org", segment="Care").exists()
