"""
People come in by a SAML provider, a real one beside (pysaml2, signing by libxmlsec1): what only SAML can get wrong.

What holds for every provider is in `test_own_sign_in.py`, tried with both kinds; `forgeries.py` has what is forged.
"""

import base64
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from lxml import etree
from pytest_django.fixtures import Settings

from belonging.core.saml import NAMESPACES
from belonging.core.sealed import seal, unseal
from belonging.tenancy.models import AuditEntry
from belonging.tools.models import Provider as Row
from belonging.tools.models import ProviderLink, SpentAnswer
from belonging.tools.services.providers import FAULTS, ProviderRefused, set_provider
from belonging.tools.services.sign_ins import REASONS, SEALED_FOR
from tests.cast import NOON, PASSWORD, House
from tests.conftest import SignIn
from tests.tools.forgeries import (
    BY_THE_PROVIDER,
    OF_A_SIGNED_ANSWER,
    ON_THE_WAY,
    VICTIM,
    key_and_certificate,
    shown,
    with_note,
)
from tests.tools.provider import Provider, SamlProvider, running

PAGE = "/o/northlight/settings/sign-in/provider/"
IS_ADDRESS = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"


@pytest.fixture(scope="module")
def process() -> Iterator[SamlProvider]:
    """A provider beside, for this file."""
    with running("tests.tools.saml_liar") as found:
        yield found


@pytest.fixture
def provider(process: SamlProvider, settings: Settings) -> SamlProvider:
    """The provider, in a good mood; the operator allows it inside."""
    settings.SIGN_IN_INSIDE = [process.host]
    process.lies()
    return process


def set_up(house: House, provider: Provider, **more: Any) -> None:
    """Una sets it up."""
    with house.open():
        set_provider(actor=house.una.membership, wanted=provider.wanted(**more), now=NOON)


def there(client: Client, slug: str = "northlight", query: str = "") -> str:
    """The address somebody is sent to."""
    return str(client.get(f"/enter/{slug}/go/{query}")["Location"])


def is_in(client: Client) -> bool:
    """Whether anybody is signed in."""
    return SESSION_KEY in client.session


def told(back: str) -> dict[str, Any]:
    """What was sealed on the way back."""
    answer = parse_qs(urlsplit(back).query)["answer"][0]
    found: dict[str, Any] = json.loads(unseal(base64.urlsafe_b64decode(answer), purpose=SEALED_FOR))
    return found


# peers 7.6
# security A11
def test_no_forged_answer_opens_anything(northlight: House, provider: SamlProvider) -> None:
    set_up(northlight, provider, lets_join=True)
    provider.knows("ben", "ben@northlight.example")
    provider.knows(VICTIM, "una@northlight.example")
    every = [(name, {}, *rest) for name, rest in ON_THE_WAY.items()]
    every += [(name, {"signs": "both"}, *rest) for name, rest in OF_A_SIGNED_ANSWER.items()]
    every += [(name, mood, str, word) for name, (mood, word) in BY_THE_PROVIDER.items()]
    client, wrong = Client(), []

    for name, mood, forge, word in every:
        provider.lies(**mood)
        back = provider.sign_in(there(client), "ben", forge)
        answer = client.get(back)
        if (told(back)["fault"], answer.status_code, is_in(client)) != (word, 403, False):
            wrong.append((name, told(back), answer.status_code))
    provider.lies(signs="both")
    client.get(provider.sign_in(there(client), "ben"))

    print(f"A11: {len(every)} forged answers of a running SAML provider, {len(wrong)} signed in or misread")
    assert wrong == []
    assert is_in(client)  # signed twice, as many do, it is a true one


# security A11
def test_comment_in_an_id_cuts_nothing_off(northlight: House, provider: SamlProvider) -> None:
    """The signature still holds; whoever stopped at the comment would read Una's address."""
    provider.knows("sly", "", id="una@northlight.example.evil", format=IS_ADDRESS)
    set_up(northlight, provider)
    client = Client()

    back = provider.sign_in(there(client), "sly", with_note)
    client.get(back)

    assert told(back)["claims"]["subject"] == told(back)["claims"]["email"] == "una@northlight.example.evil"
    assert not is_in(client)
    with northlight.open():
        assert AuditEntry.objects.get(verb="sign_in.refused").detail["why"] == "domain"


# security A11
def test_what_came_back_counts_once_and_for_its_own_errand(northlight: House, provider: SamlProvider) -> None:
    set_up(northlight, provider)
    provider.knows("ben", "ben@northlight.example")
    client, late, slow = Client(), Client(), Client()
    to, posted = provider.answer(there(client), "ben")

    first = client.get(provider.brings(to, posted))
    again = client.get(provider.brings(to, posted))
    there(client)  # another errand, the same answer
    replayed = client.get(provider.brings(to, posted))
    back = provider.sign_in(there(late), "ben")
    session = late.session
    session["errand"] |= {"began_at": int(time.time()) - 1000}
    session.save()
    back_slowly = provider.sign_in(there(slow), "ben")
    old = seal(json.dumps(told(back_slowly) | {"at": int(time.time()) - 200}), purpose=SEALED_FOR)

    assert [one.status_code for one in (first, again, replayed)] == [302, 403, 403]
    assert late.get(back).status_code == 403
    assert slow.get(f"/enter/northlight/back/?answer={base64.urlsafe_b64encode(old).decode()}").status_code == 403
    assert not is_in(late)
    assert not is_in(slow)


