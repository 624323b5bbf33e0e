"""What a journey needs: one Chromium, a real server, and pages that somebody is signed in to."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from pytest_django.live_server_helper import LiveServer

from belonging.accounts.models import User
from belonging.core import clock
from belonging.tenancy import jobs
from belonging.tenancy.enums import JobState
from belonging.tenancy.models import Job
from programs.models import Participant, Program
from tests.cast import House, make_house, make_person
from tests.journeys import eyes

OpenPage = Callable[..., Page]
PATIENCE = 60_000  # milliseconds: two busy cores are enough
STARTED = timedelta(days=170)
MORE_PEOPLE = ("Élodie", "Jonathan", "Joanna", "Kwame", "Leila", "Piotr", "Rosa")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if "grown" not in getattr(item, "fixturenames", ()):  # that program outlives the test
                item.add_marker(pytest.mark.django_db(transaction=True, databases=["default", "beside"]))


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys."""
    with pytest.MonkeyPatch.context() as patch, eyes.browser() as opened:
        # Playwright's own loop runs beside the test; records are read in between, one after the other.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield opened


@pytest.fixture
def house() -> House:
    """Northlight with a few more people, its program in its sixth month today."""
    made = make_house("northlight")
    with made.open():
        for name in MORE_PEOPLE:
            make_person(name, "northlight", made.program, department="Care" if name < "L" else "Digital")
        starts_on = clock.now().date() - STARTED
        Program.objects.update(starts_on=starts_on)
        Participant.objects.update(joined_on=starts_on)
        made.program.refresh_from_db()
    for person in (made.una, made.ada, made.ben, made.mira):
        EmailAddress.objects.create(user=person.user, email=person.user.email, verified=True, primary=True)
    return made


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Opens pages for people who are signed in; afterwards no page may have broken the policy or its own scripts."""
    problems: list[list[str]] = []
    with contextlib.ExitStack() as pages:

        def make(user: User | None = None, size: str = "phone", theme: str = "light", **options: Any) -> Page:
            page = pages.enter_context(eyes.page_at(chromium, size, theme, base_url=live_server.url, **options))
            page.set_default_timeout(PATIENCE)
            if user is not None:
                page.context.add_cookies([{**session_of(user), "url": live_server.url}])  # type: ignore[list-item]
            problems.append(eyes.policy(page))
            return page

        yield make
    assert [line for lines in problems for line in lines] == []


def session_of(user: User) -> dict[str, str]:
    """The cookie of somebody who has signed in."""
    client = Client()
    client.force_login(user)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}


def work(house: House) -> None:
    """Does the work that waits, as a worker would."""
    with house.open():
        waiting = list(Job.objects.filter(state=JobState.WAITING))
    for job in waiting:
        jobs.perform(organization_id=house.organization.id, job_id=job.public_id, now=clock.now())


_FOCUSED = "(e => e.id || e.textContent.trim().replace(/\\s+/g, ' ').slice(0, 40) || e.tagName)(document.activeElement)"


def focused(page: Page) -> str:
    """What has the focus: its id, else its first words, else the kind of element."""
    return str(page.evaluate(_FOCUSED))


def expect_focus(page: Page, words: str) -> None:
    """Waits until the element with this id or these first words has the focus."""
    try:
        page.wait_for_function(f"words => {_FOCUSED}.startsWith(words)", arg=words)
    except PlaywrightTimeout:
        pytest.fail(f"The focus is on “{focused(page)}”, not on “{words}”.")
