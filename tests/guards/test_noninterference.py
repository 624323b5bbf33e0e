"""
That another organization exists, how large it is and how busy, changes nothing that anybody in the first one sees.

The same requests are made in two worlds: the second one's Southgate is several times as large, with the same names,
addresses of mail and short names as Northlight, and with work waiting. Every answer has to be the same to the byte.
"""

import base64
import contextlib
import itertools
import pickle
import re
from collections.abc import Iterator
from typing import ClassVar

import pytest
from django.core.cache import caches
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from pytest_django import DjangoDbBlocker

from belonging.tenancy.enums import JobKind, Role
from belonging.tenancy.jobs import ask
from belonging.tenancy.models import Membership
from belonging.tenancy.services import add_member
from network.services.interactions import log_interaction
from programs.services.programs import enrol_participant
from tests.cast import NOON, STARTS_ON, TODAY
from tests.effort import is_whole
from tests.guards.actors import Reply, fresh_caller, reply
from tests.guards.conftest import Houses, database_like
from tests.guards.routes import ARGUMENTS, Place, address, body, is_page, sends_form

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

PEOPLE = 60 if is_whole() else 20
SCRIPTS, REQUESTS, PARTS = (200, 50, 4) if is_whole() else (8, 12, 1)  # in parts, for as many cores
WHO = ("ada", "ben", "mira", "sam", "una")
BY_CHANCE = {"programs:resource-draw"}  # another card each time
UUID = re.compile(rb"[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}")
# Keys of webhooks, which may hold + and /; links of calendars and invitations; codes of events.
SECRET = re.compile(rb"whsec_[A-Za-z0-9+/=]+|[A-Za-z0-9_-]{40,}|\b[A-Z0-9]{6}\b")
Step = tuple[str, str, str, bool]
STEPS = st.tuples(
    st.sampled_from(WHO), st.sampled_from(sorted(ARGUMENTS.keys() - BY_CHANCE)), st.sampled_from(("GET", "POST")),
    st.booleans(),
)  # fmt: skip


class World:
    """One database with both houses, asked over a connection of its own."""

    def __init__(self, wrapper: BaseDatabaseWrapper, houses: Houses) -> None:
        self.wrapper, self.here = wrapper, houses[0]
        self.names: dict[bytes, bytes] = {}

    @contextlib.contextmanager
    def entered(self) -> Iterator[None]:
        """Everything talks to this world."""
        usual = connections["default"]
        connections["default"] = self.wrapper
        try:
            yield
        finally:
            connections["default"] = usual

    @contextlib.contextmanager
    def kept_for_a_while(self) -> Iterator[None]:
        """What is done here is taken back at the end."""
        with self.entered():
            block = transaction.atomic()
            block.__enter__()
            house = self.here.house
            self.callers = {name: fresh_caller(getattr(house, name).user) for name in WHO}
        self.names = {}
        yield
        with self.entered():
            transaction.set_rollback(True)
            block.__exit__(None, None, None)

    def ask(self, step: Step) -> Reply:
        """What somebody sees of one request."""
        name, route, method, htmx = step
        house = self.here.house
        target = address(route, Place("own", house.organization.slug, house.program.slug, self.here, house.program))
        sent = body(route, self.here, house.program)
        caches["drawn"].clear()  # of the process: what the other world drew must not be shown in this one
        with self.entered():
            answer = self.callers[name].ask(method, target, sent, form=sends_form(route), htmx=htmx and is_page(route))
        return self.plain(reply(answer, target))

    def plain(self, seen: Reply) -> Reply:
        """An answer with what is drawn by chance called by the order in which it came up."""
        headers = tuple(
            (name, self._called(value.encode()) if name == "ETag" else self._named(value.encode()).decode())
            for name, value in seen.headers
        )
        return Reply(seen.status, headers, seen.cookies, self._named(seen.content))

    def _called(self, drawn: bytes) -> str:
        """By the order in which it came up. An edition is of this kind: what it is made of may hold an id."""
        return self.names.setdefault(drawn, b"<%d>" % len(self.names)).decode()

    def _named(self, content: bytes) -> bytes:
        called = UUID.sub(lambda one: self._called(one[0]).encode(), content)
        return SECRET.sub(b"<secret>", called)


