"""Tokens: made on a page, shown once, as strong as their scopes and their maker, and no stronger."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from pytest_django.fixtures import Settings

from belonging.core import clock
from belonging.tenancy.enums import Role
from belonging.tenancy.models import AuditEntry, Membership
from belonging.tenancy.services import change_role, end_membership
from belonging.tools.api import AREAS
from belonging.tools.enums import TokenLife, TokenScope
from belonging.tools.models import ApiToken
from belonging.tools.services.tokens import TokenRefused, make_token, revoke_token
from tests.cast import NOON, PASSWORD, TODAY, House, Person
from tests.conftest import SignIn
from tests.guards.routes import walk
from tests.guards.tables import tables_holding
from tests.programs.walk import give, make_module, make_step
from tests.sending import send

PAGE = "/o/northlight/settings/tokens/"
EVERYTHING = list(TokenScope)


def made(house: House, person: Person, *scopes: TokenScope) -> tuple[ApiToken, str]:
    """A token of somebody of the house, for three months."""
    with house.open():
        return make_token(
            actor=person.membership, name="Night run", scopes=list(scopes) or EVERYTHING, life=TokenLife.QUARTER,
            now=NOON,
        )  # fmt: skip


def ask(secret: str, address: str, method: str = "get", **more: Any) -> HttpResponse:
    """One request of a program that knows nothing but its token, in front of a server that asks forms for a secret."""
    client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"})
    answer: HttpResponse = getattr(client, method)(address, content_type="application/json", **more)
    return answer


# peers 7.9, security A11
def test_token_is_made_shown_once_used_and_revoked(northlight: House, sign_in: SignIn) -> None:
    client, wanted = sign_in(northlight.ada), {"name": "Night run", "scopes": ["network:read"], "life": "30"}
    again = client.post(PAGE + "new/", wanted)["Location"]  # who signed in long ago is asked once more
    client.post(again, {"password": PASSWORD})
    page = client.post(PAGE + "new/", wanted)
    assert page.status_code == HTTPStatus.CREATED
    secret = page.content.decode().split('id="secret" value="')[1].split('"')[0]
    with northlight.open():
        token = ApiToken.objects.get()

    assert ask(secret, northlight.api("people/")).status_code == HTTPStatus.OK
    listed = client.get(PAGE).content.decode()
    assert "Last used on" in listed
    assert secret not in listed
    assert [*tables_holding(secret.split(".")[1])] == []
    client.post(f"{PAGE}{token.public_id}/revoke/")

    spent = ask(secret, northlight.api("people/"))
    assert spent.status_code == HTTPStatus.UNAUTHORIZED
    assert spent["Content-Type"] == "application/problem+json"
    with northlight.open():
        verbs = AuditEntry.objects.filter(target_id=token.public_id).order_by("id").values_list("verb", flat=True)
        assert list(verbs) == ["token.made", "token.revoked"]


def test_token_reaches_as_far_as_its_scopes(northlight: House) -> None:
    secret = made(northlight, northlight.ada, TokenScope.NETWORK_READ)[1]
    log = {"people": [str(northlight.ben.place.public_id)], "happened_on": str(NOON.date())}

    refused = ask(secret, northlight.api("interactions/"), "post", data=log)

    assert refused.status_code == HTTPStatus.FORBIDDEN
    assert "network:write" in refused.json()["title"]
    assert ask(secret, northlight.api("events/")).status_code == HTTPStatus.FORBIDDEN
    writing = made(northlight, northlight.ada, TokenScope.NETWORK_WRITE)[1]
    assert ask(writing, northlight.api("interactions/"), "post", data=log).status_code == HTTPStatus.CREATED


# peers 1.19, 7.9
def test_no_token_opens_private_words(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        row = give(northlight.ben.place, make_step(make_module(northlight.program), "first"), TODAY)
    begun = send(sign_in(northlight.ben), "post", northlight.api(f"steps/{row.public_id}/stuck/"), {"text": "I hang"})
    threads = northlight.api("threads/")
    own = f"{threads}{begun.json()['id']}/"

    for reader in (northlight.ada, northlight.ben):
        assert sign_in(reader).get(own).status_code == HTTPStatus.OK
    for maker in (northlight.ada, northlight.una):
        secret = made(northlight, maker)[1]
        tried = [
            ask(secret, threads), ask(secret, own), ask(secret, own, "post", data={"text": "I too"}),
            ask(secret, f"{own}closed/", "post"), ask(secret, f"{own}closed/", "delete"),
        ]  # fmt: skip
        assert {one.status_code for one in tried} == {HTTPStatus.FORBIDDEN}
        assert {one.json()["title"] for one in tried} == {
            "Private words are read by people who sign in. No token opens them."
        }
    with northlight.open():
        assert not AuditEntry.objects.filter(verb="page.read", actor=northlight.una.membership).exists()


def test_every_address_of_the_api_has_an_area() -> None:
    areas = {scope.partition(":")[0] for scope in TokenScope}
    named = [name for name, path in walk(get_resolver().url_patterns) if path.startswith("api/v1/o/")]

    assert len(named) > 50
    found = {name.partition(":")[0].removesuffix("-api") for name in named}
    assert {AREAS.get(area, area) for area in found} == areas
    assert AREAS.keys() <= found - areas


def ended(house: House, token: ApiToken) -> None:
    """The maker leaves."""
    end_membership(actor=house.una.membership, member=Membership.objects.get(pk=token.membership.pk), now=NOON)


def locked(house: House, token: ApiToken) -> None:
    """The maker may not sign in any more."""
    house.ada.user.is_active = False
    house.ada.user.save()


def expired(house: House, token: ApiToken) -> None:
    """Its day came."""
    ApiToken.objects.filter(pk=token.pk).update(expires_at=NOON)


def revoked(house: House, token: ApiToken) -> None:
    """Somebody closed it."""
    revoke_token(actor=house.una.membership, token=token, now=NOON)


# security A5
@pytest.mark.parametrize("happens", [ended, locked, expired, revoked])
def test_token_opens_nothing_after(
    northlight: House, southgate: House, happens: Callable[[House, ApiToken], None]
) -> None:
    token, secret = made(northlight, northlight.ada)
    assert ask(secret, northlight.api("people/")).status_code == HTTPStatus.OK
    with northlight.open():
        happens(northlight, token)

    answers = [
        ask(secret, northlight.api("people/")),
        ask(secret[:-1] + "x", northlight.api("people/")),  # made up
        ask("x", northlight.api("people/")),
    ]

    assert {answer.status_code for answer in answers} == {HTTPStatus.UNAUTHORIZED}
    assert len({answer.content for answer in answers}) == 1


# security T1
def test_token_opens_nothing_elsewhere_and_no_page(northlight: House, southgate: House) -> None:
    secret = made(northlight, northlight.una)[1]
    with southgate.open():  # the same person is admin there too
        Membership.objects.create(user=northlight.una.user, name="Una", email="una@both.example", role=Role.ADMIN)

    elsewhere, nowhere = ask(secret, southgate.api("people/")), ask(secret, "/api/v1/o/nowhere/p/x/people/")

    assert elsewhere.status_code == nowhere.status_code == HTTPStatus.UNAUTHORIZED
    assert elsewhere.content == nowhere.content
    assert ask(secret, northlight.address("people/"))["Location"].startswith("/accounts/login/")


# security A3
def test_token_is_no_stronger_than_its_maker_today(northlight: House) -> None:
    secret = made(northlight, northlight.ada)[1]
    address = northlight.api("registrations/")
    assert ask(secret, address).status_code == HTTPStatus.OK
    with northlight.open():
        change_role(actor=northlight.una.membership, member=northlight.ada.membership, role=Role.PARTICIPANT, now=NOON)

    assert ask(secret, address).status_code == HTTPStatus.FORBIDDEN


def test_participants_make_no_tokens(northlight: House) -> None:
    with northlight.open(), pytest.raises(TokenRefused):
        make_token(
            actor=northlight.ben.membership, name="x", scopes=EVERYTHING, life=TokenLife.MONTH, now=NOON
        )  # fmt: skip


# security A7
def test_minute_has_a_limit_that_postgresql_holds(
    northlight: House, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_REQUESTS_A_MINUTE = 3
    secret, address = made(northlight, northlight.ada)[1], northlight.api("people/")

    answers = [ask(secret, address) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert [answer["RateLimit-Remaining"] for answer in answers[:3]] == ["2", "1", "0"]
    assert answers[-1]["Retry-After"] == "60"
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=1))
    assert ask(secret, address).status_code == HTTPStatus.OK
