"""
Two hundred texts that would run if a page believed them, all of them in every field of words of every app at once, each
with a mark of its own; and a real browser that opens the pages showing them, as participant, facilitator and admin.

None shows a dialog, asks for an address or becomes something that could run, and the policy has nothing to report.
"""

import contextlib
import os
import pickle
import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.apps import apps
from django.contrib.staticfiles import finders
from django.db import models, transaction
from django.db.models import F, Func
from django.http import HttpResponse
from playwright.sync_api import Dialog, Page, Route
from pytest_django import DjangoDbBlocker

from belonging.tenancy.models import Membership
from network.enums import Occasion
from network.models import CommunityName
from network.services.snapshots import take_snapshot
from programs.enums import ConsentMode
from programs.models import Program
from tests.cast import NOON
from tests.community import payloads
from tests.dashboards.test_views import grow
from tests.effort import is_whole
from tests.guards import test_payloads_everywhere as others
from tests.guards.actors import Caller
from tests.guards.conftest import Houses, other_database
from tests.guards.forms import pages
from tests.guards.path_rows import MONTH
from tests.guards.tables import Planted
from tests.guards.test_access_table import EXPECTED
from tests.guards.test_pressed_twice import people
from tests.journeys import eyes

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("quiet")]

ROOT = "http://localhost"  # nothing listens there: every request is answered here
OK, NO_CONTENT, NOT_THERE = 200, 204, 404
CROWD = 20  # people more, so that figures of the network are shown
SOME = 12  # pages of a sample
FEWEST_PAGES = 420  # of the whole; it may only grow
LISTENS = "addEventListener('securitypolicyviolation', e => console.error('policy', e.violatedDirective, e.blockedURI))"
NAMED = "window.name = 'alert'"  # what one of the payloads reads
# Opens and touches what waits for a hand, and answers what could run: nothing of a page's own is of that kind.
TOUCH = """() => {
  document.querySelectorAll('details').forEach((one) => { one.open = true; });
  document.querySelectorAll('a, button, input, select, textarea').forEach((one) => one.focus());
  const links = ['href', 'src', 'action', 'formaction', 'data', 'xlink:href'];
  const runs = ({ name, value }) => name.startsWith('on') || name === 'srcdoc' || name === 'style'
    || (links.includes(name) && /^\\s*(javascript|vbscript|data):/i.test(value));
  return [...document.querySelectorAll('body *')].flatMap((one) => [...one.attributes].filter(runs)
    .map(({ name, value }) => `${one.tagName} ${name}=${value}`)).concat(
    [...document.querySelectorAll('iframe, object, embed, base, math')].map((one) => one.outerHTML.slice(0, 80)));
}"""

# Rows that stand otherwise show more of their words: on which page, and how the rows of which tables stand then.
TOPICS = {"kind": "topics", "minutes": 30, "title": "Ours"}
LONG_AGO = NOON - timedelta(days=300)


def planted(kind: str, name: str = "") -> Callable[[Planted], int]:
    """The row that pages are opened for."""

    def find(one: Planted) -> int:
        found = getattr(one, kind)[one.house.program.pk]
        return int((getattr(found, name) if name else found).pk)

    return find


State = dict[str, dict[str, Any]]  # by table
OF_THE_PROGRAM = {"surveys.FollowUp": "wave__program", "surveys.Result": "wave__program"}  # a wave has one of each
STATES: tuple[tuple[str, State], ...] = (
    ("community:group-detail", {
        "community.Group": {"ends_on": NOON.date()},
        "community.ProjectStep": {"group": planted("community", "group")},
    }),
    ("community:story-detail", {"community.Story": {"state": "returned"}}),
    ("mentoring:home", {"mentoring.Pair": {"state": "ended", "ended_on": NOON.date(), "ended_by": None}}),
    ("network:job-detail", {"tenancy.Job": {"state": "failed", "kind": "take_snapshot"}}),
    ("programs:event-detail", {"programs.Event": {"agenda": [TOPICS]}}),
    ("programs:event-detail", {"programs.Event": {"cancelled_at": NOON}}),
    ("programs:month-detail", {  # of what was before the launch
        "programs.Event": {"starts_at": LONG_AGO, "ends_at": LONG_AGO + timedelta(hours=1)},
        "programs.Phase": {"begins_on": LONG_AGO.date()},
    }),
    ("network:round-detail", {
        "network.Round": {"told": {"ruled_out": {"same_team": 2}, "starved": {}}},
    }),
    ("programs:registration-list", {"programs.Participant": {"state": "withdrawn"}}),
    ("programs:welcome-list", {
        "programs.Participant": {"joined_on": NOON.date()},
        "programs.Registration": {"participant": lambda one: one.house.ben.place.pk, "state": "accepted"},
    }),
    ("surveys:wave-detail", {
        "surveys.FollowUp": {"wave": planted("surveys", "wave")},
        "surveys.Result": {"wave": planted("surveys", "wave")},
        "surveys.Wave": {"state": "closed"},
    }),
    ("tenancy:mail-list", {"tenancy.Membership": {"mail_stopped_at": NOON, "bounced_email": F("email")}}),
    ("tools:provider-edit", {"tools.Provider": {"kind": "saml", "certificates": []}}),
)  # fmt: skip


