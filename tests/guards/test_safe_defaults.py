"""As it runs in earnest: Django's own list for production is clean, and every page carries what keeps it safe."""

import json
import os
import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from pytest_django.fixtures import Settings

from belonging.runtime.places import ROOT
from tests.effort import drawn
from tests.guards.actors import fresh_caller, ten_actors
from tests.guards.conftest import Houses
from tests.guards.routes import ARGUMENTS, Place, address
from tests.guards.test_outside import outside

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

IN_EARNEST = {
    "SITE_URL": "https://belonging.example",
    "ALLOWED_HOSTS": "belonging.example,testserver",
    "SECRET_KEY": "".join(chr(33 + number % 90) for number in range(0, 640, 7)),
    "BEHIND_PROXY": "true",
}
TELL = """
import json
from django.conf import settings
names = [name for name in dir(settings) if name.startswith(("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_", "X_FRAME"))]
told = {name: getattr(settings, name) for name in [*names, "DEBUG", "ALLOWED_HOSTS", "SILENCED_SYSTEM_CHECKS"]}
print(json.dumps(told))
"""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
POLICY = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
UNSAFE = ("unsafe-inline", "unsafe-eval", "*", "http:")
OPEN = {"network:home", "account_login"}  # whoever is signed in has the one, whoever is not the other
# Nothing of anybody's stands there, so it may be kept; everything else is never kept.
MAY_BE_KEPT = {"surveys:how-it-works", "public:health"}


def managed(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of manage.py with the environment of production."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=os.environ | IN_EARNEST | {"DJANGO_SETTINGS_MODULE": "belonging.settings"},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def in_earnest() -> dict[str, Any]:
    """The settings of production that have to do with safety."""
    told: dict[str, Any] = json.loads(managed("shell", "--no-imports", "-c", TELL).stdout.splitlines()[-1])
    return told


# security A12
def test_production_passes_the_checks_for_it(in_earnest: dict[str, Any]) -> None:
    done = managed("check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout
    assert (in_earnest["DEBUG"], in_earnest["SILENCED_SYSTEM_CHECKS"]) == (False, [])
    assert in_earnest["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert in_earnest["SESSION_COOKIE_HTTPONLY"] is in_earnest["SESSION_COOKIE_SECURE"] is True


def pages(houses: Houses) -> Iterator[tuple[str, str]]:
    """Every address of an organization and outside of one."""
    house = houses[0].house
    place = Place("own", house.organization.slug, house.program.slug, houses[0], house.program)
    yield from ((route, address(route, place)) for route in ARGUMENTS)
    yield from ((name, reverse(name, kwargs=arguments)) for name, arguments in outside())


def problems(route: str, answer: HttpResponse) -> list[str]:
    """What is missing in an answer's headers."""
    got = answer.headers
    missing = [name for name, value in HEADERS.items() if got.get(name) != value]
    policy = got.get("Content-Security-Policy", "")
    missing += [part for part in POLICY if part not in policy] + [word for word in UNSAFE if word in policy]
    is_kept = "no-store" not in got.get("Cache-Control", "")
    missing += [got.get("Cache-Control", "")] * (is_kept and route not in MAY_BE_KEPT)
    missing += [name for name, morsel in answer.cookies.items() if morsel.value and not morsel["secure"]]
    return [f"{route} → {answer.status_code}: {one}" for one in missing]


# security A12
def test_every_page_carries_what_keeps_it_safe(
    houses: Houses, in_earnest: dict[str, Any], settings: Settings, dice: random.Random
) -> None:
    for name, value in in_earnest.items():
        setattr(settings, name, tuple(value) if name == "SECURE_PROXY_SSL_HEADER" else value)
    actors, wrong, count = ten_actors(*houses), [], 0
    statuses: dict[str, set[int]] = defaultdict(set)
    found = dict(pages(houses))
    for name in ("anonymous", "participant", "facilitator", "admin"):
        caller = fresh_caller(actors[name].user)
        for route in sorted({*drawn(found, dice), *OPEN}):
            answer = caller.generic("GET", found[route], headers={"X-Forwarded-Proto": "https"})
            wrong += [f"{name}: {problem}" for problem in problems(route, answer)]  # type: ignore[arg-type]
            count += 1
            statuses[name].add(answer.status_code)

    print(
        f"A12: 0 warnings, 0 silenced; {count} answers with {len(HEADERS)} headers and a policy, {len(wrong)} without"
    )
    assert wrong == []
    assert all(200 in seen for seen in statuses.values())  # each was signed in
