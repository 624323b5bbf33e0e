"""
Every address × every method × ten people × own, sibling program's, other organization's and nobody's things.

Whoever may not come in gets one answer, the same to the byte for what belongs to others and what does not exist, and
changes nothing.

`make isolation` sends every request there is (`--whole`). Other runs send a sample of it: everybody knocks at every
address, at a place of somebody's and the one it has to look like, in one of the ways to knock; drawn anew from the
run's seed.
"""

import os
import pickle
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from programs.models import Program
from tests.effort import is_whole
from tests.guards.actors import Actor, Caller, Reply, fresh_caller, reply, ten_actors
from tests.guards.conftest import Houses, database_like
from tests.guards.routes import (
    ARGUMENTS,
    IN_PROGRAM,
    METHODS,
    SHARED_THINGS,
    Place,
    address,
    body,
    is_page,
    names_an_object,
    organization_routes,
    sends_form,
)
from tests.guards.tables import digest

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

ACTORS = (
    "anonymous", "participant", "facilitator", "admin", "sibling participant", "sibling facilitator", "other admin",
    "ex-member", "dual member", "superuser",
)  # fmt: skip
OUTSIDE = {"anonymous", "other admin", "ex-member", "superuser"}  # who belong to Northlight in no way
FEWEST_REQUESTS = 298_524  # of the whole; it may only grow
NOT_THERE = 404
REFUSALS = {403, 404, 405}
WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|COPY|WITH .* (?:INSERT|UPDATE|DELETE) )", re.DOTALL)
WHOLE = {"own", "other", "sibling"}  # somebody's whole address, not my own with another's thing
Knock = Callable[[str, str, Place, bool], Reply]


class Case(NamedTuple):
    """One request of the walk."""

    route: str
    method: str
    htmx: bool


def places(route: str, houses: Houses) -> dict[str, Place]:
    """Where a route is knocked at: whole addresses of somebody's, and my own address with somebody else's thing."""
    here, there = houses
    mine, sibling, theirs = here.house.program, here.house.sibling, there.house.program
    north, south = here.house.organization.slug, there.house.organization.slug
    found = {
        "own": Place("own", north, mine.slug, here, mine),
        "other": Place("other", south, theirs.slug, there, theirs),
        "no organization": Place("no organization", "nowhere", theirs.slug, None),
    }
    if route in IN_PROGRAM:
        found["sibling"] = Place("sibling", north, sibling.slug, here, sibling)
        found["no program"] = Place("no program", north, "nowhere", None)
    if names_an_object(route):
        found["other's thing"] = Place("other's thing", north, mine.slug, there, theirs)
        found["nobody's thing"] = Place("nobody's thing", north, mine.slug, None)
        if route in IN_PROGRAM and ARGUMENTS[route] not in SHARED_THINGS:
            found["sibling's thing"] = Place("sibling's thing", north, mine.slug, here, sibling)
    return found


# Pairs that must be the same to the byte, for everybody to whom the first opens nothing.
ALIKE = (
    ("other", "no organization"),
    ("sibling", "no program"),
    ("other's thing", "nobody's thing"),
    ("sibling's thing", "nobody's thing"),
)


def all_places(name: str, route: str, houses: Houses) -> dict[str, Place]:
    """Everywhere; but to whom Northlight is closed, all things in it are alike behind one door: the door is tried."""
    found = places(route, houses)
    return {key: place for key, place in found.items() if not (name in OUTSIDE and key.endswith("thing"))}


def some_places(route: str, houses: Houses, dice: random.Random) -> dict[str, Place]:
    """One of the places somebody may not come to and the one it has to look like, or one's own."""
    found = places(route, houses)
    pairs = [pair for pair in ALIKE if pair[0] in found]
    return {name: found[name] for name in dice.choice([("own",), *pairs])}


def cases(route: str) -> Iterator[Case]:
    """The requests of a route at each place."""
    for method in METHODS:
        yield Case(route, method, htmx=False)
        if is_page(route) and method in {"GET", "POST"}:  # what the pages send through htmx
            yield Case(route, method, htmx=True)


@dataclass(frozen=True)
class Draw:
    """Which requests a run sends: all of them, or for each person and address one that the seed draws."""

    seed: int | None

    def __call__(self, name: str, route: str, houses: Houses) -> tuple[list[Case], dict[str, Place]]:
        """Twice out of three times one of the requests the address may be made for, else one of the others; where."""
        if self.seed is None:
            return list(cases(route)), all_places(name, route, houses)
        dice = random.Random(f"{self.seed} {name} {route}")
        usual, others = [], []
        for case in cases(route):
            (usual if case.method in {"GET", "POST"} else others).append(case)
        return [dice.choice(others if dice.random() < 1 / 3 else usual)], some_places(route, houses, dice)

    def __str__(self) -> str:
        return "the whole" if self.seed is None else f"a sample, seed {self.seed}"


@pytest.fixture(scope="module")
def draw(request: pytest.FixtureRequest) -> Draw:
    """The whole when it is asked for, else a sample by the seed that pytest-randomly printed."""
    if is_whole():
        return Draw(None)
    return Draw(request.config.getoption("randomly_seed", 0))


