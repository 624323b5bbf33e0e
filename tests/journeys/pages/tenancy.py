"""An organization, its members, and a program that has just begun."""

from collections.abc import Callable
from uuid import UUID

from belonging.core import clock
from belonging.core.bounces import Failure
from belonging.tenancy.bounces import note_bounce
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership
from belonging.tools.enums import ProviderKind, WebhookEvent
from belonging.tools.models import Provider, WebhookDelivery
from belonging.tools.services.webhooks import make_webhook, ping
from programs.services.programs import create_program, start_program
from tests.journeys.pages.states import Grown, State, Visit, press, write
from tests.tools.forgeries import key_and_certificate

ABOUT_ME = "/o/northlight/everything-about-me/"
OWN = "/o/northlight/settings/sign-in/provider/"


def _hook(grown: Grown) -> UUID:
    """A webhook that could not be reached twice and was then heard."""
    with grown.open():
        actor = Membership.objects.filter(role=Role.ADMIN).order_by("id")[0]
        events = [WebhookEvent.MEMBER_ADDED, WebhookEvent.PROGRAM_STARTED]
        hook = make_webhook(actor=actor, url="https://tool.example/a/long/way/to/it", events=events, now=clock.now())
        ping(actor=actor, webhook=hook, now=clock.now())
        tries = [{"at": "", "status": 0, "milliseconds": 5000, "problem": "TimeoutError"}] * 2
        tries.append({"at": "", "status": 204, "milliseconds": 87, "problem": ""})
        WebhookDelivery.objects.update(tries=tries, state="delivered")
    return hook.public_id


def _provider(grown: Grown, kind: str) -> Callable[[], None]:
    """The organization's own sign-in is there; nothing answers where it is said to be."""
    one = "https://sign-in.northlight.example/a/long/way/to/it"

    def set_up() -> None:
        with grown.open():
            words = {"kind": kind, "issuer": one, "authorize_url": one, "domains": ["northlight.example"]}
            words |= {"certificates": [key_and_certificate()[1].decode()]} if kind == ProviderKind.SAML else {}
            plain = {"client_id": "us", "secret": b"sealed", "is_secret_posted": False, "made_by": grown.admin()}
            Provider.objects.update_or_create(defaults=words, create_defaults=words | plain)

    return set_up


def _no_provider(grown: Grown) -> None:
    with grown.open():
        Provider.objects.all().delete()


def _own_sign_in(grown: Grown) -> list[State]:
    """The page on which it is set up, for either kind, and what trying it leads to."""
    openid, saml = (_provider(grown, kind) for kind in ProviderKind)
    return [
        State("own sign-in, none", OWN, before=lambda: _no_provider(grown)),
        State("own sign-in by SAML, none", f"{OWN}?kind=saml"),
        State("own sign-in by SAML", OWN, before=saml),
        State("own sign-in by SAML, tried", OWN, (press("Try it now"),)),
        State("own sign-in by SAML, about to be OpenID Connect", f"{OWN}?kind=openid"),
        State("own sign-in by OpenID Connect", OWN, before=openid),
        State("own sign-in by OpenID Connect, tried in vain", OWN, (press("Try it now"),)),
    ]


def _by_it(grown: Grown) -> list[State]:
    """What somebody sees who is about to come in by it."""
    return [
        State("by the organization, which", "/enter/"),
        State("by the organization, none of that name", "/enter/", (write("short name", "nowhere"), press("Go on"))),
        State("by the organization", "/enter/northlight/", before=_provider(grown, ProviderKind.SAML)),
        State("by the organization, refused", "/enter/northlight/back/"),
    ]


def _somebody(grown: Grown) -> UUID:
    """A member who is not the admin looking on."""
    with grown.open():
        return Membership.objects.exclude(role=Role.ADMIN).order_by("id")[0].public_id


def _come_back(grown: Grown) -> None:
    """Mails to somebody come back."""
    with grown.open():
        member = Membership.objects.get(public_id=_somebody(grown))
        note_bounce(member=member, failure=Failure("5.1.1", "no such user here"), now=clock.now())


def visits(grown: Grown) -> list[Visit]:
    settings, empty = "/o/northlight/settings/", empty_program(grown)
    members = f"{settings}members/"
    invite = (write("Name", "Nadia Byrne"), write("E-mail", "nadia@byrne.example"), press("Send the invitation"))
    states = [
        State("programs", "/o/northlight/"),
        State("members", members),
        State("members, invited", members, invite),
        State("members, address missing", members, (press("Send the invitation"),)),
        State("signing in", "/o/northlight/settings/sign-in/"),
        *_own_sign_in(grown),
        State("role of a member", f"{members}{_somebody(grown)}/role/"),
        State("how long things are kept", f"{settings}kept/"),
        State("what things are called", f"{settings}words/"),
        State("a word, none of our own", f"{settings}words/en/facilitator/"),
        State("a word, half said", f"{settings}words/en/facilitator/", (write("For one", "guide"), press("Say it so"))),
        State("what became of mails", "/o/northlight/mails/"),
        State("mails that came back", "/o/northlight/mails/", before=lambda: _come_back(grown)),
        State("connected tools, none", f"{settings}tokens/"),
        State("make a token", f"{settings}tokens/new/"),
        State(
            "make a token, nothing chosen", f"{settings}tokens/new/", (write("What it is for", "x"), press("Make it"))
        ),
        State("webhooks, none", f"{settings}webhooks/"),
        State("a webhook", f"{settings}webhooks/{_hook(grown)}/"),
        State("add an address, nothing chosen", f"{settings}webhooks/new/", (press("Tell it from now on"),)),
        State("dashboard before the first count", f"{empty}dashboard/"),
        State("network before the first count", f"{empty}dashboard/network/"),
        State("people, nobody yet", f"{empty}people/"),
        State("home of somebody without a place", grown.at),
    ]
    own = [State("everything about me", ABOUT_ME), State("before one is erased", f"{ABOUT_ME}erase/")]
    return [Visit(Role.ADMIN, states), Visit(Role.PARTICIPANT, own), Visit(None, _by_it(grown))]


def empty_program(grown: Grown) -> str:
    """The address of a program that has just begun, without people."""
    with grown.open():
        starts_on, admin = grown.program.starts_on, grown.admin()
        program = create_program(actor=admin, name="Second Table", starts_on=starts_on, now=clock.now())
        start_program(actor=admin, program=program, now=clock.now())
    return f"/o/northlight/p/{program.slug}/"
