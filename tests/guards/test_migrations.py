"""Migrations say what the models say, and run up and down."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from pytest_django import DjangoDbBlocker

from tests.guards.tables import OURS


@pytest.mark.django_db
def test_models_have_no_change_without_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def operations() -> list[tuple[str, Operation]]:
    """Every operation of our migrations, by the migration's name."""
    loader = MigrationLoader(None)
    return [
        (f"{app}.{name}", operation)
        for (app, name), migration in sorted(loader.disk_migrations.items())
        if app in OURS
        for operation in migration.operations
    ]


def test_every_operation_can_be_taken_back() -> None:
    found = operations()

    assert found
    assert [name for name, operation in found if not operation.reversible] == []


@pytest.mark.django_db
def test_every_migration_has_run() -> None:
    loader = MigrationLoader(connection)

    assert {key for key in loader.disk_migrations if key not in loader.applied_migrations} == set()


SCRATCH = f"up_and_down_{os.getpid()}"  # workers share one cluster


@pytest.fixture
def scratch(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The alias of a database of the owner's, a copy of the one its parameter names, which goes away afterwards."""
    url = os.environ["DATABASE_OWNER_URL"]
    owner = psycopg2.connect(url.replace("/belonging?", "/postgres?"))  # a database with a visitor cannot be copied
    owner.autocommit = True
    with django_db_blocker.unblock(), owner.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {SCRATCH} TEMPLATE {request.param}")
        as_owner = {"NAME": SCRATCH, "USER": urlsplit(url).username}
        connections.settings[SCRATCH] = settings.DATABASES["default"] | as_owner
        try:
            yield SCRATCH
        finally:
            connections[SCRATCH].close()
            del connections.settings[SCRATCH], connections[SCRATCH]
            cursor.execute(f"DROP DATABASE {SCRATCH}")
    owner.close()


def tables(alias: str) -> set[str]:
    """Our tables in a database."""
    found = connections[alias].introspection.table_names()
    return {name for name in found if name.split("_")[0] in OURS}


def policies(alias: str) -> int:
    """How many policies stand in a database."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_policies")
        return int(cursor.fetchone()[0])


def columns(alias: str) -> set[tuple[str, ...]]:
    """Every column of our tables with its type."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT table_name, column_name, data_type FROM information_schema.columns")
        return {row for row in cursor.fetchall() if row[0].split("_")[0] in OURS}


@pytest.mark.parametrize("scratch", ["belonging"], indirect=True)  # in which every migration has run
def test_newest_migration_is_taken_back_and_run_again(scratch: str) -> None:
    """The last one of all: before any other Django would build every model anew for each operation that follows."""
    executor = MigrationExecutor(connections[scratch])
    graph, before = executor.loader.graph, (columns(scratch), policies(scratch))
    order = executor.migration_plan(graph.leaf_nodes(), clean_start=True)
    newest = [(one.app_label, one.name) for one, _ in order if one.app_label in OURS][-1]
    parents = [one.key for one in graph.node_map[newest].parents if one.key[0] == newest[0]]

    executor.migrate(parents or [(newest[0], None)])
    executor = MigrationExecutor(connections[scratch])
    is_gone = newest not in executor.loader.applied_migrations
    executor.migrate(executor.loader.graph.leaf_nodes())

    assert is_gone
    assert (columns(scratch), policies(scratch)) == before


@pytest.mark.long
@pytest.mark.parametrize("scratch", ["template1"], indirect=True)
def test_migrations_run_up_and_down_and_up(scratch: str) -> None:
    call_command("migrate", database=scratch, verbosity=0)
    made, fenced = tables(scratch), policies(scratch)

    for app in ("network", "programs", "tenancy"):
        call_command("migrate", app, "zero", database=scratch, verbosity=0)
    left = {name for name in tables(scratch) if not name.startswith("accounts_")}
    call_command("migrate", database=scratch, verbosity=0)

    assert left == set()
    assert (tables(scratch), policies(scratch)) == (made, fenced)
    assert fenced > 30
