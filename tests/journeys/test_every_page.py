"""
Every page and every opened state under careful eyes, on phone and desk, in light and dark.

axe-core finds nothing (U1), every run of text stands out (U2), nothing scrolls sideways or is cut off at 320 (U3), and
the policy and the scripts are quiet (U4); the words are calm (U12). One grown program serves all, and each app lists
its states in a file of `pages`; what is wrong is told at once.

Every state is walked through on every run. `make thorough` looks at each in both sizes and both themes, and where no
words have to be pressed to get there, in every language; other runs look at a third of them, and draw for each the size
in which axe reads it, the theme for the contrast by pixels, and the language.
"""

import itertools
import random
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from belonging.accounts.models import User
from belonging.demo.planting import Wish, plant
from belonging.tenancy.enums import Role
from programs.enums import ConsentMode
from tests.cast import NOON, PASSWORD
from tests.effort import is_whole
from tests.journeys import eyes
from tests.journeys.conftest import PATIENCE, session_of
from tests.journeys.pages import APPS, looked_at, visits_of
from tests.journeys.pages.states import Grown, State, open_everything

PHONE = {"width": 390, "height": 844}
PEOPLE, MONTH = 40, 3
MIRROR = "() => { document.documentElement.dir = 'rtl'; }"
SPILL = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNCALM = re.compile(r"[^\n]*(?:!|\b[Pp]lease\b|\b[Oo]ops\b)[^\n]*")
LOST = re.compile(r"status of (403|404|410)")  # what the console says of a page that is not there


SHARE = 3  # one state in so many is looked at where not the whole is tried
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def dice() -> random.Random | None:
    """What draws how to look, from the run's seed; nothing where everything is looked at in every way."""
    return None if is_whole() else random.Random(random.getrandbits(32))


@dataclass
class Findings:
    """What the eyes saw; without `dice` they look at everything in every way."""

    dice: random.Random | None = field(default_factory=dice)
    states: int = 0
    axe_runs: int = 0
    text_runs: int = 0
    worst: float = 21.0
    wrong: list[str] = field(default_factory=list)
    routes: set[str] = field(default_factory=set)  # the pages that were come to

    def languages(self, state: State) -> list[str]:
        """In which languages a state is looked at: where words have to be pressed to get there, in theirs alone."""
        if self.dice is not None and self.dice.randrange(SHARE):
            return []
        if state.prepare and state.prepare != (open_everything,):
            return LANGUAGES[:1]
        return [self.dice.choice(LANGUAGES)] if self.dice else LANGUAGES

    def reach(self, page: Page) -> None:
        """Remembers where the walk has come."""
        with suppress(Resolver404):  # a page that is not there is looked at as well
            self.routes.add(resolve(urlsplit(page.url).path).view_name)

    def see(self, state: str, page: Page) -> None:
        """Looks at what the page shows now."""
        self.states += 1
        self.wrong += [f"{state}: not calm: {words}" for words in UNCALM.findall(page.locator("body").inner_text())]
        for size, theme in self.looks():
            width, height = eyes.SIZES[size]
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            self.axe_runs += 1
            lines = eyes.axe(page, colours_only=theme != eyes.THEMES[0])
            self.wrong += [f"{state} {size} {theme}: {line}" for line in lines]
        page.set_viewport_size(PHONE)
        for theme in [self.dice.choice(eyes.THEMES)] if self.dice else eyes.THEMES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            runs = eyes.runs_of_text(page)
            self.text_runs += len(runs)
            self.worst = min([self.worst, *(run.ratio for run in runs if run.needed > 3)])
            self.wrong += [f"{state} {theme}: too faint {run}" for run in runs if run.ratio < run.needed]
        for spaced in (False, True):
            how = "at 320 with text spacing" if spaced else "at 320"
            if (spill := eyes.sideways(page, spaced=spaced)) > 0:
                self.wrong.append(f"{state}: {spill} px sideways {how}")
            self.wrong += [f"{state}: cut off {how}: {words}" for words in eyes.out_of_reach(page)]

    def looks(self) -> list[tuple[str, str]]:
        """In which sizes and themes axe reads a state."""
        if self.dice is None:
            return list(itertools.product(eyes.SIZES, eyes.THEMES))
        return [(self.dice.choice(list(eyes.SIZES)), eyes.THEMES[0])]


