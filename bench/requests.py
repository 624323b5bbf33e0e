"""
Logging and the dashboard, in requests a second, as a share of an empty page for members (bench/urls.py).

The empty page goes through the same middleware: security headers, session, user, locale, CSRF, the organization's
scope in a transaction, and the membership; it finds no program, draws no template and answers 200 with nothing. All of
them are asked of one gunicorn process with eight threads (the worker class of `make run`) over loopback, by eight
people with a session each, who keep their connections, in turns so that a busy machine hits all alike.
"""

import http.client
import io
import itertools
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID, uuid4

GOAL = 0.35
PEOPLE = 8  # who ask at once, and the server's threads
ROUNDS, REQUESTS, SECONDS = 3, 240, 15.0  # a round of one page ends with whichever comes first
CSRF = "c" * 32
PATIENCE = 60.0


@dataclass(frozen=True)
class Visitor:
    """Somebody with a session, and what they can log: a person and a day they have not logged yet."""

    cookie: str
    meetings: Iterator[dict[str, str]]


@dataclass
class Timing:
    """How long the answers of one kind took."""

    seconds: list[float] = field(default_factory=list)
    elapsed: float = 0.0

    @property
    def per_second(self) -> float:
        """Answers a second, all people together."""
        return len(self.seconds) / self.elapsed

    def milliseconds(self, share: float) -> float:
        """The time within which that share of the answers came."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))] * 1000


@dataclass(frozen=True)
class Page:
    """What is asked for."""

    name: str
    method: str
    path: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)


def pages() -> list[Page]:
    """The empty page first."""
    program = "/o/northlight/p/common-ground/"
    ok, found = HTTPStatus.OK, HTTPStatus.FOUND
    return [
        Page("empty page", "GET", "/o/northlight/empty/", ok),
        Page("log POST, plain form", "POST", f"{program}log/", found),
        Page("log POST, from the sheet", "POST", f"{program}log/", ok, {"HX-Request": "true"}),
        Page("dashboard GET", "GET", f"{program}dashboard/", ok),
        Page("home GET", "GET", program, ok),
    ]


def prepare() -> list[Visitor]:
    """Grows the demo and gives eight of its people a session and the facilitator's role, so that all pages open."""
    import django

    django.setup()

    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from belonging.accounts.models import User
    from belonging.tenancy.enums import Role
    from belonging.tenancy.models import Organization
    from belonging.tenancy.scope import open_scope
    from network.models import Interaction
    from programs.models import Program
    from programs.selectors.programs import people_in

    call_command("demo", "--month", "7", "--people", "80", "--seed", "1", stdout=io.StringIO())
    call_command("collectstatic", "--noinput", verbosity=0)
    visitors = []
    with open_scope(Organization.objects.get(slug="northlight").id):
        program = Program.objects.get(slug="common-ground")
        people = list(people_in(program).filter(membership__user=None, state="active"))
        for one in people[:PEOPLE]:
            one.membership.user = User.objects.create(email=one.membership.email)
            one.membership.role = Role.FACILITATOR
            one.membership.save(update_fields=["user", "role"])
            client = Client()
            client.force_login(one.membership.user)
            partners = [other.public_id for other in people[PEOPLE:] if other.segment == one.segment]
            taken = set(Interaction.objects.filter(author=one).values_list("happened_on", flat=True))
            days = [program.starts_on + timedelta(days=number) for number in range(180)]
            free = [day for day in days if day not in taken]
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={CSRF}"
            visitors.append(Visitor(cookie, meetings_of(free, partners[:6])))
    return visitors


def meetings_of(days: list[date], partners: list[UUID]) -> Iterator[dict[str, str]]:
    """Forms that log somebody else, or another day, each time."""
    for kind, day, partner in itertools.product(("experiential", "peer", "formal"), days, partners):
        yield {
            "who": str(partner),
            "kind": kind,
            "when": "other",
            "when_other": str(day),
            "token": str(uuid4()),
            "csrfmiddlewaretoken": CSRF,
        }


@contextmanager
def served(workers: int = 1, threads: int = PEOPLE) -> Iterator[int]:
    """Gunicorn, else one process with eight threads; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "belonging.wsgi:application", "--bind", f"127.0.0.1:{port}",
        "--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads), "--preload",
        "--no-control-socket", "--log-level", "warning",
    ]  # fmt: skip
    server = subprocess.Popen(command, env=os.environ | {"DJANGO_SETTINGS_MODULE": "bench.settings"})
    try:
        deadline = time.monotonic() + PATIENCE
        while not answers(port):
            if server.poll() is not None or time.monotonic() > deadline:
                sys.exit("The web server did not start.")
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE)


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def visit(port: int, visitor: Visitor, page: Page, count: int, until: float) -> list[float]:
    """Asks for a page so many times over one connection, or until the time is up: the seconds of each answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Cookie": visitor.cookie, "Content-Type": "application/x-www-form-urlencoded"} | page.headers
    took: list[float] = []
    while len(took) < count and time.perf_counter() < until:
        body = urlencode(next(visitor.meetings)) if page.method == "POST" else None
        began = time.perf_counter()
        line.request(page.method, page.path, body, headers)
        answer = line.getresponse()
        text = answer.read()
        took.append(time.perf_counter() - began)
        if answer.status != page.status:
            raise RuntimeError(f"{page.name}: {answer.status} instead of {page.status}\n{text[:2000].decode()}")
    line.close()
    return took


def everybody(port: int, visitors: list[Visitor], page: Page, count: int, timing: Timing) -> None:
    """All visitors ask for a page at once, so many times together."""
    until = time.perf_counter() + SECONDS
    each: Callable[[Visitor], list[float]] = lambda one: visit(port, one, page, count // len(visitors), until)  # noqa: E731
    began = time.perf_counter()
    with ThreadPoolExecutor(len(visitors)) as pool:
        for took in pool.map(each, visitors):
            timing.seconds += took
    timing.elapsed += time.perf_counter() - began


def main() -> None:
    """Prints requests a second, the share of the empty page, and how long answers took."""
    visitors = prepare()
    timings = {page.name: Timing() for page in pages()}
    with served() as port:
        for page in pages():
            everybody(port, visitors, page, 5 * PEOPLE, Timing())  # templates and statements are warm
        for _ in range(ROUNDS):
            for page in pages():
                everybody(port, visitors, page, REQUESTS, timings[page.name])
    empty = timings["empty page"].per_second
    print(
        "One gunicorn process, eight threads, eight people at once, embedded PostgreSQL with real commits; 80 people."
    )
    for name, timing in timings.items():
        share = timing.per_second / empty
        times = f"p50 {timing.milliseconds(0.5):5.1f} ms  p99 {timing.milliseconds(0.99):6.1f} ms"
        print(f"{name:26} {timing.per_second:6.0f}/s  {share:5.0%} of the empty page  {times}  ({len(timing.seconds)})")
    print(f"Goal for logging and dashboard: {GOAL:.0%}.")
