"""Every flow works with scripts switched off (U7)."""

import re

from playwright.sync_api import Page, expect

from network.models import Block, Interaction, InteractionPartner, Snapshot
from tests.cast import PASSWORD, House
from tests.journeys.conftest import OpenPage, work

LINES = "person,with,date\nada@northlight.example,mira@northlight.example,{day}\n"


def told(page: Page) -> str:
    """The message on top of the page."""
    return page.locator(".messages").inner_text()


def states(house: House) -> list[str]:
    """The states of everything that was claimed."""
    with house.open():
        return list(InteractionPartner.objects.order_by("pk").values_list("state", flat=True))


def test_signing_in_logging_and_taking_back(house: House, open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(house.ben.user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Common Ground").click()

    page.get_by_role("link", name="Someone else").click()
    page.get_by_role("button", name=re.compile("^Save")).click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one person")
    page.get_by_role("combobox").fill("rossa")
    page.get_by_role("button", name="Find by name").click()
    page.get_by_role("checkbox", name=re.compile("^Rosa")).check(force=True)
    page.get_by_role("button", name=re.compile("^Save")).click()
    assert "Saved. We’ll ask Rosa to confirm." in told(page)
    assert states(house) == ["claimed"]

    page.goto(house.address("interactions/"))
    page.get_by_role("button", name="Take back").click()
    assert "Taken back." in told(page)
    assert states(house) == []


def test_confirming_and_declining(house: House, open_page: OpenPage) -> None:
    ben, ada = (open_page(person.user, java_script_enabled=False) for person in (house.ben, house.ada))
    for when in ("Today", "Yesterday"):
        ben.goto(f"{house.address('log/')}?with={house.ada.place.public_id}")
        ben.get_by_role("radio", name=when).check(force=True)
        ben.get_by_role("button", name=re.compile("^Save")).click()
    ada.goto(house.address())
    ada.get_by_role("button", name="Yes, we did").first.click()
    assert "Confirmed. Thank you." in told(ada)
    ada.get_by_role("button", name="Not me").click()
    assert "Put away. Nobody is told." in told(ada)
    assert sorted(states(house)) == ["declined", "mutual"]


def test_keeping_somebody_out_and_letting_them_in(house: House, open_page: OpenPage) -> None:
    page = open_page(house.ben.user, java_script_enabled=False)
    page.goto(house.address("people/"))
    page.get_by_role("searchbox").fill("kwami")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Kwame Tester").click()
    page.get_by_text("Keep Kwame out of my log").click()
    page.get_by_role("button", name="Keep out").click()
    expect(page.get_by_text("You keep Kwame out")).to_be_visible()
    with house.open():
        assert Block.objects.count() == 1

    page.get_by_role("button", name="Let them in again").click()
    assert "reaches you again" in told(page)
    with house.open():
        assert not Block.objects.exists()


def test_counting_now(house: House, open_page: OpenPage) -> None:
    page = open_page(house.ada.user, java_script_enabled=False)
    page.goto(house.address("dashboard/"))
    page.get_by_role("button", name="Recompute now").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    work(house)
    page.get_by_role("link", name="See how far it is").click()
    expect(page.get_by_text("Done. The figures are new.")).to_be_visible()
    with house.open():
        assert Snapshot.objects.count() == 1


def test_bringing_in_a_file(house: House, open_page: OpenPage) -> None:
    page = open_page(house.ada.user, java_script_enabled=False)
    page.goto(house.address("imports/interactions/"))
    content = LINES.format(day=house.program.starts_on.isoformat()).encode()
    page.get_by_label("File").set_input_files({"name": "met.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("heading", name="What will happen")).to_be_visible()
    page.get_by_role("button", name="Bring in").click()
    assert "Brought in." in told(page)
    with house.open():
        assert Interaction.objects.filter(source="imported").count() == 1
