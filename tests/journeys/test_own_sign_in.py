"""An admin sets up the organization's own sign-in and tries it, and somebody comes in by it; by either kind."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.cast import PASSWORD, House
from tests.journeys import eyes
from tests.journeys.conftest import OpenPage
from tests.tools.provider import KINDS, SECRET, Provider, running

PAGE = "/o/northlight/settings/sign-in/provider/"
PROVIDERS = re.compile(r"http://127\.0\.0\.1:")
WITHOUT_STYLES = "https://cdn.jsdelivr.net/**"  # the OpenID provider's page asks for them


def fill_in(page: Page, provider: Provider) -> None:
    """What an admin writes down, and that it is to be kept."""
    if "metadata_url" in provider.form():
        page.get_by_label("Address of its metadata").fill(f"{provider.url}/metadata")
        page.get_by_label("Our provider gives out the addresses").check()
    else:
        page.get_by_label("Issuer").fill(provider.url)
        page.get_by_label("Client ID").fill("us")
        page.get_by_label("Client secret").fill(SECRET)
    page.get_by_label("Your domains").fill("northlight.example")
    page.get_by_role("button", name="Keep it so").click()


def say_who(page: Page, subject: str) -> None:
    """On the provider's page; a failure says which page it was instead."""
    expect(page).to_have_url(PROVIDERS)
    page.locator("input[name=sub]").fill(subject)
    page.get_by_role("button").first.click()


@pytest.mark.parametrize("module", KINDS)
def test_own_sign_in_is_set_up_tried_and_used(
    house: House, open_page: OpenPage, live_server: LiveServer, settings: Settings, module: str
) -> None:
    """The provider is another site (127.0.0.1, we are localhost): the browser keeps our cookies from what it posts."""
    settings.SITE_URL = live_server.url
    with running(module) as provider:
        settings.SIGN_IN_INSIDE = [provider.host]
        provider.lies()
        provider.knows("ben", house.ben.user.email)
        admin, person = open_page(house.una.user, size="desktop"), open_page()
        for page in (admin, person):
            page.route(WITHOUT_STYLES, lambda route: route.fulfill(body="", content_type="text/css"))

        admin.goto(PAGE)
        if "metadata_url" in provider.form():
            admin.get_by_role("link", name="SAML 2.0").click()
        fill_in(admin, provider)
        admin.get_by_label("Password").fill(PASSWORD)
        admin.get_by_role("button", name="Confirm").click()
        fill_in(admin, provider)
        expect(admin.get_by_text("Try it before you tell anybody.")).to_be_visible()
        assert eyes.axe(admin) == []
        admin.get_by_role("button", name="Try it now").click()
        assert eyes.axe(admin) == []
        admin.get_by_role("link", name="Go to your provider").click()
        say_who(admin, "ben")
        expect(admin.get_by_text("It works: Ben Tester would come in, as Participant.")).to_be_visible()
        assert eyes.axe(admin) == []

        person.goto("/enter/")
        person.get_by_label("short name").fill("northlight")
        person.get_by_role("button", name="Go on").click()
        person.get_by_role("link", name="Go there").click()
        say_who(person, "ben")
        expect(person).to_have_url(re.compile("/o/northlight/p/common-ground/$"))
        expect(person.get_by_role("heading", name="Who did you spend time with?")).to_be_visible()
        person.wait_for_load_state()
        assert eyes.axe(person) == []
