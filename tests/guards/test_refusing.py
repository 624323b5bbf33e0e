"""When a role is lost, a check fails or the database does not answer: the answer is no, and says nothing more."""

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse

from belonging.core import clock
from belonging.tenancy.enums import Role
from belonging.tenancy.services import change_role, end_membership
from tests.effort import drawn
from tests.guards.actors import Caller, fresh_caller, ten_actors
from tests.guards.conftest import Houses
from tests.guards.routes import ARGUMENTS, Place, address, body, sends_form

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

NOT_THERE = 404
# Every function that decides who may come in, and the word to the database about who is here.
CHECKS = (
    "belonging.tenancy.access.membership_of",
    "belonging.tenancy.access.require_role",
    "belonging.tenancy.api.door.membership_of",
    "belonging.tenancy.middleware.active_membership_of",
    "belonging.tenancy.middleware.open_scope",
    "belonging.tenancy.middleware.stands_outside",
    "belonging.tenancy.scope._tell_database",
    "programs.access.find_here",
    "programs.access.membership_of",
    "programs.api.base.find_here",
    "programs.access.program_by_slug",
    "programs.access.participant_of",
    "programs.access.may_facilitate",
    "programs.access.require_role",
)
# Words that only somebody with the source or the server in front of them would know.
TELLING = re.compile(
    rb"Traceback|File \"|SELECT |INSERT |UPDATE |psycopg|django\.|OperationalError|/site-packages/|\.py\b"
    rb"|PostgreSQL \d|secret_table|10\.0\.0\.7|/srv/"
)


def here_place(houses: Houses) -> Place:
    """The program of Northlight in which everybody is who they are."""
    house = houses[0].house
    return Place("own", house.organization.slug, house.program.slug, houses[0], house.program)


def answer(caller: Caller, houses: Houses, route: str, method: str = "GET") -> HttpResponse:
    """How an address answers somebody; whatever it does is taken back."""
    with transaction.atomic():
        sent = body(route, houses[0], houses[0].house.program)
        found = caller.ask(method, address(route, here_place(houses)), sent, form=sends_form(route))
        transaction.set_rollback(True)
    return found


def statuses(caller: Caller, houses: Houses, routes: Iterable[str], method: str = "GET") -> dict[str, int]:
    """The status of each address for somebody."""
    return {route: answer(caller, houses, route, method).status_code for route in routes}


# security A3
def test_who_has_left_or_lost_a_role_is_out_at_once(houses: Houses, dice: random.Random) -> None:
    house, routes = houses[0].house, drawn(ARGUMENTS, dice)
    facilitator, participant = fresh_caller(house.ada.user), fresh_caller(house.ben.user)  # both have signed in
    before = statuses(facilitator, houses, routes)
    with house.open():
        now = clock.now()
        change_role(actor=house.una.membership, member=house.ada.membership, role=Role.PARTICIPANT, now=now)
        end_membership(actor=house.una.membership, member=house.ben.membership, now=now)
    demoted, gone = statuses(facilitator, houses, routes), statuses(participant, houses, routes)
    posted = statuses(participant, houses, routes, "POST")
    lost = {route for route, status in before.items() if status == 200 and demoted[route] in {403, 404}}
    print(f"A3: {len(gone) + len(posted)} requests after leaving, {len(demoted)} after losing a role")

    assert set(gone.values()) | set(posted.values()) == {NOT_THERE}
    assert len(lost) > len(routes) // 20


@dataclass
class Broken:
    """What stands in a check's place, and how often it was asked."""

    asked: int = 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.asked += 1
        raise ImproperlyConfigured("this check is broken")


# security O5
@pytest.mark.lengthy(1)
def test_broken_check_lets_nobody_in(houses: Houses, monkeypatch: pytest.MonkeyPatch, dice: random.Random) -> None:
    people, routes = ten_actors(*houses), drawn(ARGUMENTS, dice)
    callers = [fresh_caller(people[name].user) for name in ("participant", "sibling participant")]
    closed = [
        (caller, route)
        for caller in callers
        for route, status in statuses(caller, houses, routes).items()
        if status >= 400
    ]
    count, wrong, unasked = 0, [], []
    for check in CHECKS:
        broken = Broken()
        with monkeypatch.context() as patch:
            patch.setattr(check, broken)
            for caller, route in closed:
                status = answer(caller, houses, route).status_code
                count += 1
                wrong += [f"{check}: {route} → {status}"] * (status < 400)
        unasked += [check] * (not broken.asked)

    print(f"O5: {len(CHECKS)} checks broken one by one, {count} requests that are refused, {len(wrong)} let in")
    assert len(closed) > len(routes) // 4
    assert (wrong, unasked) == ([], [])


@dataclass
class Failing:
    """A database that answers so many statements and no more."""

    left: int

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.left -= 1
        if self.left < 0 and not sql.startswith(("SAVEPOINT", "ROLLBACK", "RELEASE", "SELECT set_config")):
            raise OperationalError('relation "secret_table" of server 10.0.0.7 at /srv/belonging does not answer')
        return execute(sql, params, many, context)


# security O4
def test_errors_say_nothing(houses: Houses, dice: random.Random) -> None:
    caller, wrong, failed = fresh_caller(houses[0].house.ada.user), [], 0
    for route in ARGUMENTS:
        with connection.execute_wrapper(Failing(dice.randrange(3, 30))):
            got = answer(caller, houses, route, dice.choice(("GET", "POST")))
        failed += got.status_code >= 500
        told = TELLING.search(b"" if got.streaming else got.content)
        wrong += [f"{route}: {told.group()!r}"] if told else []

    print(f"O4: {len(ARGUMENTS)} requests with a database that stops answering, {failed} failed, {len(wrong)} say why")
    assert failed > 50
    assert wrong == []
