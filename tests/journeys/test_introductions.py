"""A round of introductions in a real browser: from the plan and its preview to "did you meet?"."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from belonging.core import clock
from network.models import Introduction, IntroductionSide
from tests.cast import House, Person
from tests.journeys.conftest import OpenPage, work
from tests.journeys.test_every_page import Findings


def on_page(page: Page, found: Findings, name: str) -> None:
    """Careful eyes on what is open now."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    found.see(name, page)


def two_who_are_asked(house: House) -> tuple[Person, Person]:
    """Ben and Mira, whatever the plan said: the walk needs two who can sign in."""
    with house.open():
        row = Introduction.objects.order_by("id")[0]
        IntroductionSide.objects.all().delete()
        for person in (house.ben, house.mira):
            IntroductionSide.objects.create(introduction=row, program=house.program, participant=person.place)
    return house.ben, house.mira


def test_round_from_preview_to_did_you_meet(house: House, open_page: OpenPage) -> None:  # peers 4.2, 4.9, 4.12, C3
    found = Findings()
    ada = open_page(house.ada.user, "desktop")
    ada.goto(house.address("introductions/offers/"))
    on_page(ada, found, "rounds, none yet")
    ada.get_by_role("button", name="Plan it").click()
    work(house)
    ada.goto(house.address("introductions/offers/"))
    ada.get_by_role("link", name="Look at the plan").click()
    expect(ada.get_by_role("heading", name="What it would change")).to_be_visible()
    on_page(ada, found, "plan with preview")
    ada.get_by_role("button", name="Offer these introductions").click()
    expect(ada.get_by_role("heading", name="What became of it")).to_be_visible()

    one, other = two_who_are_asked(house)
    pages = {person: open_page(person.user) for person in (one, other)}
    for person, page in pages.items():
        page.goto(house.address())
        expect(page.get_by_role("heading", name="Somebody worth meeting")).to_be_visible()
        page.get_by_role("link", name="Say yes, or not this time").click()
        on_page(page, found, f"{person.membership.first_name} is asked")
        page.get_by_role("button", name="Yes, introduce us").click()
    page = pages[one]
    page.goto(house.address("introductions/"))
    expect(page.get_by_role("link", name=other.membership.name)).to_be_visible()
    on_page(page, found, "named")

    with house.open():
        Introduction.objects.update(named_at=clock.now() - timedelta(days=4))
    for person, page in pages.items():
        page.goto(house.address("introductions/"))
        on_page(page, found, f"{person.membership.first_name} is asked whether they met")
        page.get_by_role("button", name="Yes, we met").click()
        expect(page.locator("body")).to_contain_text("Thank you. That is all we need.")
    ada.reload()
    expect(ada.locator(".round-facts")).to_contain_text("Met")
    on_page(ada, found, "report")
    ada.goto(house.address("outreach/"))
    on_page(ada, found, "people to reach out to")

    print(f"eyes on introductions: {found.states} states, {found.axe_runs} axe runs, {len(found.wrong)} wrong")
    assert found.wrong == [], "\n".join(found.wrong)