def from_line(number: int) -> Func:
    """A task's text from one of its lines on: the list of tasks shows its beginning."""
    cut = f"array_to_string((string_to_array(%(expressions)s, E'\\n'))[{number}:], E'\\n')"
    return Func(F("text"), template=cut, output_field=models.TextField())


CUT_SHORT = tuple(
    ("programs:task-list", {"programs.Task": {"text": from_line(1 + number)}})
    for number in range(len("\n".join(payloads.SHAPES).splitlines()))
)
# Fields of words that no page shows, and why.
SHOWN_NOWHERE = {
    ("Measure", "segment"): "a copy of Participant.segment, made each night",
    ("Membership", "attributes"): "what a file says of somebody; pages show Participant.segment",
    ("Membership", "reference"): "the number another system has for somebody: files are matched by it",
    ("Participant", "withdrawal_reason"): "one of a list; pages count what is on it",
    ("Phase", "name"): "stands in plan files; pages name months",
    ("PlannedPromise", "asks"): "handed out as a Promise",
    ("PlannedPromise", "hint"): "handed out as a Promise",
    ("Program", "started_without"): "kept beside the audit line",
    ("SummaryMail", "subject"): "a mail",
    ("SummaryMail", "text"): "a mail",
    ("Wave", "questions_hash"): "a fingerprint",
}


def words() -> dict[type[models.Model], list[str]]:
    """Every field of every app that holds what somebody wrote."""
    found: dict[type[models.Model], list[str]] = {}
    for model, names in [*others.text_fields().items(), *payloads.text_fields().items()]:
        found[model] = sorted({*found.get(model, []), *names})
    return found


@contextlib.contextmanager
def made_wide(planted: tuple[str, bytes]) -> Iterator[Houses]:
    """The two houses in a database of their own, in which every field of words is as long as it likes."""
    template, houses = planted
    name = f"wide_{os.getpid()}"
    owner = os.environ["DATABASE_OWNER_URL"]
    with contextlib.closing(psycopg2.connect(owner.replace("/belonging?", "/postgres?"))) as server:
        server.autocommit = True
        server.cursor().execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    with contextlib.closing(psycopg2.connect(owner.replace("/belonging?", f"/{name}?"))) as inside:
        for model, names in words().items():
            for made in (one for one in model._meta.concrete_fields if one.generated):  # it would hold the type
                inside.cursor().execute(f"ALTER TABLE {model._meta.db_table} ALTER {made.column} DROP EXPRESSION")
            for one in names:
                if isinstance(model._meta.get_field(one), models.CharField):
                    inside.cursor().execute(f'ALTER TABLE {model._meta.db_table} ALTER "{one}" TYPE text')
        inside.commit()
    with other_database(name), transaction.atomic():
        yield pickle.loads(houses)
        transaction.set_rollback(True)