@pytest.fixture(scope="module")
def houses(planted_database: tuple[str, bytes], django_db_blocker: DjangoDbBlocker) -> Iterator[Houses]:
    """The two houses in a database of their own, in which a request has a transaction of its own, as it has outside."""
    planted, houses = planted_database
    with django_db_blocker.unblock(), database_like(planted, f"walked_{os.getpid()}"):
        yield pickle.loads(houses)


@pytest.fixture(scope="module")
def actors(houses: Houses) -> dict[str, Actor]:
    """The ten."""
    return ten_actors(*houses)


def knock(caller: Caller, case: Case, place: Place, houses: Houses) -> Reply:
    """Sends the request with a body that would do the most harm."""
    target = address(case.route, place)
    owner, program = (place.owner, place.owner_program) if place.owner_program else (houses[0], houses[0].house.program)
    assert owner is not None
    assert program is not None
    sent = body(case.route, owner, program)
    return reply(caller.ask(case.method, target, sent, form=sends_form(case.route), htmx=case.htmx), target)


def problem(actor: Actor, case: Case, place: Place, got: Reply) -> str:
    """What is wrong with an answer, or nothing."""
    if actor.user is None:
        signs_in = got.status == 302 and ("Location", "/accounts/login/?next=<address>") in got.headers
        fine = signs_in if is_page(case.route) else got.status == 401
    elif not actor.may_enter(case.route, place):
        fine = got.status == NOT_THERE
    elif place.name in WHOLE:
        fine = got.status < 500
    else:
        fine = got.status in REFUSALS
    strangers_word = b"southgate" if place.organization == "northlight" else b"northlight"
    leaks = strangers_word in got.content and actor.name != "dual member"
    return "" if fine and not leaks else f"{actor.name}: {case} at {place.name} → {got.status}{' leaks' * leaks}"


@dataclass
class Watch:
    """Listens to the statements of refused requests: none may write, not even what a later one would take back."""

    written: list[str] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(str(sql)):
            self.written.append(str(sql)[:60])
        return execute(sql, params, many, context)


def walk_route(
    actor: Actor, caller: Caller, houses: Houses, knocks: list[Case], targets: dict[str, Place]
) -> tuple[int, list[str]]:
    """Knocks at places of a route; answers how often and what went wrong."""
    count, wrong, watch, route = 0, [], Watch(), knocks[0].route
    opens = {name for name in WHOLE & set(targets) if actor.may_enter(route, targets[name])}
    for case in knocks:
        with connection.execute_wrapper(watch):
            got = {name: knock(caller, case, place, houses) for name, place in targets.items() if name not in opens}
        for name in opens:
            with transaction.atomic():
                got[name] = knock(caller, case, targets[name], houses)
                transaction.set_rollback(True)  # their own doing
        count += len(got)
        wrong += [problem(actor, case, targets[name], answer) for name, answer in got.items()]
        for one, other in ALIKE:
            if one in got and one not in opens and got[one] != got[other]:
                wrong.append(f"{actor.name}: {case}: {one} and {other} can be told apart")
    return count, [*filter(None, wrong), *(f"{actor.name}: {route}: {statement}" for statement in watch.written)]


# security T1
@pytest.mark.lengthy(3)
@pytest.mark.parametrize("name", ACTORS)
def test_nobody_sees_or_changes_what_is_not_theirs(
    name: str, houses: Houses, actors: dict[str, Actor], draw: Draw
) -> None:
    actor = actors[name]
    total, wrong, before, caller = 0, [], digest(), fresh_caller(actor.user)

    for route in ARGUMENTS:
        count, found = walk_route(actor, caller, houses, *draw(name, route, houses))
        wrong += found
        total += count
    after = digest()  # whatever way something came in
    wrong += [f"{name} changed {table}" for table, word in after.items() if word != before[table]]

    print(f"T1: {name}, {draw}: {total} requests, {len(wrong)} unexpected")
    assert all(before.values()), "in some table there is nothing to see"
    assert wrong == []


def test_watch_hears_what_is_written(houses: Houses) -> None:
    watch, house = Watch(), houses[0].house

    with transaction.atomic(), connection.execute_wrapper(watch), house.open():
        Program.objects.filter(pk=house.program.pk).first()
        assert watch.written == []
        Program.objects.filter(pk=house.program.pk).update(name="A hole")
        transaction.set_rollback(True)

    assert [statement.split()[0] for statement in watch.written] == ["UPDATE"]


# security T1
def test_whole_has_not_shrunk(houses: Houses) -> None:
    whole = Draw(None)
    drawn = [whole(name, route, houses) for name in ACTORS for route in ARGUMENTS]
    total = sum(len(knocks) * len(targets) for knocks, targets in drawn)

    print(f"T1: {len(ARGUMENTS)} addresses, {total} requests in the whole")
    assert total >= FEWEST_REQUESTS


# security T2
def test_every_address_is_in_the_table() -> None:
    assert {name for name, _ in organization_routes()} == set(ARGUMENTS)
