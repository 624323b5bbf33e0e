"""
People come in by their organization's own provider, a real one beside; there alone, or nowhere.

What holds whichever way it speaks is tried with both kinds; `test_saml.py` has what only SAML can get wrong.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.test import Client
from pytest_django.fixtures import Settings

from belonging.accounts.models import User
from belonging.accounts.services import ONLY
from belonging.rights.services.copies import ask_copy, make_copy
from belonging.tenancy.enums import JobState, Role, SecondStep
from belonging.tenancy.models import AuditEntry, Job, Membership
from belonging.tenancy.services import create_organization_by_link, end_membership, invite_member, set_second_step
from belonging.tools.models import Provider as Row
from belonging.tools.models import ProviderLink
from belonging.tools.services.providers import FAULTS, ProviderRefused, set_provider
from tests.accounts.second_steps import code_of, set_up_app
from tests.accounts.test_codes_by_mail import asked, mailed_code
from tests.cast import NOON, PASSWORD, House
from tests.conftest import SignIn
from tests.guards.tables import dual_member, tables_holding
from tests.tools.provider import KINDS, SECRET, Provider, running

PAGE = "/o/northlight/settings/sign-in/provider/"
REFUSED = "That did not sign you in."


@pytest.fixture(scope="module")
def processes() -> Iterator[dict[str, Provider]]:
    """A provider of each kind beside, for this file."""
    with ExitStack() as kept:
        yield {name: kept.enter_context(running(name)) for name in KINDS}


def in_a_good_mood(process: Provider, settings: Settings) -> Provider:
    """The operator allows it inside."""
    settings.SIGN_IN_INSIDE = [process.host]
    process.lies()
    return process


@pytest.fixture(params=[*KINDS])
def provider(request: pytest.FixtureRequest, processes: dict[str, Provider], settings: Settings) -> Provider:
    """The provider of one kind, then of the other."""
    return in_a_good_mood(processes[request.param], settings)


@pytest.fixture
def openid(processes: dict[str, Provider], settings: Settings) -> Provider:
    """The one that speaks OpenID Connect."""
    return in_a_good_mood(processes["tests.tools.liar"], settings)


def set_up(house: House, provider: Provider, **more: Any) -> None:
    """Una sets it up."""
    with house.open():
        set_provider(actor=house.una.membership, wanted=provider.wanted(**more), now=NOON)


def come(client: Client, provider: Provider, subject: str, query: str = "") -> Any:
    """From the page of the sign-in to the provider and back."""
    there = client.get(f"/enter/northlight/go/{query}")
    return client.get(provider.sign_in(there["Location"], subject))


def who(client: Client) -> str:
    """Whose session it is."""
    found = User.objects.filter(pk=client.session.get(SESSION_KEY, 0)).first()
    return found.email if found else ""


def whom(provider: Provider, subject: str) -> str:
    """Who comes in by it, with nothing of before."""
    client = Client()
    come(client, provider, subject)
    return who(client)


def verbs() -> list[tuple[str, str]]:
    """What was written down of signing in."""
    found = AuditEntry.objects.filter(verb__in=["member.signed_in_by_provider", "sign_in.refused"])
    return [(entry.verb, entry.detail.get("why", "")) for entry in found.order_by("id")]


# peers 7.6
def test_admin_sets_it_up_tries_it_and_people_come_in(northlight: House, provider: Provider, sign_in: SignIn) -> None:
    una, form = sign_in(northlight.una), provider.form() | {"domains": "@Northlight.example, "}
    page = PAGE + "?kind=saml" * ("metadata_url" in form)

    una.post(una.post(page, form)["Location"], {"password": PASSWORD})
    kept = una.post(page, form)
    provider.knows("ben", "Ben@Northlight.example")
    led = una.post(PAGE + "try/").context["address"]
    tried = una.get(provider.sign_in(led, "ben"))
    client = Client()
    found = client.get("/enter/?organization=Northlight")
    shown = client.get(found["Location"])
    came = come(client, provider, "ben")

    assert kept["Location"] == PAGE
    assert SECRET not in una.get(PAGE).content.decode()
    assert [*tables_holding(SECRET)] == []
    assert "It works: Ben Tester would come in, as Participant" in tried.content.decode()
    assert who(una) == northlight.una.user.email
    assert "Sign in with Northlight" in shown.content.decode()
    assert (came.status_code, came["Location"], who(client)) == (302, "/o/northlight/", northlight.ben.user.email)
    assert client.get(northlight.address()).status_code == 200
    with northlight.open():
        assert verbs() == [("member.signed_in_by_provider", "")]
        assert ProviderLink.objects.get().membership == northlight.ben.membership


def test_somebody_is_known_by_the_providers_own_id(northlight: House, provider: Provider) -> None:
    set_up(northlight, provider)
    provider.knows("b-1", "ben@northlight.example")
    come(Client(), provider, "b-1")
    provider.knows("b-1", "benedict@northlight.example")  # another address, the same person
    provider.knows("b-2", "ben@northlight.example")  # his old address, somebody else
    ben, other = Client(), Client()

    come(ben, provider, "b-1")
    answer = come(other, provider, "b-2")

    assert who(ben) == northlight.ben.user.email
    assert (answer.status_code, who(other)) == (403, "")


LIES = {
    "issuer": {"claims": {"iss": "https://else.example"}},
    "audience": {"claims": {"aud": "them"}},
    "expired": {"claims": {"exp": 1_700_000_000}},
    "nonce": {"claims": {"nonce": "of-another-sign-in"}},
    "algorithm": {"signs": "none"},
    "signature": {"signs": "by another key"},
    "token": {"claims": {"sub": None}},
}


# security A11
def test_nothing_opens_that_was_not_signed_for_this_sign_in(
    northlight: House, openid: Provider, sign_in: SignIn
) -> None:
    provider = openid
    set_up(northlight, provider)
    provider.knows("ben", "ben@northlight.example")
    una, client = sign_in(northlight.una), Client()
    more = [("algorithm", {"signs": "by the public key"}), ("audience", {"claims": {"azp": "them"}})]

    for word, mood in [*LIES.items(), *more]:
        provider.lies(**mood)
        answer = come(client, provider, "ben")

        assert (answer.status_code, who(client)) == (403, ""), word
        assert REFUSED in answer.content.decode()
        assert str(FAULTS[word]) not in answer.content.decode()
    for word in ("signature", "nonce"):  # the admin who tries it reads why
        provider.lies()
        led = una.post(PAGE + "try/").context["address"]
        provider.lies(**LIES[word])
        assert una.get(provider.sign_in(led, "ben")).context["reason"] == FAULTS[word]
    print(f"A11: {len(LIES) + len(more)} forged answers of a running OpenID provider, 0 signed in")


def test_what_came_back_counts_once_and_in_one_browser(northlight: House, provider: Provider) -> None:
    set_up(northlight, provider)
    provider.knows("ben", "ben@northlight.example")
    client, thief, victim = Client(), Client(), Client()
    back = provider.sign_in(client.get("/enter/northlight/go/")["Location"], "ben")
    victim.get("/enter/northlight/go/")

    stolen, forced, first, again = thief.get(back), victim.get(back), client.get(back), client.get(back)
    said_no = victim.get("/enter/northlight/back/?error=access_denied&answer=x")

    assert [one.status_code for one in (stolen, forced, first, again, said_no)] == [403, 403, 302, 403, 403]
    assert (who(thief), who(victim)) == ("", "")


# security A11
def test_sign_in_opens_one_organization_alone(northlight: House, southgate: House, provider: Provider) -> None:
    dana = dual_member(northlight, southgate)
    EmailAddress.objects.create(user=dana, email=dana.email, verified=True, primary=True)
    set_up(northlight, provider, domains=["both.example"])
    provider.knows("dana", dana.email)
    link = create_organization_by_link(name="Third", slug="third", email=dana.email, now=NOON)
    client = Client()
    client.force_login(southgate.ben.user)  # was here before

    come(client, provider, "dana")

    assert who(client) == dana.email
    assert client.get("/o/southgate/").status_code == client.get("/api/v1/o/southgate/programs/").status_code == 404
    assert client.get("/o/")["Location"] == "/o/northlight/"
    for page in ("email", "password/change", "password/set", "2fa", "2fa/webauthn/add", "sessions", "reauthenticate"):
        assert client.get(f"/accounts/{page}/").status_code == 403, page
    assert client.post(urlsplit(link).path).status_code == 410
    assert client.get("/accounts/language-and-time/").status_code == 200
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": dana.email, "password": PASSWORD})
    assert client.get("/o/southgate/").status_code == 200


def test_provider_speaks_for_its_own_domains_and_for_those_invited(
    northlight: House, southgate: House, provider: Provider
) -> None:
    mira, guest, new = southgate.mira.user.email, "guest@elsewhere.example", "new@northlight.example"
    sam = northlight.sam.user.email
    set_up(northlight, provider)
    with northlight.open():
        invite_member(actor=northlight.una.membership, email=guest, name="Guest", role=Role.FACILITATOR, now=NOON)
        end_membership(actor=northlight.una.membership, member=northlight.sam.membership, now=NOON)
    people = {"mira": mira, "guest": guest, "new": new, "sam": sam, "ada": ""}
    for subject, email in people.items():
        provider.knows(subject, email)

    came = {subject: whom(provider, subject) for subject in people}
    with northlight.open():
        refused, guests = verbs(), Membership.objects.get(email=guest)
    set_up(northlight, provider, domains=["southgate.example", "northlight.example"], lets_join=True)
    claimed = Client()
    come(claimed, provider, "mira")
    late = whom(provider, "new")

    assert came == {subject: guest if subject == "guest" else "" for subject in people}
    assert [why for _, why in refused] == ["domain", "", "unknown", "ended", "address"]
    assert guests.role == Role.FACILITATOR
    assert late == new
    # Southgate's Mira, of whom Northlight says she is theirs: she is, there, and nothing of Southgate opens by it.
    assert who(claimed) == mira
    assert claimed.get("/o/southgate/").status_code == 404
    assert claimed.get("/o/northlight/settings/members/").status_code == 403


def test_address_has_to_be_verified_or_given_out_there(northlight: House, provider: Provider) -> None:
    """SAML has no word for it; there the form asks the admin to say so."""
    provider.knows("ben", northlight.ben.user.email, email_verified=False)
    set_up(northlight, provider, gives_addresses=False)
    early = whom(provider, "ben")
    with northlight.open():
        refused = verbs()
    set_up(northlight, provider, gives_addresses=True)

    assert early == ""
    assert refused == [("sign_in.refused", "unverified")]
    assert whom(provider, "ben") == northlight.ben.user.email


def test_afterwards_nobody_is_led_elsewhere(northlight: House, provider: Provider) -> None:
    set_up(northlight, provider)
    provider.knows("ben", "ben@northlight.example")
    wishes = ("https://evil.example/", "//evil.example", "/o/southgate/", "/o/northlight/p/common-ground/")

    led = [come(Client(), provider, "ben", f"?next={wish}")["Location"] for wish in wishes]

    assert led == ["/o/northlight/"] * 3 + ["/o/northlight/p/common-ground/"]


# security A9
def test_before_a_sensitive_act_the_provider_asks_again(northlight: House, provider: Provider) -> None:
    set_up(northlight, provider)
    provider.knows("una", "una@northlight.example")
    client, rule = Client(), {"rule": SecondStep.NEVER}
    provider.lies(**provider.stale)  # she signed in there long ago
    come(client, provider, "una")

    asked = client.post("/o/northlight/settings/sign-in/", rule)
    query = f"?{urlsplit(asked['Location']).query}"
    way = provider.way(client.get(f"/enter/northlight/go/{query}")["Location"])
    stale = come(client, provider, "una", query)
    provider.lies()
    fresh = come(client, provider, "una", query)
    done = client.post("/o/northlight/settings/sign-in/", rule)

    assert asked["Location"].startswith("/enter/northlight/?again=1")
    assert {name: way.get(name) for name in provider.asks_anew} == provider.asks_anew
    assert stale.status_code == 403
    assert fresh["Location"] == done["Location"] == "/o/northlight/settings/sign-in/"


# security A9
def test_second_step_is_ours_unless_the_provider_is_said_to_ask(northlight: House, provider: Provider) -> None:
    set_up(northlight, provider)
    provider.knows("ada", "ada@northlight.example")
    provider.knows("ben", "ben@northlight.example")
    key = set_up_app(northlight.una.user)
    provider.knows("una", "una@northlight.example")
    with northlight.open():
        northlight.una.membership.has_second_step = True
        set_second_step(actor=northlight.una.membership, rule=SecondStep.AT_ONCE, now=NOON)
    ada, una, ben, later = Client(), Client(), Client(), Client()

    come(ada, provider, "ada")
    come(ben, provider, "ben")
    asked = come(una, provider, "una")
    una.post(asked["Location"], {"code": code_of(key)})
    set_up(northlight, provider, asks_second_step=True)
    come(later, provider, "ada")

    assert [client.get(northlight.address()).status_code for client in (ada, ben, later)] == [403, 200, 200]
    assert asked["Location"] == "/accounts/2fa/authenticate/"
    assert una.session[ONLY]["organization"] == str(northlight.organization.id)  # past the second step as well
    assert una.get("/o/northlight/settings/members/").status_code == 200


def test_removed_it_signs_out_whom_it_let_in(northlight: House, provider: Provider, sign_in: SignIn) -> None:
    set_up(northlight, provider, lets_join=True)
    provider.knows("new", "new@northlight.example")
    provider.knows("ben", northlight.ben.user.email)
    new, came, own, una = Client(), Client(), sign_in(northlight.ben), sign_in(northlight.una)
    come(new, provider, "new")
    come(came, provider, "ben")
    for client in (new, came, own):
        client.get("/o/northlight/")

    una.post(una.post(PAGE + "remove/")["Location"], {"password": PASSWORD})
    una.post(PAGE + "remove/")
    by_mail = asked("new@northlight.example")
    by_mail.post("/accounts/login/code/confirm/", {"code": mailed_code()})

    assert (who(new), who(came), who(own)) == ("", "", northlight.ben.user.email)
    assert Client().get("/enter/northlight/").status_code == Client().get("/enter/nowhere/").status_code == 404
    assert who(by_mail) == "new@northlight.example"  # whoever has the mailbox goes on without it
    with northlight.open():
        assert not Row.objects.exists()
        assert not ProviderLink.objects.exists()


# security P1
def test_copy_of_everything_leaves_out_the_account(northlight: House, provider: Provider) -> None:
    set_up(northlight, provider)
    provider.knows("ben", northlight.ben.user.email)
    page, client = "/o/northlight/everything-about-me/", Client()
    come(client, provider, "ben")
    come(client, provider, "ben", "?again=1")
    with northlight.open():
        make_copy(job=ask_copy(member=northlight.ben.membership, now=NOON), now=NOON, tell=print)  # made by himself

    early = client.post(page, {"take": "1"})
    with northlight.open():
        Job.objects.update(state=JobState.DONE)
    client.post(page)
    with northlight.open():
        make_copy(job=Job.objects.latest("id"), now=NOON, tell=print)
    taken = client.post(page, {"take": "1"})
    with zipfile.ZipFile(io.BytesIO(taken.content)) as packed:
        copied = [packed.read(name).decode() for name in packed.namelist() if name.endswith(".json")]

    assert early.status_code == 404
    assert any("tenancy.Membership" in text for text in copied)
    assert not any("account.EmailAddress" in text or "usersessions" in text for text in copied)
    assert "Your addresses" not in client.get(page).content.decode()


# security X7
def test_provider_leads_nowhere_inside(northlight: House, openid: Provider, settings: Settings) -> None:
    provider = openid
    inside = "http://169.254.169.254/latest/"
    refused = []
    for issuer, mood in (
        (provider.url, {"says": {"token_endpoint": inside}}),
        (provider.url, {"says": {"issuer": "https://else.example"}}),
        ("https://127.0.0.1:1", {}),
        ("http://localhost:1", {}),
    ):
        provider.lies(**mood)
        with pytest.raises(ProviderRefused) as refusal:
            set_up(northlight, provider, issuer=issuer)
        refused.append(str(refusal.value))
    provider.lies()
    set_up(northlight, provider)
    provider.knows("ben", "ben@northlight.example")
    settings.SIGN_IN_INSIDE = []  # looked at when it connects, not when it was typed
    answer = come(Client(), provider, "ben")

    wrong = [FAULTS["endpoints"], FAULTS["issuer"], FAULTS["discovery"], "Give an address that begins with https://."]
    assert refused == [str(word) for word in wrong]
    assert answer.status_code == 403
    with northlight.open(), pytest.raises(ProviderRefused):  # our secret goes to nobody but whom it is from
        set_provider(
            actor=northlight.una.membership,
            wanted=provider.wanted(issuer="https://else.example", client_secret=""),
            now=NOON,
        )