class Product:
    """The product in a thread of its own: beside a browser's loop, records would be read through another connection."""

    def __init__(self, thread: ThreadPoolExecutor, houses: Houses) -> None:
        self.thread, self.houses = thread, houses
        self.callers: tuple[Caller, ...] = thread.submit(people, houses[0].house).result()

    def fill(self) -> dict[str, tuple[str, str]]:
        """Puts the payloads everywhere."""

        def fill() -> dict[str, tuple[str, str]]:
            house = self.houses[0].house
            places = grow(house, CROWD, ConsentMode.NAMED)
            with house.open():
                known = payloads.fill_marked(words())
                for half in (places[: CROWD // 2], places[CROWD // 2 :]):  # segments large enough to be told of
                    segment = Membership.objects.get(pk=half[0].membership_id).attributes
                    Membership.objects.filter(pk__in=[one.membership_id for one in half]).update(attributes=segment)
                program = Program.objects.get(pk=house.program.pk)
                snapshot = take_snapshot(program=program, on=NOON.date(), now=NOON, occasion=Occasion.ASKED)
                CommunityName.objects.filter(program=house.program).update(snapshot=snapshot, community=0)
            return known

        return self.thread.submit(fill).result()

    def ask(self, role: int, page: str, state: State | None = None) -> HttpResponse:
        """A page, while rows stand so; whatever that and opening it changes is taken back."""

        def ask() -> HttpResponse:
            with transaction.atomic():
                here = self.houses[0]
                with here.house.open():
                    for table, values in (state or {}).items():
                        made = {name: value(here) if callable(value) else value for name, value in values.items()}
                        narrow = {OF_THE_PROGRAM[table]: here.house.program} if table in OF_THE_PROGRAM else {}
                        apps.get_model(table)._default_manager.filter(**narrow).update(**made)
                answer = self.callers[role].ask("GET", page, {}, form=True)
                transaction.set_rollback(True)
            return answer

        return self.thread.submit(ask).result()


@pytest.fixture
def product(planted_database: tuple[str, bytes], django_db_blocker: DjangoDbBlocker) -> Iterator[Product]:
    """The product over the two houses, with columns for all payloads at once."""
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        wide = made_wide(planted_database)
        yield Product(thread, thread.submit(wide.__enter__).result())
        thread.submit(wide.__exit__, None, None, None).result()


@dataclass
class Window:
    """A page of a browser whose every request is answered here; what ran in it."""

    page: Page
    product: Product
    role: int = 0
    held: dict[str, HttpResponse] = field(default_factory=dict)  # the page that is opened, drawn already
    ran: list[str] = field(default_factory=list)
    seen: int = 0

    def __post_init__(self) -> None:
        self.policy = eyes.policy(self.page)
        self.page.on("dialog", self.hear)
        self.page.add_init_script(f"{LISTENS}; {NAMED}")
        self.page.route("**/*", self.answer)

    def hear(self, dialog: Dialog) -> None:
        """A dialog is a payload that ran."""
        if dialog.type != "beforeunload":
            self.ran.append(f"{dialog.type} {dialog.message}")
        dialog.dismiss()

    def answer(self, route: Route) -> None:
        """The page, a file, or what the page's own scripts ask for."""
        request = route.request
        address = urlsplit(request.url)
        if address.path.rsplit("/", 1)[-1].startswith("x"):  # no address of ours: a payload asks
            self.ran.append(f"asked for {address.path}")
        found = finders.find(address.path.removeprefix("/static/")) if address.path.startswith("/static/") else None
        if found:
            route.fulfill(path=str(found))
        elif request.method != "GET":
            route.fulfill(status=NO_CONTENT)
        else:
            drawn = self.held.get(address.path) or self.product.ask(self.role, request.url.removeprefix(ROOT))
            headers = {name: value for name, value in drawn.items() if name != "Content-Length"}
            route.fulfill(status=drawn.status_code, headers=headers, body=drawn.content)

    def open(self, role: int, page: str, drawn: HttpResponse) -> list[str]:
        """Opens a page, touches everything on it, and answers what ran."""
        self.ran.clear()
        self.policy.clear()
        self.role, self.held = role, {page: drawn}
        self.page.goto(ROOT + page)
        could = self.page.evaluate(TOUCH)
        self.seen += 1
        return [*self.ran, *self.policy, *could]


def shown(answer: HttpResponse, marks: dict[str, tuple[str, str]]) -> set[str]:
    """The marks of all payloads that a page shows."""
    if answer.status_code != OK or not answer.headers["Content-Type"].startswith("text/html"):
        return set()
    return {one for one in payloads.MARK.findall(answer.content.decode()) if one in marks}


# security X1
def test_no_payload_of_any_field_runs_in_a_browser(product: Product, dice: random.Random) -> None:
    marks = product.fill()
    opened = [
        (route, page, role)
        for route, page in pages(product.houses)
        for role, status in enumerate(EXPECTED.get((route, "GET"), []))
        if status == OK
    ]
    every = [(*one, None) for one in sorted(opened)] + [
        (route, page.replace(f"/roadmap/{MONTH}/", "/roadmap/0/"), role, state)
        for route, page, role in sorted(opened)
        for shows_more, state in STATES + (CUT_SHORT if is_whole() else ())
        if shows_more == route
    ]
    readers = every if is_whole() else dice.sample(every, SOME)
    wrong, held, triples = [], set[str](), 0

    with eyes.browser() as chromium, eyes.page_at(chromium, service_workers="block") as page:
        window = Window(page, product)
        believed = "".join(shape.replace("{n}", payloads.mark(0, 0)) for shape in payloads.SHAPES)
        ran = window.open(0, "/", HttpResponse(believed))  # a page that would believe them
        assert any("alert" in one for one in ran), ran
        for route, address, role, state in readers:
            drawn = product.ask(role, address, state)
            assert drawn.status_code < others.BROKEN, f"{route}: {drawn.status_code}"
            found = shown(drawn, marks)
            if found:
                wrong += [f"{route} ({role}): {one}" for one in window.open(role, address, drawn)]
                held, triples = held | found, triples + len(found)

    by_field = Counter(marks[one] for one in held)
    fields = set(marks.values())
    print(f"X1: {window.seen - 1} pages of all apps opened in a browser; of {len(fields)} fields they show "
          f"{len(by_field)}, at least {min(by_field.values())} of {len(payloads.SHAPES)} payloads of each; "
          f"{triples} times a payload of a field on a page, {len(wrong)} ran")  # fmt: skip
    assert wrong == []
    assert len(payloads.SHAPES) == 200
    if is_whole():
        assert window.seen > FEWEST_PAGES
        assert fields - by_field.keys() == SHOWN_NOWHERE.keys()
        assert set(by_field.values()) == {len(payloads.SHAPES)}
