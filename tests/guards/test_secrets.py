"""Secrets stay out: of every file, of everything that was ever committed, and of what is said about the settings."""

import math
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from belonging.runtime.places import ROOT

# How secrets look that others give out, and a private key of any kind.
KNOWN = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bglpat-[\w-]{20}\b"
    r"|\bxox[abprs]-[\w-]{10,}|\bsk_live_\w{16,}|\bAIza[\w-]{35}\b|\bpypi-AgEI\w{20,}|\bey[A-Za-z0-9]{16,}\.ey[A-Za-z0-9]{16,}\."
)
# Something long and without order that is called a secret.
NAMED = re.compile(
    r"(?i)(?:secret|password|passwd|token|api_?key|private_?key)\w*[\"']?\s*[:=]\s*[\"']([A-Za-z0-9+/=_-]{20,})[\"']"
)
IN_ADDRESS = re.compile(r"\b[a-z+]+://[^\s/:@\"'{}$<]*:([^\s/@\"'{}$<…]{6,})@")
MADE_UP = re.compile(r"(?i)password|example|^.{,6}$|secret|canary|made-?up|m4d3|not-?a|placeholder|^(.)\1*$")
DISORDER = 0.85  # of what so many characters can have at most, or of 4.2 bits each: words have less

GIVEN = {
    "SECRET_KEY": "q7-canary-of-the-key-Zk3vW9xT2mB8nL5cR1yH6jD4fG0sA-uEoIpQ",
    "REDIS_URL": "redis://:q7-canary-of-redis@127.0.0.1:1/0",
    "DATABASE_URL": "postgres://belonging_app:q7-canary-of-the-database@127.0.0.1:1/belonging",
    "DATABASE_OWNER_URL": "postgres://belonging_owner:q7-canary-of-the-owner@127.0.0.1:1/belonging",
    "EMAIL_HOST_PASSWORD": "q7-canary-of-the-mail",
    "OPERATOR_TOKEN": "q7-canary-of-the-operator",
    "SURVEY_KEY_DIRS": "/srv/q7-canary-of-the-keys",
}
CANARY = re.compile("q7-canary[a-z-]*")
TELL = """
from django.conf import settings
from django.db import connections
from django.test import RequestFactory
from django.views.debug import get_exception_reporter_filter, ExceptionReporter
import logging, sys
logging.getLogger().setLevel("DEBUG")
print(get_exception_reporter_filter(RequestFactory().get("/")).get_safe_settings())
print(repr(settings), repr(connections["default"]), repr(connections["owner"]))
from belonging.celery import app
print(repr(app), repr(app.conf), app.connection().as_uri())
for act in (lambda: connections["default"].connect(), lambda: app.connection().connect()):
    try:
        act()
    except Exception as problem:
        logging.exception("it does not answer")
        print(ExceptionReporter(None, *sys.exc_info()).get_traceback_text())
"""


PLANTED = "kJ8x0Lq3Zr7Tn2Vb5Wm9Yc4Hd6Gf1Sa"  # stands in this file, and so in its history


def disorder(word: str) -> float:
    """How near a word comes to one that was drawn, by how often each character stands in it."""
    bits = -sum(count / len(word) * math.log2(count / len(word)) for count in Counter(word).values())
    return bits / min(math.log2(len(word)), 4.2)


def secrets_in(lines: Iterable[str]) -> Iterator[str]:
    """The lines that look as if they gave something away."""
    for line in lines:
        named = [*NAMED.findall(line), *IN_ADDRESS.findall(line)]
        drawn = [word for word in named if disorder(word) > DISORDER and not MADE_UP.search(word)]
        if KNOWN.search(line) or drawn:
            yield line.strip()[:160]


def git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, check=True, text=True, errors="replace"
    ).stdout


# security O2
def test_no_file_and_nothing_that_was_ever_committed_holds_a_secret() -> None:
    files = [ROOT / name for name in git("ls-files").splitlines()]
    lines = [line for file in files if file.is_file() for line in file.read_text(errors="replace").splitlines()]
    added = [line[1:] for line in git("log", "--all", "--patch", "--unified=0").splitlines() if line.startswith("+")]
    found = [line for line in [*secrets_in(lines), *secrets_in(added)] if PLANTED not in line]

    commits = git("rev-list", "--all", "--count").strip()
    print(f"O2: {len(files)} files, {len(added)} lines of {commits} commits: {len(found)} secrets")
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        f'SECRET_KEY = "{PLANTED}"',
        "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
        "url = 'redis://:s3" + "Kq9vT2xW@cache.inside.org/0'",
        "AKIA" + "Z" * 4 + "Q7" * 6,
    ],
)
def test_what_looks_like_a_secret_is_found(line: str) -> None:
    assert list(secrets_in([line]))


# security O2
def test_nothing_that_is_said_about_the_settings_gives_one_away() -> None:
    """Reports of faults, the words of settings and connections, and the log of what does not answer."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", TELL],
        cwd=ROOT, env=os.environ | GIVEN | {"DJANGO_SETTINGS_MODULE": "belonging.settings"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "it does not answer" in done.stderr
    assert "SESSION_COOKIE_NAME" in done.stdout
    assert set(CANARY.findall(done.stdout + done.stderr)) == set()