# security A11
def test_id_of_an_answer_opens_once_whatever_the_errand(northlight: House, provider: SamlProvider) -> None:
    """A provider that says the same id twice: its second answer is for the second errand, and opens nothing."""
    set_up(northlight, provider)
    provider.knows("ben", "ben@northlight.example")
    provider.lies(change=[["//saml:Assertion", "ID", "always"]])
    first, second = Client(), Client()

    came = [client.get(provider.sign_in(there(client), "ben")).status_code for client in (first, second)]

    assert came == [302, 403]
    with northlight.open():
        assert AuditEntry.objects.get(verb="sign_in.refused").detail["why"] == "spent"
        assert SpentAnswer.objects.count() == 1


# security A11
def test_answer_for_another_organization_is_none(northlight: House, southgate: House, provider: SamlProvider) -> None:
    """The same provider for both, and the same browser on its way to both."""
    for house in (northlight, southgate):
        set_up(house, provider, domains=["northlight.example", "southgate.example"])
    provider.knows("mira", southgate.mira.user.email)
    client, other = Client(), Client()
    posted = provider.answer(there(client, "southgate"), "mira")[1]
    there(other)

    crossed = provider.brings("/enter/northlight/answer/", posted)
    at_home = provider.brings("/enter/southgate/answer/", posted)
    carried = client.get(at_home.replace("southgate", "northlight"))
    there(client)  # now an errand to Northlight
    sealed_elsewhere = client.get(at_home.replace("southgate", "northlight"))

    assert told(crossed)["fault"] == "recipient" or told(crossed)["fault"] == "audience"
    assert [other.get(crossed).status_code, carried.status_code, sealed_elsewhere.status_code] == [403] * 3
    assert not is_in(client)
    assert not is_in(other)


def test_nobody_signs_in_where_there_is_no_saml(northlight: House, provider: SamlProvider) -> None:
    """And the address that other sites may post to does nothing by a GET, nor without an organization."""
    set_up(northlight, provider)
    posted = provider.answer(there(Client()), "ben")[1]
    with northlight.open():
        Row.objects.update(kind="openid")

    assert told(provider.brings("/enter/northlight/answer/", posted))["fault"] == "answer"
    assert Client().get("/enter/northlight/answer/").status_code == 405
    assert Client().post("/enter/southgate/answer/", {"SAMLResponse": posted}).status_code == 404


def test_admin_reads_what_was_wrong(northlight: House, provider: SamlProvider, sign_in: SignIn) -> None:
    set_up(northlight, provider)
    provider.knows("ben", "ben@northlight.example")
    una, mood = sign_in(northlight.una), BY_THE_PROVIDER["only the answer signed"][0]

    led = una.post(PAGE + "try/").context["address"]
    provider.lies(**mood)
    tried = una.get(provider.sign_in(led, "ben"))
    with northlight.open():
        assert not SpentAnswer.objects.exists()

    assert tried.context["reason"] == FAULTS["unsigned"]
    assert {word for _, word in [*ON_THE_WAY.values(), *BY_THE_PROVIDER.values()]} - {""} <= {*REASONS}


def test_new_certificate_comes_in_by_trying(northlight: House, provider: SamlProvider, sign_in: SignIn) -> None:
    set_up(northlight, provider)
    provider.knows("ben", "ben@northlight.example")
    una, early, late = sign_in(northlight.una), Client(), Client()
    provider.line.put("/turn")

    early.get(provider.sign_in(there(early), "ben"))
    una.post(PAGE + "try/")
    late.get(provider.sign_in(there(late), "ben"))

    assert (is_in(early), is_in(late)) == (False, True)


REDIRECT = "//md:SingleSignOnService"
# What is wrong with metadata → what an admin reads.
DESCRIBED = {
    "elsewhere": ([[REDIRECT, "Location", "http://169.254.169.254/"]], "endpoints"),
    "not by redirect": ([[REDIRECT, "Binding", "urn:else"]], "endpoints"),
    "no certificate": ([["//md:KeyDescriptor", None, None]], "certificate"),
    "to encrypt by": ([["//md:KeyDescriptor", "use", "encryption"]], "certificate"),
    "no provider": ([["//md:IDPSSODescriptor", "tag", "SPSSODescriptor"]], "metadata"),
    "over": ([["/md:EntityDescriptor", "validUntil", "2020-01-01T00:00:00Z"]], "expired"),
    "cut in two": ([[REDIRECT, "Location", "https://else.example/\n/a"]], "endpoints"),
    "too long": ([["/md:EntityDescriptor", "entityID", "https://else.example/" + "a" * 300]], "endpoints"),
    "nameless": ([["/md:EntityDescriptor", "entityID", ""]], "endpoints"),
}


