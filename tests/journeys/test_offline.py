"""Time together logged while there is no network: kept, said so, sent once, whatever page it was on."""

import re

from playwright.sync_api import Page, expect

from belonging.core import clock
from network.models import Interaction
from tests.cast import House
from tests.journeys.conftest import OpenPage, session_of
from tests.journeys.eyes import KEPT, kept

WAITS = re.compile("Kept on this device, not sent yet: 1")


def ready(page: Page, house: House) -> None:
    """Home, with the worker that answers when nobody else does."""
    page.goto(house.address())
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def times(house: House) -> int:
    """How many times together there are."""
    with house.open():
        return Interaction.objects.count()


def network_back(page: Page) -> None:
    """The page that stood in for all others comes back by itself as the one that was asked for."""
    with page.expect_navigation():
        page.context.set_offline(False)


# peers 7.19
def test_log_without_a_network_is_kept_and_sent_once(house: House, open_page: OpenPage) -> None:
    page = open_page(house.ben.user)
    page.clock.set_fixed_time(clock.now())  # the server's clock stands still; the device's has to agree with it
    ready(page, house)
    before = times(house)

    page.context.set_offline(True)  # the page is open: the sheet
    expect(page.get_by_text("No network at present. Time together can be logged all the same.")).to_be_visible()
    page.locator(".thumb-log").click()
    page.locator("#log [data-picked] .face").first.click()
    page.locator("#log").get_by_role("button", name=re.compile("Save")).click()
    expect(page.locator("#kept")).to_have_text(WAITS)
    expect(page.get_by_text("It goes out by itself as soon as the network is back.")).to_be_visible()
    expect(page.locator("#log")).not_to_be_visible()
    assert times(house) == before

    page.goto(house.address("roadmap/"))  # opened anew: the page that is there without a network
    expect(page.get_by_role("heading", name="No network at present")).to_be_visible()
    page.get_by_role("button", name="Keep it on this device").click()
    expect(page.get_by_text("Tick at least one person.")).to_be_visible()
    for place, count in ((1, 2), (2, 3)):  # one after the other: each is another log
        page.locator("form .choice").nth(place).click()
        page.get_by_role("button", name="Keep it on this device").click()
        expect(page.locator("#kept")).to_have_text(re.compile(f"not sent yet: {count}"))

    network_back(page)
    expect(page.get_by_text("Sent what waited here: 3")).to_be_visible()
    expect(page.locator("#kept")).to_be_hidden()
    page.reload()
    assert times(house) == before + 3


# peers 7.19
def test_what_is_kept_is_gone_for_whoever_comes_next(house: House, open_page: OpenPage) -> None:
    page = open_page(house.ben.user)
    ready(page, house)
    origin = page.url.split("/o/")[0]
    page.context.set_offline(True)
    page.goto(house.address("roadmap/"))
    expect(page.locator("[data-of]")).to_have_text(house.program.name)
    page.locator("form .choice").first.click()
    page.get_by_role("button", name="Keep it on this device").click()
    expect(page.locator("#kept")).to_have_text(WAITS)
    assert kept(page) == [1, 1]

    page.context.clear_cookies()  # his session had ended; Una, who has no place in the program, signs in
    network_back(page)
    page.context.add_cookies([session_of(house.una.user) | {"url": origin}])  # type: ignore[list-item]
    page.goto(house.address("people/"))
    expect(page.locator("#kept")).to_be_hidden()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    assert kept(page) == [0, 0]
    page.context.set_offline(True)
    page.goto(house.address("people/"))
    expect(page.get_by_text("This device knows nobody yet with whom time together could be logged.")).to_be_visible()

    network_back(page)  # Mira signs in, and out again
    page.context.add_cookies([session_of(house.mira.user) | {"url": origin}])  # type: ignore[list-item]
    page.goto(house.address())
    page.wait_for_function(f"async () => String(await ({KEPT})()) === '0,1'")
    page.locator("summary", has_text="Your menu").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert kept(page) == [0, 0]
    assert times(house) == 0


# peers 7.19
def test_manifest_names_icons_that_are_there(house: House, open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/")
    manifest = page.request.get(page.locator("link[rel=manifest]").get_attribute("href") or "").json()

    assert manifest["display"] == "standalone"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert all(page.request.get(icon["src"]).ok for icon in manifest["icons"])
