"""A code by mail instead of a password."""

import re
import time

import pytest
from django.core import mail
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client

from tests.accounts.second_steps import set_up_app
from tests.accounts.test_second_step import is_in, verified
from tests.cast import House

ASK, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"


def asked(email: str) -> Client:
    """A browser in which a code was asked for."""
    client = Client()
    client.post(ASK, {"email": email})
    return client


def mailed_code() -> str:
    """The code in the newest mail."""
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found is not None, mail.outbox[-1].body
    return found[1]


def test_a_code_opens_the_account_once(northlight: House) -> None:
    # peers 7.8
    user = verified(northlight.ben.user)
    client = asked(user.email)
    code = mailed_code()

    client.post(CONFIRM, {"code": code})

    assert is_in(client)
    assert not is_in(asked_and_tried(user.email, code))


def asked_and_tried(email: str, code: str) -> Client:
    """Another browser asks, and tries a code that was used before."""
    client = asked(email)
    client.post(CONFIRM, {"code": code})
    return client


def test_a_code_does_not_go_around_the_second_step(northlight: House) -> None:
    # security A9
    user = verified(northlight.ben.user)
    set_up_app(user)
    client = asked(user.email)

    answer = client.post(CONFIRM, {"code": mailed_code()})

    assert answer.url == "/accounts/2fa/authenticate/"  # type: ignore[attr-defined]
    assert not is_in(client)


def test_known_and_unknown_addresses_are_answered_alike(northlight: House) -> None:
    # security A6
    answers = set()
    for email in (verified(northlight.ben.user).email, "nobody@northlight.example"):
        client = Client()
        sent = client.post(ASK, {"email": email})
        page = client.get(CONFIRM)
        wrong = client.post(CONFIRM, {"code": "WRONGX"})
        body = re.sub(r'value="[^"]{40,}"', "", page.content.decode()).replace(email, "")
        answers.add((sent.status_code, sent["Location"], page.status_code, body, wrong.status_code))

    assert len(answers) == 1


def test_three_wrong_codes_close_the_door(northlight: House) -> None:
    # security A7
    client = asked(verified(northlight.ben.user).email)
    code = mailed_code()

    for _ in range(3):
        client.post(CONFIRM, {"code": "WRONGX"})
    client.post(CONFIRM, {"code": code})

    assert not is_in(client)


# security A7
def test_codes_are_sent_three_times_a_minute_and_the_count_lies_in_postgresql(northlight: House) -> None:
    """Redis is no part of it, so that the limit holds without it."""
    email = verified(northlight.ben.user).email

    for _ in range(6):
        asked(email)

    assert len(mail.outbox) == 3
    assert isinstance(caches["default"], DatabaseCache)


def test_a_code_is_over_after_ten_minutes(northlight: House, monkeypatch: pytest.MonkeyPatch) -> None:
    # security A7
    client = asked(verified(northlight.ben.user).email)
    code, before = mailed_code(), time.time
    monkeypatch.setattr(time, "time", lambda: before() + 601)

    client.post(CONFIRM, {"code": code})

    monkeypatch.undo()
    assert not is_in(client)
