"""The statement on accessibility claims no more than is tried: each of its claims names the tests behind it."""

import re
from datetime import date
from hashlib import sha256

import pytest
from django.conf import settings
from django.test import Client

from belonging.core.statement import FACTS
from belonging.runtime.places import ROOT
from tests.guards.routes import is_page
from tests.guards.test_access_table import EXPECTED
from tests.journeys import eyes
from tests.journeys.pages import looked_at

TEMPLATE = ROOT / "templates" / "public" / "accessibility.html"
EVERY_PAGE = ("tests/journeys/test_every_page.py", "test_every_page_and_opened_state")
# A claim of the page, by its id → where it is tried: a file, and a test in it or words that do it.
TRIED: dict[str, list[tuple[str, str]]] = {
    "by-axe": [EVERY_PAGE],
    "by-contrast": [EVERY_PAGE],
    "by-width": [EVERY_PAGE],
    "by-motion": [("static/css/utilities.css", "prefers-reduced-motion: reduce) { *,")],
    "by-keyboard": [
        ("tests/journeys/test_surveys.py", "test_by_keyboard_alone_on_a_phone"),
        ("tests/journeys/test_time_together.py", "test_picker_forgives_a_typing_error_by_keyboard"),
        ("tests/journeys/test_maps.py", 'page.keyboard.press("ArrowRight")'),
        ("tests/journeys/test_library.py", "by keyboard"),
        ("tests/journeys/test_mentoring.py", "the timer, by keyboard"),
        ("tests/journeys/test_builder.py", "by keyboard alone"),
        ("tests/journeys/test_facilitating.py", "test_columns_without_names_are_given_their_meaning_by_keyboard"),
        ("tests/journeys/test_facilitating.py", 'name="Move through time").press("ArrowRight")'),
    ],
    "without-scripts": [
        ("tests/journeys/test_without_scripts.py", "test_signing_in_logging_and_taking_back"),
        ("tests/journeys/test_without_scripts.py", "test_confirming_and_declining"),
        ("tests/journeys/test_without_scripts.py", "test_keeping_somebody_out_and_letting_them_in"),
        ("tests/journeys/test_without_scripts.py", "test_counting_now"),
        ("tests/journeys/test_without_scripts.py", "test_bringing_in_a_file"),
        ("tests/journeys/test_surveys.py", "test_one_open_page_without_scripts_on_a_phone_then_taken_back"),
    ],
    "in-contrast": [
        ("tests/journeys/test_every_page.py", "test_dashboard_in_contrast_colours_mirrored_and_on_paper"),
        ("tests/journeys/test_every_page.py", 'forced_colors="active"'),
    ],
    "by-table": [
        ("templates/dashboards/parts/dots.html", "as-table"),
        ("templates/dashboards/parts/segment_table.html", "as-table"),
        ("templates/dashboards/parts/waves.html", "as-table"),
        ("templates/dashboards/parts/trend.html", "as-table"),
        ("templates/dashboards/parts/degrees.html", "as-table"),
        ("templates/network/map_detail.html", "as-table"),
    ],
}
# The day it was last looked over, with what it said: other words want another look, and that look's day.
LOOKED_OVER = (date(2026, 11, 26), "4ff033e4d528")
FILES = re.compile(r"-(download|export|file|feed|data|card|certificate|tags|print|picture|figures|pattern|layer)$")


# peers 7.16
@pytest.mark.parametrize("claim", TRIED)
def test_claim_is_tried(claim: str) -> None:
    for file, words in TRIED[claim]:
        assert words in (ROOT / file).read_text(), f"{claim}: {file} no longer tries {words}"


# peers 7.16
def test_every_claim_names_its_tests() -> None:
    claims = re.findall(r'<li id="([^"]+)">', TEMPLATE.read_text())

    print(f"7.16: {len(claims)} claims, each with what tries it: {sum(len(one) for one in TRIED.values())} places")
    assert claims == list(TRIED)


def test_numbers_are_those_of_the_eyes() -> None:
    source = (ROOT / "tests" / "journeys" / "eyes.py").read_text()

    assert f"else {FACTS['contrast']}" in source
    assert f"{float(FACTS['contrast_large'])} if" in source  # type: ignore[arg-type]
    assert f'"width": {FACTS["narrow"]}' in source
    assert {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"} <= set(eyes.RULES)
    assert (set(eyes.SIZES), set(eyes.THEMES)) == ({"phone", "desktop"}, {"light", "dark"})


# peers 7.16
def test_as_many_pages_are_looked_at_as_it_says() -> None:
    pages = {
        route for (route, method), answers in EXPECTED.items()
        if method == "GET" and is_page(route) and 200 in answers and not FILES.search(route)
    }  # fmt: skip
    seen = pages & {name for names in looked_at().values() for name in names}

    print(f"7.16: {len(seen)} of {len(pages)} kinds of page under an organization are looked at")
    assert 10 * len(seen) >= FACTS["of_ten"] * len(pages), sorted(pages - seen)  # type: ignore[operator]


def test_day_is_that_of_the_last_look() -> None:
    said = sha256((TEMPLATE.read_text() + repr(FACTS)).encode()).hexdigest()[:12]

    assert (FACTS["looked_over_on"], said) == LOOKED_OVER


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "words"), [("", "have named no address"), ("help@x.example", "help@x.example")])
def test_it_is_read_without_signing_in(
    address: str, words: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "CONTACT_EMAIL", address)

    page = client.get("/accessibility/").content.decode()

    assert words in page
    assert "4.5 to 1" in page
    assert 'href="/accessibility/"' in client.get("/accounts/login/").content.decode()  # at every page's foot
