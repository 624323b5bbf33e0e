"""The language and the time zone a person chooses."""  # peers 7.14

from http import HTTPStatus

import pytest
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
    assert ben.post(WISHES, {"time_zone": "Asia/Tokyo"}).status_code == HTTPStatus.FOUND
    assert zone_of_ben() == "Asia/Tokyo"
    assert ben.post(WISHES, {"time_zone": ""}).status_code == HTTPStatus.FOUND
    assert zone_of_ben() == ""


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "Europe/Berlin\x00", "x" * 61])
def test_zone_that_is_none_is_refused(northlight: House, sign_in: SignIn, zone: str) -> None:
    ben = sign_in(northlight.ben)

    answer = ben.post(WISHES, {"time_zone": zone})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert b"aria-invalid" in answer.content
    assert zone_of_ben() == ""


def test_strangers_are_asked_to_sign_in(client: Client, db: None) -> None:
    assert "/accounts/login/" in client.get(WISHES)["Location"]
