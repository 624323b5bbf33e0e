"""People find each other, say who sees what, are invited, join, and sign out."""

import re
from urllib.parse import urlsplit

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect

from belonging.tenancy.models import Membership
from programs.enums import ConsentMode
from programs.models import Participant, Program
from tests.cast import PASSWORD, House
from tests.journeys import eyes
from tests.journeys.conftest import OpenPage, work

NEW = "nadia@byrne.example"


def test_people_are_found_and_kept_out_quietly(house: House, open_page: OpenPage) -> None:
    page = open_page(house.ben.user)
    page.goto(house.address("people/"))
    page.get_by_role("searchbox").fill("elodi")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Élodie Tester").click()
    page.get_by_text("Keep Élodie out of my log").click()
    page.get_by_role("button", name="Keep out").click()
    expect(page.get_by_text("You keep Élodie out")).to_be_visible()
    page.goto(house.address())
    expect(page.get_by_role("link", name="Élodie", exact=True)).to_have_count(0)
    page.go_back()
    page.get_by_role("button", name="Let them in again").click()
    expect(page.get_by_role("link", name="Log time with Élodie")).to_be_visible()


def test_who_sees_what_is_said_and_changed(house: House, open_page: OpenPage) -> None:
    with house.open():
        Program.objects.update(consent_mode=ConsentMode.NAMED)
    page = open_page(house.ben.user)
    page.goto(house.address())
    page.locator("summary", has_text="Your menu, Ben Tester").click()
    page.get_by_role("link", name="Who sees what").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Noted. It holds from now on.")).to_be_visible()
    with house.open():
        assert Participant.objects.get(pk=house.ben.place.pk).named_on is not None


def code_in(mail: str) -> str:
    """The code that a letter tells."""
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail, flags=re.MULTILINE)
    assert found, mail
    return found[1]


def test_invited_person_joins_and_signs_out(house: House, open_page: OpenPage, mailoutbox: list[EmailMessage]) -> None:
    admin, page = open_page(house.una.user, size="desktop"), open_page()
    admin.goto("/o/northlight/settings/members/")
    admin.get_by_label("Name").fill("Nadia Byrne")
    admin.get_by_label("E-mail").fill(NEW)
    admin.get_by_role("button", name="Send the invitation").click()
    expect(admin.get_by_text("On its way. The link works once, for seven days.")).to_be_visible()
    work(house)

    link = re.search(r"https?://\S+", mailoutbox[-1].body)[0]  # type: ignore[index]
    page.goto(urlsplit(link).path)
    assert eyes.axe(page) == []
    page.get_by_role("link", name="Make an account").click()
    assert eyes.axe(page) == []
    sign_up(page)
    assert eyes.axe(page) == []
    page.get_by_label("Code").fill(code_in(mailoutbox[-1].body))
    page.get_by_role("button", name=re.compile("Confirm|Verify|Continue")).first.click()
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name="Northlight")).to_be_visible()
    with house.open():
        assert Membership.objects.get(email=NEW).user is not None

    page.locator("summary", has_text="Your menu, Nadia Byrne").click()
    with page.expect_navigation():  # what this device keeps goes first
        page.get_by_role("button", name="Sign out").click()
    page.goto("/o/")
    expect(page).to_have_url(re.compile("/accounts/login/"))


def sign_up(page: Page) -> None:
    """Fills in the form for a new account."""
    page.get_by_label(re.compile("Email")).fill(NEW)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_second_step_can_be_set_up(house: House, open_page: OpenPage, has_scripts: bool) -> None:
    page = open_page(java_script_enabled=has_scripts)
    page.goto("/accounts/login/?next=/accounts/2fa/")
    page.get_by_label("Email").fill(house.ben.user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_label("Authenticator code")).to_be_visible()
    assert not has_scripts or eyes.axe(page) == []
    expect(page.locator("main img")).to_have_js_property("complete", True)
