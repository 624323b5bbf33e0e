"""Coming in, and one's own account."""

from playwright.sync_api import Page

from belonging.core import clock
from belonging.core.bounces import Failure
from belonging.tenancy.bounces import note_bounce, try_address_again
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership
from tests.journeys.eyes import KEPT
from tests.journeys.pages.states import Grown, State, Visit, press, write


def _without_network(page: Page) -> None:
    """The page that is there without a network, once this device knows people to tick; nobody ticked."""
    page.wait_for_function(f"async () => (await ({KEPT})())[1] === 1")
    page.goto("/offline/")
    press("Keep it on this device")(page)


def _mails(grown: Grown, *, come_back: bool) -> None:
    """Mails to the participant come back, or go again."""
    with grown.open():
        member = Membership.objects.get(user=grown.somebody(Role.PARTICIPANT))
        note_bounce(member=member, failure=Failure("5.1.1", "no such user here"), now=clock.now())
        if not come_back:
            try_address_again(actor=member, member=member, now=clock.now())


def visits(grown: Grown) -> list[Visit]:
    stranger = (write("Email", "a@b.example"), write("Password", "x"), press("Sign in"))
    outside = [
        State("accessibility", "/accessibility/"),
        State("welcome", "/"),
        State("sign in", "/accounts/login/"),
        State("sign in, wrong", "/accounts/login/", stranger),
        State("sign up, closed", "/accounts/signup/"),
        State("password forgotten", "/accounts/password/reset/"),
        State("a code by mail", "/accounts/login/code/"),
        State(
            "a code by mail, asked for",
            "/accounts/login/code/",
            (write("Email", "a@b.example"), press("Send me the code")),
        ),
        State("link that opens nothing", "/invitations/nothing/"),
        State("not found", "/nowhere/"),
        State("no network, nobody signed in", "/offline/"),
    ]
    own = [
        State("own e-mail addresses", "/accounts/email/"),
        State(
            "own e-mail addresses, mails came back", "/accounts/email/", before=lambda: _mails(grown, come_back=True)
        ),
        State("own password", "/accounts/password/change/", before=lambda: _mails(grown, come_back=False)),
        State("second step", "/accounts/2fa/"),
        State("where I am signed in", "/accounts/sessions/"),
        State("language and time", "/accounts/language-and-time/"),
        State("no network, with people to tick", grown.at, (_without_network,)),
    ]
    return [Visit(None, outside), Visit(Role.PARTICIPANT, own)]
