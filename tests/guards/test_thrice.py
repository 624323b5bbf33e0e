"""Every task comes three times at once, in two organizations and on several days: all is as if it had come once."""

import contextlib
import os
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

import psycopg2
import pytest
from django.core import mail
from django.db import connection, connections, models, transaction
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
DELIVERIES, ROUNDS = 3, 5
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


def life(planted: str, houses: Houses, monkeypatch: pytest.MonkeyPatch, deliveries: int) -> tuple[State, Counter[str]]:
    """What tables and readers hold after every task came on each of the days, so many times at once."""
    mail.outbox.clear()
    with copy_of(planted), Deliveries(deliveries) as workers:
        for days in DAYS:
            moment = NOON + timedelta(days=days)
            monkeypatch.setattr("belonging.core.clock.now", lambda moment=moment: moment)
            for name in sorted(ALL_ORGANIZATIONS):
                workers.all_do(app.tasks[name])
            for house in houses:
                organization = str(house.house.organization.id)
                for name, ids in sorted(ORGANIZATION_TASKS.items()):
                    workers.all_do(app.tasks[name], organization_id=organization, **ids(house))
        return state(), Counter(f"{one.to[0]}: {one.subject}" for one in mail.outbox)


def state() -> State:
    """For every table how many rows it has, and what stands in each of its columns; row numbers come in any order."""
    found: State = {}
    with transaction.atomic(), maintenance() as cursor:  # the role lasts as long as the transaction
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


@pytest.fixture
def once(
    planted_database: tuple[str, bytes],
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
    tmp_path: Path,
) -> Iterator[tuple[Any, State, Counter[str], set[str]]]:
    """How to live again, what one delivery leaves behind, and which columns are different each time."""
    import pickle

    name, pickled = planted_database
    settings.SURVEY_KEY_DIRS = [str(tmp_path / "keys")]
    tasks()
    with django_db_blocker.unblock():
        houses = pickle.loads(pickled)

        def again(deliveries: int) -> tuple[State, Counter[str]]:
            return life(name, houses, monkeypatch, deliveries)

        first, mails = again(1)
        second, mails_again = again(1)
        assert mails == mails_again
        assert first["tenancy_auditentry.*"] > 0, "nothing was seen"
        yield again, first, mails, differing(first, second)
    connection.close()


def check(once: tuple[Any, State, Counter[str], set[str]], rounds: int) -> None:
    """Three deliveries of everything leave behind what one does, each time."""
    again, expected, mails, random_columns = once
    wrong = 0
    for _ in range(rounds):
        found, sent = again(DELIVERIES)
        wrong += bool(differing(expected, found) - random_columns) or sent != mails
        assert sent == mails
        assert differing(expected, found) - random_columns == set()
    count = len(ALL_ORGANIZATIONS) + len(ORGANIZATION_TASKS)
    print(
        f"R4: {count} tasks, each {DELIVERIES} times at once on {len(DAYS)} days, {rounds} rounds: {wrong} differ from "
        f"a single delivery; {sum(mails.values())} mails, none twice"
    )


# security R4
@pytest.mark.fault
def test_three_deliveries_are_as_one(once: tuple[Any, State, Counter[str], set[str]]) -> None:
    check(once, ROUNDS)


# security R4
def test_three_deliveries_are_as_one_for_once(once: tuple[Any, State, Counter[str], set[str]]) -> None:
    check(once, 1)
