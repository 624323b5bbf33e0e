"""The first connection of a process is looked at: nobody works past row-level security by a wrong address."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from belonging.tenancy import checks
from belonging.tenancy.scope import BESIDE

pytestmark = pytest.mark.django_db(databases=[DEFAULT_DB_ALIAS, BESIDE])


@pytest.fixture(params=[DEFAULT_DB_ALIAS, BESIDE])
def fresh(request: pytest.FixtureRequest, db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[BaseDatabaseWrapper]:
    """A connection as a new process has it: made by nobody yet."""
    monkeypatch.setattr(checks, "_fenced", set())
    made = connections.create_connection(request.param)
    made.settings_dict = connections[request.param].settings_dict.copy()
    yield made
    made.close()


def test_application_role_is_let_in_and_asked_once(fresh: BaseDatabaseWrapper) -> None:
    fresh.connect()

    assert checks._fenced == {fresh.alias}
    fresh.force_debug_cursor = True
    fresh.close()
    fresh.connect()
    assert [query for query in fresh.queries if "pg_roles" in query["sql"]] == []


def test_role_that_bypasses_or_owns_is_refused_each_time(fresh: BaseDatabaseWrapper) -> None:
    fresh.settings_dict["USER"] = urlsplit(os.environ["DATABASE_OWNER_URL"]).username

    for _ in range(2):
        with pytest.raises(ImproperlyConfigured, match="row-level security does not hold back"):
            fresh.connect()
        assert fresh.connection is None
    with pytest.raises(ImproperlyConfigured), fresh.cursor():
        pass


def test_owner_migrates_under_its_own_name(fresh: BaseDatabaseWrapper) -> None:
    fresh.alias = "owner"
    fresh.settings_dict["USER"] = urlsplit(os.environ["DATABASE_OWNER_URL"]).username

    fresh.connect()

    assert checks._fenced == set()