# security X7
def test_metadata_are_read_with_care(northlight: House, provider: SamlProvider) -> None:
    plain = provider.line.get("/metadata").text
    refused = {}
    for name, (described, word) in DESCRIBED.items():
        provider.lies(describes=described)
        with pytest.raises(ProviderRefused) as refusal:
            set_up(northlight, provider)
        refused[name] = str(refusal.value) == str(FAULTS[word])
    provider.lies()
    declared = f'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>{plain}'
    two = f'<md:EntitiesDescriptor xmlns:md="{NAMESPACES["md"]}">{plain}{plain}</md:EntitiesDescriptor>'
    weak, over = shown(key_and_certificate(bits=1024)[1]), shown(key_and_certificate(days=-1)[1])
    other = [plain.replace(certificate_in(plain), one) for one in (weak, over, "bm90aGluZw==")]
    for text in (declared, two, *other, "no XML"):
        with pytest.raises(ProviderRefused):
            set_up(northlight, provider, metadata_url="", metadata=text)
    for more in (
        {"metadata_url": "http://127.0.0.1:1/"}, {"metadata_url": "https://127.0.0.1:1/"}, {"metadata": plain},
        {"metadata_url": f"{provider.url}/nowhere"}, {"metadata_url": ""},
    ):  # fmt: skip
        with pytest.raises(ProviderRefused):
            set_up(northlight, provider, **more)

    assert refused == dict.fromkeys(DESCRIBED, True)
    with northlight.open():
        assert not Row.objects.exists()


def certificate_in(metadata: str) -> str:
    """The one in there."""
    return str(etree.fromstring(metadata).find(".//ds:X509Certificate", NAMESPACES).text)


def test_metadata_may_be_brought_as_text(northlight: House, provider: SamlProvider, sign_in: SignIn) -> None:
    una, form = sign_in(northlight.una), {"gives_addresses": "on", "domains": "northlight.example"}
    text = provider.line.get("/metadata").text
    provider.knows("ben", "ben@northlight.example")
    page = f"{PAGE}?kind=saml"
    asked = una.post(page, form | {"metadata": text})
    una.post(asked["Location"], {"password": PASSWORD})

    unsaid = una.post(page, {"metadata": text})
    kept = una.post(page, form | {"metadata": text})
    read = una.get(PAGE).content.decode()
    kept_on = una.post(page, form | {"lets_join": "on"})
    ben = Client()
    ben.get(provider.sign_in(there(ben), "ben"))

    assert parse_qs(urlsplit(asked["Location"]).query)["next"] == [page]  # the same form afterwards
    assert (unsaid.status_code, kept.status_code, kept_on.status_code) == (422, 302, 302)
    assert "Else anybody there could take the address of somebody here." in unsaid.content.decode()
    assert f"{provider.url}/metadata" in read
    assert "http://127.0.0.1:8000/enter/northlight/metadata/" in read
    assert is_in(ben)


def test_what_a_provider_has_to_know_of_us_says_nothing_more(northlight: House) -> None:
    here, nowhere = Client().get("/enter/northlight/metadata/"), Client().get("/enter/nowhere/metadata/")
    root = etree.fromstring(here.content)

    assert root.get("entityID") == "http://127.0.0.1:8000/enter/northlight/metadata/"
    assert root.find(".//md:AssertionConsumerService", NAMESPACES).get("Location").endswith("/enter/northlight/answer/")
    assert root.find("md:SPSSODescriptor", NAMESPACES).get("WantAssertionsSigned") == "true"
    assert here.content.replace(b"northlight", b"nowhere") == nowhere.content


def test_another_kind_knows_nobody_and_signs_out(northlight: House, provider: SamlProvider, settings: Settings) -> None:
    set_up(northlight, provider)
    provider.knows("ben", "ben@northlight.example")
    client = Client()
    client.get(provider.sign_in(there(client), "ben"))
    client.get("/o/northlight/")
    with running() as other:
        settings.SIGN_IN_INSIDE = [other.host]
        set_up(northlight, other)

        assert not is_in(client)
        with northlight.open():
            row = Row.objects.get()
            assert (row.kind, row.certificates, row.metadata_url) == ("openid", [], "")
            assert not ProviderLink.objects.exists()


def test_address_as_an_id_is_one_however_it_is_written(northlight: House, provider: SamlProvider) -> None:
    set_up(northlight, provider)
    came = []
    for written in ("Ben@Northlight.example", "ben@northlight.example"):
        provider.knows("ben", "", id=written, format=IS_ADDRESS)
        client = Client()
        client.get(provider.sign_in(there(client), "ben"))
        came.append(is_in(client))

    assert came == [True, True]
    with northlight.open():
        assert ProviderLink.objects.get().subject == "ben@northlight.example"


def test_two_addresses_are_none(northlight: House, provider: SamlProvider) -> None:
    set_up(northlight, provider)
    provider.knows("ben", "", said={"mail": ["ben@northlight.example", "una@northlight.example"]})
    client = Client()

    back = provider.sign_in(there(client), "ben")
    client.get(back)

    assert told(back)["claims"]["email"] == ""
    assert not is_in(client)
