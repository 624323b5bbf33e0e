"""Everybody answers a survey in the same minute, asked of the web server as `make run` starts it.

300 people, each with a session of their own, begin evenly over 60 seconds: they open the page, send the form, and see
that it is sealed; every fifth writes something as well and gets a code. Promised: none lost, the 95th of a hundred
sent within 1 s. Two gunicorn processes of four threads over loopback, PostgreSQL with real commits; clients and servers
share the machine. Each person is a thread and waits for nobody else's turn, so a slow server is not asked more gently;
how late a person began is said.
"""

import http.client
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from bench.requests import CSRF, PATIENCE, served

PEOPLE, SECONDS, WARMING, WRITING = 300, 60, 48, 5
WORKERS, THREADS = 2, 4  # belonging/runtime/up.py
MOST = 1.0  # seconds


def main(people: int = PEOPLE, seconds: float = SECONDS) -> None:
    """Prints how many were lost and how long answers took."""
    os.environ["SURVEY_KEY_DIRS"] = tempfile.mkdtemp(prefix="belonging-bench-keys-")
    organization, wave, path, cookies = asked(people)
    del os.environ["SURVEY_KEY_DIRS"]  # the web server is not told where the keys lie
    with served(workers=WORKERS, threads=THREADS) as port:
        for cookie in cookies[:WARMING]:  # templates and statements are warm
            answer(port, path, cookie, 0, send=False)
        began = time.perf_counter()

        def in_turn(number: int) -> tuple[float, float, float]:
            due = began + number * seconds / people
            time.sleep(max(0.0, due - time.perf_counter()))
            late = time.perf_counter() - due
            return *answer(port, path, cookies[number], number), late

        with ThreadPoolExecutor(people) as pool:
            times = list(pool.map(in_turn, range(people)))
        took = time.perf_counter() - began
    slow, slow_all, late = (ninety_fifth([one[place] for one in times]) for place in (0, 1, 2))
    lost = people - kept(organization, wave)
    print(
        f"sending: {people} people in {took:.0f} s, {lost} lost, 95th {slow * 1000:.0f} ms to send (of 1 s), "
        f"{slow_all * 1000:.0f} ms for the page, sending and the page after it, {late * 1000:.0f} ms late at the start"
    )
    print(f"ratio: {slow / MOST:.3f}")


def asked(people: int) -> tuple[int, int, str, list[str]]:
    """An organization whose people are asked since yesterday: its id, the survey's, where to answer, their cookies."""
    import django

    django.setup()

    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from belonging.accounts.models import User
    from belonging.core import clock
    from belonging.tenancy.models import Membership
    from belonging.tenancy.scope import open_scope
    from bench.surveys import house, opened

    call_command("collectstatic", "--noinput", verbosity=0)
    yesterday = clock.now() - timedelta(days=1)
    admin, program = house(people, yesterday)
    cookies = []
    with open_scope(admin.organization_id):
        wave = opened(program, yesterday)
        members = list(Membership.objects.filter(role="participant").order_by("id"))
        for member in members:
            member.user = User.objects.create(email=member.email)
        Membership.objects.bulk_update(members, ["user"])
    for member in members:
        client = Client()
        client.force_login(member.user)  # type: ignore[arg-type]
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={CSRF}")
    path = f"/o/{admin.organization.slug}/p/{program.slug}/surveys/{wave.public_id}/"
    return admin.organization_id, wave.pk, path, cookies


def answer(port: int, path: str, cookie: str, number: int, *, send: bool = True) -> tuple[float, float]:
    """One person's visit: the seconds of sending alone, and of all three answers together."""
    from bench.surveys import answers

    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    form: dict[str, Any] = {f"q-{key}": value for key, value in answers(number).items()}
    is_writing = number % WRITING == 0
    if is_writing:
        form["q-anything-else"] = "A bench in the yard, and a table beside it."
    whole = ask(line, "GET", f"{path}answer/", HTTPStatus.OK, headers)
    sent = 0.0
    if send:
        body = urlencode(form | {"csrfmiddlewaretoken": CSRF})
        after = HTTPStatus.OK if is_writing else HTTPStatus.FOUND  # the code is in the answer itself
        sent = ask(line, "POST", f"{path}answer/", after, headers, body)
        whole += sent + ask(line, "GET", f"{path}sent/", HTTPStatus.OK, headers)
    line.close()
    return sent, whole


def ask(
    line: http.client.HTTPConnection, method: str, path: str, status: int, headers: dict[str, str], body: str = ""
) -> float:
    """Seconds until the answer is there; stops when it is another than expected."""
    began = time.perf_counter()
    line.request(method, path, body or None, headers)
    response = line.getresponse()
    text = response.read()
    took = time.perf_counter() - began
    if response.status != status:
        raise RuntimeError(f"{method} {path}: {response.status} instead of {status}\n{text[:2000].decode()}")
    return took


def ninety_fifth(times: list[float]) -> float:
    """The time within which 95 of a hundred came."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def kept(organization: int, wave: int) -> int:
    """How many envelopes are in the box."""
    from belonging.tenancy.scope import open_scope
    from surveys.models.ballots import SealedBallot

    with open_scope(organization):
        return SealedBallot.objects.filter(wave=wave).count()
