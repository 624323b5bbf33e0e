"""The language and the time zone a person chooses."""  # peers 7.14, 7.15

from http import HTTPStatus

import pytest
from django.conf import settings
from django.test import Client

from belonging.accounts.models import User
from tests.cast import House
from tests.conftest import SignIn

WISHES = "/accounts/language-and-time/"


def zone_of_ben() -> str:
    return str(User.objects.get(email="ben@northlight.example").time_zone)


def test_time_zone_is_chosen_and_given_back(northlight: House, sign_in: SignIn) -> None:  # peers 1.2, 7.14
    ben = sign_in(northlight.ben)

    assert b"Asia/Tokyo" in ben.get(WISHES).content
    assert ben.post(WISHES, {"time_zone": "Asia/Tokyo", "language": "en"}).status_code == HTTPStatus.FOUND
    assert zone_of_ben() == "Asia/Tokyo"
    assert ben.post(WISHES, {"time_zone": "", "language": "en"}).status_code == HTTPStatus.FOUND
    assert zone_of_ben() == ""


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "Europe/Berlin\x00", "x" * 61])
def test_zone_that_is_none_is_refused(northlight: House, sign_in: SignIn, zone: str) -> None:
    ben = sign_in(northlight.ben)

    answer = ben.post(WISHES, {"time_zone": zone, "language": "en"})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert b"aria-invalid" in answer.content
    assert zone_of_ben() == ""


def test_strangers_are_asked_to_sign_in(client: Client, db: None) -> None:
    assert "/accounts/login/" in client.get(WISHES)["Location"]


@pytest.mark.parametrize(
    ("language", "head", "words"),
    [("de", '<html lang="de">', "Sprache und Zeit"), ("ar", '<html lang="ar" dir="rtl">', "اللغة والوقت")],
)
def test_pages_speak_the_language_that_is_chosen(
    northlight: House, sign_in: SignIn, language: str, head: str, words: str
) -> None:  # peers 7.15
    ben = sign_in(northlight.ben, headers={"accept-language": "en"})

    ben.post(WISHES, {"time_zone": "", "language": language})
    chosen = ben.get(WISHES)
    ben.logout()
    ben.cookies[settings.LANGUAGE_COOKIE_NAME] = chosen.cookies[settings.LANGUAGE_COOKIE_NAME].value

    assert head in chosen.content.decode()
    assert words in chosen.content.decode()
    assert head in ben.get("/accounts/login/").content.decode()  # the browser keeps it for pages that ask nobody


def test_who_has_not_signed_in_reads_what_their_browser_asks_for(client: Client, db: None) -> None:  # peers 7.15
    pages = {code: client.get("/accounts/login/", headers={"accept-language": code}) for code in ("de-AT", "ar", "fr")}

    assert [page.headers["Content-Language"] for page in pages.values()] == ["de", "ar", "en"]


def test_problems_of_the_api_come_in_the_language_that_is_asked_for(
    northlight: House, sign_in: SignIn
) -> None:  # peers 7.15
    ben = sign_in(northlight.ben, headers={"accept-language": "de"})

    answer = ben.post("/api/v1/o/northlight/p/common-ground/interactions/", {}, content_type="application/json")

    assert answer.json()["title"] == "Einige Felder brauchen noch einen Blick."
