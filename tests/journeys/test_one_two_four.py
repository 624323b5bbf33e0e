"""Alone, two, four, all in five real browsers: from coming in to what is kept."""

from playwright.sync_api import expect

from belonging.accounts.models import User
from tests.cast import House
from tests.journeys.conftest import OpenPage
from tests.journeys.test_every_page import Findings


# peers C11, D78
def test_five_browsers_go_from_alone_to_all(house: House, open_page: OpenPage) -> None:
    found = Findings()
    others = [User.objects.get(email=f"{name}@northlight.example") for name in ("kwame", "leila")]
    ada = open_page(house.ada.user, "desktop")
    ada.goto(house.address("community/together/"))
    ada.get_by_role("button", name="Open it").click()
    expect(ada.get_by_role("button", name="Begin")).to_be_visible()
    four = [open_page(user, theme="dark") for user in (house.ben.user, house.mira.user, *others)]
    for page in (*four, ada):
        page.goto(ada.url)
        page.get_by_role("button", name="Come in").click()
        expect(page.get_by_text("You are in.")).to_be_visible()
    ben = four[0]

    ada.get_by_role("button", name="Begin").click()
    ben.get_by_role("link", name="Go along").click()  # nobody loaded the page anew
    ben.get_by_label("What you write").fill("Somebody to ask")
    ben.get_by_label("It may be kept").check()
    ada.get_by_role("button", name="Go on").click()
    expect(ben.get_by_role("link", name="Go along")).to_be_visible()
    ben.get_by_role("button", name="Keep it").click()  # a moment late, and kept
    expect(ben.get_by_role("heading", name="At your table", exact=True)).to_be_visible()
    found.see("in twos", ben)
    for name in ("Go on", "Go on", "End it"):
        ada.get_by_role("button", name=name).click()
    ben.get_by_role("link", name="Go along").click()

    expect(ben.get_by_text("Somebody to ask")).to_be_visible()
    assert ben.get_by_role("link", name="Log time together").count() == 4
    found.see("over", ben)
    found.see("over, who leads", ada)
    assert found.wrong == [], "\n".join(found.wrong)
