"""Every task comes three times at once, in two organizations and on several days: all is as if it had come once."""

import contextlib
import os
import pickle
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

import psycopg2
import pytest
from django.core import mail
from django.db import connection, connections, models
from pytest_django import DjangoDbBlocker, Settings

from belonging.celery import app
from belonging.runtime.postgres import OWNER, SUPERUSER
from belonging.tenancy.scope import BESIDE
from tests.cast import NOON
from tests.effort import is_whole
from tests.guards.conftest import Houses, other_database
from tests.guards.tables import maintenance, tenant_models
from tests.guards.test_tasks import ALL_ORGANIZATIONS, ORGANIZATION_TASKS, tasks

pytestmark = pytest.mark.authz

DAYS = (0, 1, 8, 40) if is_whole() else (1, 8)  # after the noon on which the houses were made
DELIVERIES, ROUNDS, WHOLE = 3, 5, 25  # the whole: with four days a hundred times what every task finds then
PARTS = 2  # of the rounds, for as many cores
TIMED = {"tools_webhookdelivery.tries"}  # says how many milliseconds it took
State = dict[str, Any]


@contextlib.contextmanager
def copy_of(planted: str) -> Iterator[None]:
    """A database of its own that is like the planted one, for whoever connects meanwhile."""
    name = f"{planted}_copy"
    address = os.environ["DATABASE_OWNER_URL"].replace("/belonging?", "/postgres?")
    owner = psycopg2.connect(address.replace(f"{OWNER}@", f"{SUPERUSER}@"))  # who may end what is still connected
    owner.autocommit = True
    beside = connections[BESIDE]
    usual = beside.settings_dict["NAME"]
    with contextlib.closing(owner), owner.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {planted} OWNER {OWNER} STRATEGY FILE_COPY")
        beside.close()
        beside.settings_dict["NAME"] = name
        try:
            with other_database(name):
                yield
                beside.close()
        finally:
            beside.settings_dict["NAME"] = usual
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Deliveries:
    """So many workers, each with the connections of its own, that begin at the same moment."""

    def __init__(self, count: int) -> None:
        self.count, self.together = count, threading.Barrier(count)

    def __enter__(self) -> Self:
        self.pool = ThreadPoolExecutor(self.count)
        return self

    def __exit__(self, *_: object) -> None:
        self.all_do(connections.close_all)
        self.pool.shutdown()

    def all_do(self, act: Any, **arguments: str) -> None:
        """Each does the same; raises what one of them raised."""

        def begin(_: int) -> None:
            self.together.wait(60)
            act(**arguments)

        list(self.pool.map(begin, range(self.count)))


@dataclass(frozen=True)
class Call:
    """A task that comes on a day; for which of the two houses, or for neither."""

    days: int
    name: str
    house: int | None = None

    def arguments(self, houses: Houses) -> dict[str, str]:
        """What it is told; the ids of what is there by then."""
        if self.house is None:
            return {}
        house = houses[self.house]
        return {"organization_id": str(house.house.organization.id)} | ORGANIZATION_TASKS[self.name](house)


def calls() -> Iterator[Call]:
    """Every task on each of the days, in both organizations."""
    for days in DAYS:
        yield from (Call(days, name) for name in sorted(ALL_ORGANIZATIONS))
        for house in (0, 1):
            yield from (Call(days, name, house) for name in sorted(ORGANIZATION_TASKS))


def life(
    planted: tuple[str, Houses], coming: list[Call], monkeypatch: pytest.MonkeyPatch, deliveries: int
) -> tuple[State, Counter[str], set[Call]]:
    """What tables and readers hold after each of these came so many times at once, and which of them wrote anything."""
    mail.outbox.clear()
    name, houses = planted
    wrote = set()
    with copy_of(name), Deliveries(deliveries) as workers:
        before = written()
        for call in coming:
            moment = NOON + timedelta(days=call.days)
            monkeypatch.setattr("belonging.core.clock.now", lambda moment=moment: moment)
            workers.all_do(app.tasks[call.name], **call.arguments(houses))
            if (after := written()) != before:
                wrote.add(call)
            before = after
        return state(), Counter(f"{one.to[0]}: {one.subject}" for one in mail.outbox), wrote