def walk(page: Page, states: list[State], findings: Findings, speak: Callable[[str], object]) -> None:
    """Goes through the states; `speak` has pages drawn in a language from then on."""
    page.set_default_timeout(PATIENCE)
    for state in states:
        if state.before is not None:
            state.before()
        languages = findings.languages(state)
        for language in languages or LANGUAGES[:1]:
            speak(language)
            page.set_viewport_size(PHONE)
            page.goto(state.address)
            for step in state.prepare:
                step(page)
            page.wait_for_load_state()
            findings.reach(page)
            if languages:
                spoken = page.locator("html").get_attribute("lang")
                findings.wrong += [f"{state.name}: {spoken}, not {language}"] * (spoken != language)
                findings.see(f"{state.name} ({language})", page)


def speaker(page: Page, user: User | None, url: str) -> Callable[[str], object]:
    """What changes the language of somebody's pages, and of those that ask nobody who they are."""

    def speak(language: str) -> None:
        page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": url}])
        if user is not None:
            User.objects.filter(pk=user.pk).update(language=language)

    return speak


@pytest.fixture(scope="module")
def server(django_db_setup: None) -> Iterator[LiveServer]:
    """A server for as long as the grown program lives: pytest-django's own would have it emptied after each test."""
    started = LiveServer("localhost")
    yield started
    started.stop()


@pytest.fixture(scope="module")
def grown(django_db_blocker: DjangoDbBlocker, server: LiveServer) -> Iterator[Grown]:
    """A program in which some agreed to be drawn by name; planted once, emptied when all have looked."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("belonging.core.clock.now", lambda: NOON)
        wish = Wish("northlight", "Northlight", MONTH, PEOPLE, 1, ConsentMode.NAMED, NOON)
        yield Grown(plant(wish=wish, password=PASSWORD))
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
        connections.close_all()  # those opened beside Playwright's loop are found only while it runs


@pytest.mark.parametrize("app", APPS)
def test_every_page_and_opened_state(app: str, grown: Grown, chromium: Browser, server: LiveServer) -> None:
    findings = Findings()

    for visit in visits_of(app, grown):
        with eyes.page_at(chromium, "phone", base_url=server.url) as page:
            user = None if visit.role is None else grown.somebody(visit.role)
            if user is not None:
                page.context.add_cookies([session_of(user) | {"url": server.url}])  # type: ignore[list-item]
            heard, speak = eyes.policy(page), speaker(page, user, server.url)
            walk(page, visit.states, findings, speak)
            speak(LANGUAGES[0])
            findings.wrong += [f"{visit.role}: {line}" for line in heard if not LOST.search(line)]

    print(  # for whoever reads along: pytest -s
        f"{app}: {findings.states} states, {findings.axe_runs} axe runs, {findings.text_runs} runs of text, "
        f"worst small text {findings.worst}:1"
    )
    assert findings.wrong == [], "\n".join(findings.wrong)
    assert looked_at()[app] <= findings.routes  # the statement on accessibility counts these


def test_dashboard_in_contrast_colours_mirrored_and_on_paper(
    grown: Grown, chromium: Browser, server: LiveServer
) -> None:
    paper = {"width": 718, "height": 1047}  # A4 within its margins
    with eyes.page_at(chromium, "desktop", base_url=server.url) as page:
        cookie = session_of(grown.somebody(Role.FACILITATOR)) | {"url": server.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        page.goto(f"{grown.at}dashboard/")
        ways: dict[str, Callable[[], object]] = {
            "contrast colours": lambda: page.emulate_media(forced_colors="active"),
            "mirrored": lambda: (page.emulate_media(forced_colors="none"), page.evaluate(MIRROR)),
            "mirrored, small": lambda: page.set_viewport_size({"width": 320, "height": 640}),
            "on paper": lambda: (page.reload(), page.set_viewport_size(paper), page.emulate_media(media="print")),  # type: ignore[arg-type]
        }

        for name, change in ways.items():
            change()
            assert page.evaluate(SPILL) <= 0, name
        assert page.locator("#kpi-title ~ * .how p").first.is_visible()  # paper opens what folds
        assert page.locator(".as-table table").first.is_visible()
