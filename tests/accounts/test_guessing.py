"""Guessing passwords is limited, fifty at a time as well, and nobody is sent elsewhere after signing in."""

import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin, urlsplit

import pytest
from allauth.account.forms import compare_user_code
from django.contrib.auth.signals import user_login_failed
from django.db import connections
from django.test import Client

from tests.accounts.test_codes_by_mail import CONFIRM, asked, mailed_code
from tests.accounts.test_second_step import LOGIN, is_in, signed_in, verified
from tests.cast import PASSWORD, House, make_house

AT_ONCE, ALLOWED, CODES = 50, 5, 3
ELSEWHERE = [
    scheme + slashes + host + path
    for scheme in ("", "http:", "https:", "javascript:", "\t//", "%09")
    for slashes in ("//", "/\\", "\\\\", "///")
    for host, path in (("evil.example", "/"), ("127.0.0.1@evil.example", ""), ("evil.example", "/o/"))
]


# security A7
@pytest.mark.django_db(transaction=True)
def test_fifty_guesses_at_once_are_no_more_than_five() -> None:
    """Each from another address, as a forged header says; limits lie in PostgreSQL, Redis is no part of it."""
    user = verified(make_house("northlight").ben.user)
    gate, tried = threading.Lock(), []

    def count(**kwargs: object) -> None:
        with gate:
            tried.append(kwargs)

    def guess(number: int) -> int:
        try:
            body = {"login": user.email, "password": f"wrong {number}"}
            return Client().post(LOGIN, body, headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
        finally:
            connections.close_all()

    user_login_failed.connect(count)
    try:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(guess, range(AT_ONCE)))
    finally:
        user_login_failed.disconnect(count)

    print(f"A7: {AT_ONCE} guesses at once, {len(tried)} tried of {ALLOWED} allowed")
    assert len(answers) == AT_ONCE
    assert 0 < len(tried) <= ALLOWED
    assert not is_in(signed_in(user))  # even the right password waits now


# security A7
@pytest.mark.django_db(transaction=True)
def test_fifty_codes_at_once_are_no_more_than_three(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one session: each request would read there that nothing was tried yet."""
    user = verified(make_house("northlight").ben.user)
    browser, tried = asked(user.email), []
    code, cookies = mailed_code(), dict(browser.cookies)

    def compare(**codes: str) -> bool:
        tried.append(codes)
        return compare_user_code(**codes)

    monkeypatch.setattr("allauth.account.forms.compare_user_code", compare)

    def guess(number: int) -> int:
        try:
            client = Client()
            client.cookies.update(cookies)
            return client.post(CONFIRM, {"code": f"WRONG{number}"}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(guess, range(AT_ONCE)))
    browser.post(CONFIRM, {"code": code})

    print(f"A7: {AT_ONCE} mailed codes at once, {len(tried)} tried of {CODES} allowed")
    assert set(answers) <= {200, 302}
    assert 0 < len(tried) <= CODES
    assert not is_in(browser)


# security X8
def test_nobody_is_sent_elsewhere_after_signing_in(northlight: House) -> None:
    user = verified(northlight.ben.user)
    sent = []
    for number, place in enumerate(ELSEWHERE):
        client = Client(REMOTE_ADDR=f"198.51.100.{number}")
        sent.append(client.post(LOGIN, {"login": user.email, "password": PASSWORD, "next": place})["Location"])
        sent.append(client.post("/accounts/logout/", {"next": place})["Location"])

    # Browsers read a backslash as a slash.
    hosts = [urlsplit(urljoin("http://testserver/accounts/login/", one.replace("\\", "/"))).hostname for one in sent]
    gone = [host for host in hosts if host != "testserver"]
    print(f"X8: {len(ELSEWHERE)} addresses elsewhere, {len(sent)} answers, {len(gone)} sent there")
    assert gone == []
