"""A sign-in is hard to steal, hard to fix, and ends by itself."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as product
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django.fixtures import Settings

from belonging.runtime.places import ROOT
from tests.accounts.second_steps import code_of, set_up_app
from tests.accounts.test_second_step import LOGIN, STEP, is_in, signed_in, verified
from tests.cast import NOON, PASSWORD, House

AGAIN = "/accounts/reauthenticate/"
NAMES = (
    "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE)"
)


def key_of(client: Client) -> str:
    """What the browser is known by."""
    return client.cookies[product.SESSION_COOKIE_NAME].value


def wait(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    """So many days after noon."""
    monkeypatch.setattr("belonging.core.clock.now", lambda: NOON + timedelta(days=days))


# security A10
def test_sign_in_ends_by_itself(northlight: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """On pages and by API alike, and for good: the same cookie opens nothing when the clock goes back."""
    user = verified(northlight.ben.user)
    used, left = signed_in(user), signed_in(user)
    opened = []
    for day in range(0, 36, 3):
        wait(monkeypatch, day)
        opened.append((day, is_in(used), used.get(northlight.api("people/")).status_code == 200))
    wait(monkeypatch, 6.9)
    assert is_in(left)
    wait(monkeypatch, 6.9 + 7.1)
    idle = left.get(northlight.api("people/")).status_code
    wait(monkeypatch, 7)

    assert [(page, api) for day, page, api in opened if day < 30] == [(True, True)] * 10
    assert [(page, api) for day, page, api in opened if day >= 30] == [(False, False)] * 2
    assert (idle, is_in(left), is_in(used)) == (401, False, False)
    print("A10: idle after 7 days, over after 30, by pages and by API")


# security A10
def test_key_changes_with_every_step_up_and_the_old_one_opens_nothing(northlight: House) -> None:
    """A key that somebody planted, or saw, before: signing in, the second step, saying it again, signing out."""
    user = verified(northlight.ben.user)
    secret = set_up_app(user)
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = "1"
    session.save()
    keys = [session.session_key]
    client.cookies[product.SESSION_COOKIE_NAME] = session.session_key
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    keys.append(key_of(client))
    client.post(STEP, {"code": code_of(secret)})
    keys.append(key_of(client))
    assert is_in(client)
    client.post(AGAIN, {"password": PASSWORD})
    keys.append(key_of(client))
    assert is_in(client)
    listed = client.get("/accounts/sessions/").context["sessions"]
    client.post("/accounts/logout/")

    signed = [key for key in keys if SESSION_KEY in (session_of(key) or {})]

    planted, by_password, by_step, said_again = keys
    assert by_step not in {planted, by_password}
    assert said_again not in {planted, by_password, by_step}
    assert signed == []
    assert keys[-1] in {one.session_key for one in listed}
    for key in keys:
        thief = Client()
        thief.cookies[product.SESSION_COOKIE_NAME] = str(key)
        assert not is_in(thief)


def session_of(key: str | None) -> dict[str, object] | None:
    """What the server keeps under a key."""
    found = Session.objects.filter(session_key=key).first()
    return found.get_decoded() if found else None


# security A10
def test_cookies_are_for_this_host_and_no_script(northlight: House, settings: Settings) -> None:
    """As an address with https makes them: by name, and as they are sent."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    environment = os.environ | {"SITE_URL": "https://belonging.example", "DJANGO_SETTINGS_MODULE": "belonging.settings"}
    said = subprocess.run(
        [sys.executable, "-c", NAMES], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    client = Client()
    client.get(LOGIN, secure=True)
    body = {"login": verified(northlight.ben.user).email, "password": PASSWORD}
    client.post(LOGIN, body, secure=True)

    assert said.stdout.split() == ["__Host-session", "__Host-csrf", "True"], said.stderr
    for name in ("__Host-session", "__Host-csrf"):
        cookie = client.cookies[name]
        assert (cookie["secure"], cookie["httponly"], cookie["path"], cookie["domain"]) == (True, True, "/", "")
        assert cookie["samesite"] == "Lax"