def written() -> str:
    """The number of the last transaction that wrote, or locked, a row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        return str(cursor.fetchone()[0])


def state() -> State:
    """For every table how many rows it has, and what stands in each of its columns; row numbers come in any order."""
    found: State = {}
    with maintenance() as cursor:
        for model in tenant_models():
            columns = [
                field.column
                for field in model._meta.concrete_fields
                if not field.primary_key and not isinstance(field, models.ForeignKey)
            ]
            sums = [f'md5(string_agg("{name}"::text, \'|\' ORDER BY "{name}"::text))' for name in columns]
            cursor.execute(f"SELECT count(*), {', '.join(sums)} FROM {model._meta.db_table}")
            names = [f"{model._meta.db_table}.{name}" for name in ("*", *columns)]
            found |= dict(zip(names, cursor.fetchone(), strict=True))
    return found


def differing(one: State, other: State) -> set[str]:
    """The columns that two lives left different."""
    return {name for name in one if one[name] != other[name]} - TIMED


class Lives:
    """Lives from the same beginning; the first two, with one delivery each, say what is right."""

    def __init__(self, planted: tuple[str, Houses], monkeypatch: pytest.MonkeyPatch) -> None:
        self.planted, self.monkeypatch, self.every = planted, monkeypatch, list(calls())
        self.expected, self.mails, first = life(planted, self.every, monkeypatch, 1)
        again, mails, second = life(planted, self.every, monkeypatch, 1)
        assert mails == self.mails
        assert self.expected["tenancy_auditentry.*"] > 0, "nothing was seen"
        self.random_columns = differing(self.expected, again)
        self.busy = [call for call in self.every if call in first | second]

    def check(self, coming: list[Call]) -> None:
        """Three deliveries leave behind what one does, and nobody has a mail twice."""
        found, sent, _ = life(self.planted, coming, self.monkeypatch, DELIVERIES)
        assert sent == self.mails
        assert differing(self.expected, found) - self.random_columns == set()


@pytest.fixture
def lives(
    planted_database: tuple[str, bytes],
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    tmp_path: Path,
) -> Iterator[Lives]:
    """Two planted houses, to be lived in again and again."""
    name, pickled = planted_database
    settings.SURVEY_KEY_DIRS = [str(tmp_path / "keys")]
    tasks()
    with django_db_blocker.unblock():
        yield Lives((name, pickle.loads(pickled)), monkeypatch)
    connection.close()


# security R4
@pytest.mark.fault
@pytest.mark.lengthy(4)
@pytest.mark.parametrize("part", range(PARTS))
def test_three_deliveries_are_as_one(lives: Lives, part: int) -> None:
    rounds = range(WHOLE if is_whole() else ROUNDS)[part::PARTS]
    for number in rounds:
        # What neither writes nor locks by itself has nothing to do twice: after some rounds it is left out.
        lives.check(lives.every if number < ROUNDS else lives.busy)

    count, all_of_them = len(ALL_ORGANIZATIONS) + len(ORGANIZATION_TASKS), sum(number < ROUNDS for number in rounds)
    print(
        f"R4: part {part + 1} of {PARTS}: {count} tasks, each {DELIVERIES} times at once on {len(DAYS)} days, "
        f"{len(rounds)} rounds, {all_of_them} with all {len(lives.every)} calls and the others with the "
        f"{len(lives.busy)} that write or lock: none differs from a single delivery; {sum(lives.mails.values())} "
        "mails, none twice"
    )


# security R4
def test_three_deliveries_are_as_one_for_once(lives: Lives) -> None:
    lives.check(lives.every)
