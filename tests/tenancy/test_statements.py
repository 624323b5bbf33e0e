"""The door for SQL past the ORM: what it refuses to run."""

from uuid import uuid4

import pytest
from django.db import connection

from belonging.tenancy.copying import copied_out
from belonging.tenancy.scope import ForeignRow, ScopeMissing, unscoped
from belonging.tenancy.statements import SilentStatement, hold, rows_of, run
from tests.cast import House

MEMBERS = "SELECT name FROM tenancy_membership WHERE organization_id = %(organization)s"
OF_ALL = "SELECT organization_id FROM tenancy_membership"


# security T4, T5
def test_statement_is_about_the_organization_that_is_open(northlight: House, southgate: House) -> None:
    here, there = {"organization": northlight.organization.id}, {"organization": southgate.organization.id}

    with northlight.open():
        assert len(rows_of(MEMBERS, here)) >= 3
        for values in (there, {"organization": uuid4()}):
            with pytest.raises(ForeignRow):
                rows_of(MEMBERS, values)
            with pytest.raises(ForeignRow):
                copied_out(f"SELECT id FROM tenancy_membership WHERE id IN ({MEMBERS})", values, {"id": "int8"})
        with pytest.raises(SilentStatement):
            rows_of(OF_ALL, here)
        with pytest.raises(SilentStatement):
            run("UPDATE tenancy_membership SET name = ''", here)
    with pytest.raises(ScopeMissing):
        rows_of(MEMBERS, here)
    with unscoped("a test looks at all of them"):
        assert {row[0] for row in rows_of(OF_ALL, {})} >= {northlight.organization.id, southgate.organization.id}


def test_statement_over_no_table_needs_no_organization(db: None) -> None:
    assert rows_of("SELECT 1", {}) == [(1,)]


def test_name_is_held_until_the_transaction_is_over(db: None) -> None:
    hold("a name")

    held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
    with connection.cursor() as cursor:
        cursor.execute(held)
        assert cursor.fetchone() == (1,)
