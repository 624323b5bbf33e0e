"""A passkey: set up by somebody who runs a program, and then the only thing they need to sign in."""

from datetime import timedelta

from playwright.sync_api import expect

from belonging.core import clock
from belonging.tenancy.models import Organization
from tests.cast import PASSWORD, House
from tests.journeys.conftest import OpenPage

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def test_facilitator_comes_in_by_passkey(house: House, open_page: OpenPage) -> None:  # peers 7.7
    Organization.objects.update(second_step_from=clock.now() + timedelta(days=1))
    page = open_page(house.ada.user)
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": KEY | {"automaticPresenceSimulation": True}})

    page.goto(house.address())
    page.get_by_role("link", name="Set one up").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/recovery-codes/**")
    Organization.objects.update(second_step_from=clock.now())
    page.goto(house.address())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()

    page.wait_for_url(f"**/o/{house.organization.slug}/**")
