"""Two full houses, made once for a run: guards ask thousands of times and change nothing."""

import contextlib
import logging
import os
import pickle
import random
from collections.abc import Iterator

import psycopg2
import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from tests.guards.tables import Planted, plant

Houses = tuple[Planted, Planted]


@contextlib.contextmanager
def other_database(name: str) -> Iterator[None]:
    """Leads the application to another database for a while."""
    usual = connection.settings_dict["NAME"]
    try:
        connection.close()
        connection.settings_dict["NAME"] = name
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


@contextlib.contextmanager
def database_like(planted: str, name: str) -> Iterator[None]:
    """Leads the application to a database of its own that is like the planted one, and goes away afterwards."""
    owner = psycopg2.connect(os.environ["DATABASE_OWNER_URL"].replace("/belonging?", "/postgres?"))
    owner.autocommit = True
    with contextlib.closing(owner), owner.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {planted}")
        try:
            with other_database(name):
                yield
        finally:
            cursor.execute(f"DROP DATABASE {name}")


@pytest.fixture(scope="session")
def planted_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> tuple[str, bytes]:
    """A database with Northlight and Southgate, a row in every tenant table; its name, and the two houses pickled."""
    name = f"planted_{os.getpid()}"
    owner = psycopg2.connect(os.environ["DATABASE_OWNER_URL"].replace("/belonging?", "/postgres?"))
    owner.autocommit = True
    with contextlib.closing(owner), owner.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE belonging")
    with django_db_blocker.unblock(), other_database(name), transaction.atomic():
        houses = plant("northlight"), plant("southgate")
        connection.run_on_commit.clear()  # nobody is told
    return name, pickle.dumps(houses)


@pytest.fixture(scope="module")
def planted_once(planted_database: tuple[str, bytes], django_db_blocker: DjangoDbBlocker) -> Iterator[Houses]:
    """Northlight and Southgate with a row in every tenant table, in one transaction that is thrown away at the end."""
    name, houses = planted_database
    with django_db_blocker.unblock(), other_database(name), transaction.atomic():
        yield pickle.loads(houses)
        transaction.set_rollback(True)


@pytest.fixture
def houses(planted_once: Houses) -> Iterator[Houses]:
    """The two houses; whatever the test does to them is taken back. Not to be used beside `db`."""
    with transaction.atomic():
        yield planted_once
        transaction.set_rollback(True)


@pytest.fixture
def quiet() -> Iterator[None]:
    """Thousands of refusals need no lines in the log."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> random.Random:
    """By the seed that pytest-randomly printed."""
    return random.Random(request.config.getoption("randomly_seed", 0))
