"""What a list of questions says in one more language, by API."""

from typing import Any

import pytest
from django.test import Client

from belonging.tenancy.models import AuditEntry
from surveys.models import Instrument
from surveys.services.built_in import Head, ItemWords, create_instrument
from tests.cast import NOON, House
from tests.conftest import SignIn

GERMAN = {"title": "Tee", "text-tea": "Gibt es Tee?", "option-2-cup": "Groß"}


@pytest.fixture
def tea(northlight: House) -> Instrument:
    items = [
        ItemWords("tea", texts={"en": "Is there tea?"}),
        ItemWords("cup", "choice", texts={"en": "Which cup?"}, options={"en": ["Small", "Large"]}),
    ]
    with northlight.open():
        return create_instrument(
            actor=northlight.ada.membership, head=Head({"en": "Tea"}, {}, {}, "en"), items=items, now=NOON
        )


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


def at(house: House, instrument: Instrument, language: str = "de") -> str:
    return house.api(f"surveys/questions/{instrument.public_id}/{language}/")


def give(client: Client, address: str, words: dict[str, str], edition: str = "*") -> Any:
    return client.put(address, {"words": words}, content_type="application/json", headers={"If-Match": edition})


# security R7
def test_words_are_read_beside_the_original_and_given(northlight: House, tea: Instrument, ada: Client) -> None:
    before = ada.get(at(northlight, tea))

    kept = give(ada, at(northlight, tea), GERMAN, before.headers["ETag"])
    late = give(ada, at(northlight, tea), GERMAN, before.headers["ETag"])
    line = next(one for one in ada.get(northlight.api("surveys/questions/")).json() if one["title"] == "Tea")

    texts = [one for one in before.json()["texts"] if not one["name"].startswith("anchor")]
    assert [(one["name"], one["original"], one["text"]) for one in texts] == [
        ("title", "Tea", ""), ("text-tea", "Is there tea?", ""), ("text-cup", "Which cup?", ""),
        ("option-1-cup", "Small", ""), ("option-2-cup", "Large", ""),
    ]  # fmt: skip
    assert (kept.status_code, late.status_code) == (200, 412)
    assert {one["name"]: one["text"] for one in kept.json()["texts"] if one["text"]} == GERMAN  # the rest was left out
    missing = {one["code"]: one["missing_count"] for one in line["languages"]}
    assert (missing["en"], missing["de"]) == (0, 7)
    with northlight.open():
        assert AuditEntry.objects.filter(verb="instrument.changed", actor=northlight.ada.membership).count() == 1


@pytest.mark.parametrize(
    ("words", "field"), [({"text-milk": "Milch?"}, "text-milk"), ({"option-1-cup": "K" * 101}, "option-1-cup")]
)
def test_words_that_fit_nowhere_are_refused(
    words: dict[str, str], field: str, northlight: House, tea: Instrument, ada: Client
) -> None:
    answer = give(ada, at(northlight, tea), words)

    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_words_are_for_those_who_run_programs_here(
    northlight: House, southgate: House, tea: Instrument, sign_in: SignIn
) -> None:
    ada, ben = sign_in(northlight.ada), sign_in(northlight.ben)

    assert ben.get(at(northlight, tea)).status_code == 403
    assert [ada.get(at(northlight, tea, one)).status_code for one in ("en", "fr")] == [404, 404]
    assert sign_in(southgate.ada).get(at(southgate, tea)).status_code == 404
