"""An organization's own words by API: read, said, taken back, and never laid over somebody else's."""

from typing import Any

import pytest
from django.test import Client

from belonging.tenancy.models import AuditEntry, Organization
from belonging.tools.enums import TokenLife, TokenScope
from belonging.tools.services.tokens import make_token
from tests.cast import NOON, House
from tests.conftest import SignIn

LIST = "/api/v1/o/northlight/words/"
WORD = f"{LIST}en/facilitator/"
GERMAN = f"{LIST}de/facilitator/"
ADVISER = {"one": "adviser", "many": "advisers"}


def put(client: Client, address: str, words: object, edition: str = "*") -> Any:
    return client.put(address, words, content_type="application/json", headers={"If-Match": edition})


def kept(house: House) -> Any:
    return Organization.objects.get(pk=house.organization.pk).words


@pytest.fixture
def una(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.una)


# peers 7.5
def test_word_is_said_everywhere_and_taken_back(northlight: House, una: Client) -> None:
    before = una.get(WORD)

    said = put(una, WORD, ADVISER, before.headers["ETag"])
    line = next(one for one in una.get(LIST).json() if (one["word"], one["language"]) == ("facilitator", "en"))
    page = una.get("/o/northlight/settings/members/").content
    back = put(una, WORD, {}, said.headers["ETag"])

    assert before.json() == {
        "one": "", "many": "", "two": "", "gender": "", "forms": {}, "asks": ["one", "many"],
        "has_forms": ["one", "many", "a"],
    }  # fmt: skip
    assert (said.status_code, said.json()["one"], said.json()["many"]) == (200, "adviser", "advisers")
    assert (line["product"], line["own"]) == ("facilitator", "adviser")
    assert b"adviser" in page.lower()
    assert (back.status_code, back.json()) == (200, before.json())
    assert kept(northlight) is None
    with northlight.open():
        lines = AuditEntry.objects.filter(verb="organization.word_set").order_by("pk")
        assert [(one.actor_id, one.detail["word"], one.detail["is_own"]) for one in lines] == [
            (northlight.una.membership.pk, "facilitator", True), (northlight.una.membership.pk, "facilitator", False),
        ]  # fmt: skip


# peers 7.5
def test_what_is_typed_is_set_as_printers_do_and_forms_are_kept(northlight: House, una: Client) -> None:
    put(una, GERMAN, {"one": "Chef d'Orchestre", "gender": "der", "forms": {"a": "einen Chef d'Orchestre"}})

    assert kept(northlight)["de"]["facilitator"] == {
        "one": "Chef d’Orchestre", "gender": "der", "form:a": "einen Chef d’Orchestre",
    }  # fmt: skip
    assert una.get(GERMAN).json()["forms"] == {"a": "einen Chef d’Orchestre"}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"one": "adviser"}, "many"),
        (ADVISER | {"one": "<b>adviser</b>"}, "one"),
        (ADVISER | {"two": "both advisers"}, "two"),
        (ADVISER | {"forms": {"dative": "an adviser"}}, "form:dative"),
        ({"forms": {"a": "an adviser"}}, "one"),
    ],
)
def test_what_is_no_word_is_refused_and_nothing_changes(
    words: dict[str, Any], field: str, northlight: House, una: Client
) -> None:
    answer = put(una, WORD, words)

    assert (answer.status_code, answer.json()["type"], answer.json()["field"]) == (
        422, "about:blank#word_refused", field,
    )  # fmt: skip
    assert kept(northlight) is None


# security R7
def test_word_is_laid_over_what_was_read(northlight: House, una: Client) -> None:
    old = una.get(WORD).headers["ETag"]
    put(una, WORD, ADVISER, old)

    late = put(una, WORD, {"one": "guide", "many": "guides"}, old)
    blind = una.put(WORD, ADVISER, content_type="application/json")

    assert (late.status_code, blind.status_code) == (412, 428)
    assert kept(northlight)["en"]["facilitator"] == ADVISER


def test_words_are_an_admins_of_this_house(northlight: House, southgate: House, sign_in: SignIn) -> None:
    assert [sign_in(one).get(WORD).status_code for one in (northlight.ben, northlight.ada)] == [403, 403]
    assert [put(sign_in(southgate.una), one, ADVISER).status_code for one in (WORD, LIST)] == [404, 404]
    assert put(Client(), WORD, ADVISER).status_code == 401
    assert kept(northlight) is None


def test_what_is_not_done_here_says_so_whatever_it_comes_on_top_of(una: Client) -> None:
    answers = [
        una.patch(WORD, ADVISER, content_type="application/json", headers=said) for said in ({}, {"If-Match": "*"})
    ]

    assert [one.status_code for one in answers] == [405, 405]


def test_unknown_words_and_languages_are_not_there(una: Client) -> None:
    assert [una.get(f"{LIST}{rest}/").status_code for rest in ("en/leader", "fr/facilitator")] == [404, 404]


def test_token_needs_the_scope_of_programs(northlight: House) -> None:
    found = []
    for scope in (TokenScope.NETWORK_WRITE, TokenScope.PROGRAMS_READ, TokenScope.PROGRAMS_WRITE):
        with northlight.open():
            una = northlight.una.membership
            secret = make_token(actor=una, name="T", scopes=[scope], life=TokenLife.MONTH, now=NOON)[1]
        said = {"Authorization": f"Bearer {secret}", "If-Match": "*"}
        found.append(Client().put(WORD, ADVISER, content_type="application/json", headers=said).status_code)

    assert found == [403, 403, 200]