class Worlds(RuleBasedStateMachine):
    """Requests by anybody of Northlight, one after the other, in both worlds."""

    worlds: ClassVar[tuple[World, World]]
    count: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.open = contextlib.ExitStack()
        for world in self.worlds:
            self.open.enter_context(world.kept_for_a_while())

    @rule(step=STEPS)
    def ask(self, step: Step) -> None:
        first, second = (world.ask(step) for world in self.worlds)
        Worlds.count += 2
        assert first == second

    def teardown(self) -> None:
        self.open.close()


def swell(houses: Houses) -> None:
    """Southgate grows: people with the names and addresses of Northlight's, who meet, and work that waits."""
    here, there = houses[0].house, houses[1].house
    with here.open():
        known = list(Membership.objects.exclude(email="").values_list("name", "email"))
    with there.open():
        taken = set(Membership.objects.values_list("email", flat=True))
        people = []
        for number in range(PEOPLE):
            name, email = known[number % len(known)]
            email = email if email not in taken else f"{number}-{email}"
            taken.add(email)
            member = add_member(actor=None, name=name, email=email, role=Role.PARTICIPANT, now=NOON)
            people.append(
                enrol_participant(actor=None, program=there.program, membership=member, on=STARTS_ON, now=NOON)
            )
            arguments = {"program": str(there.program.public_id), "number": str(number)}
            ask(kind=JobKind.TAKE_SNAPSHOT, arguments=arguments, asked_by=there.una.membership, now=NOON)
        for one, other in itertools.pairwise(people):
            log_interaction(
                program=there.program, author=one, partners=[other], happened_on=TODAY, today=TODAY, now=NOON
            )


@pytest.fixture(scope="module")
def worlds(planted_database: tuple[str, bytes], django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[World, World]]:
    """The planted database, and a copy of it in which Southgate has grown."""
    name, houses = planted_database
    grown = f"{name}_grown"
    with django_db_blocker.unblock(), database_like(name, grown):
        made = []
        for database in (name, grown):
            wrapper = connections["default"].copy()
            wrapper.settings_dict["NAME"] = database
            made.append(World(wrapper, pickle.loads(houses)))
        with made[1].entered(), transaction.atomic():
            swell(pickle.loads(houses))
            connections["default"].run_on_commit.clear()
        yield made[0], made[1]
        for world in made:
            world.wrapper.close()


# security T6
@pytest.mark.lengthy(2)
@pytest.mark.parametrize("part", range(PARTS))
def test_another_organization_changes_nothing(
    worlds: tuple[World, World], part: int, request: pytest.FixtureRequest
) -> None:
    Worlds.worlds, Worlds.count = worlds, 0
    run_state_machine_as_test(
        seed(request.config.getoption("randomly_seed", 0) + part)(Worlds),
        settings=settings(
            max_examples=SCRIPTS // PARTS, stateful_step_count=REQUESTS, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip

    print(f"T6: part {part + 1} of {PARTS}: {Worlds.count} answers in two worlds, 0 differences")
    assert Worlds.count > SCRIPTS // PARTS


@pytest.mark.parametrize("drawn", [b"\xfb\xef" * 16, b"\xff" * 32, bytes(32)])  # + and /, / alone, neither
def test_webhooks_key_is_no_difference(drawn: bytes) -> None:
    key = b"whsec_" + base64.b64encode(drawn)

    assert SECRET.sub(b"<secret>", b'value="%s" readonly' % key) == b'value="<secret>" readonly'


def test_a_difference_would_be_seen(worlds: tuple[World, World]) -> None:
    one, other = worlds
    with one.kept_for_a_while(), other.kept_for_a_while():
        with other.entered(), other.here.house.open():
            Membership.objects.filter(pk=other.here.house.mira.membership.pk).update(name="Mirabelle Tester")
        step: Step = ("ben", "network:person-list", "GET", False)

        assert one.ask(step) != other.ask(step)
