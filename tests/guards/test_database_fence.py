"""The database refuses by itself: every tenant table, seven statements, as the application role, past all of Python."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2.errors import CheckViolation, ForeignKeyViolation

from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from belonging.tenancy.scope import MAINTENANCE_ROLE
from tests.guards.conftest import Houses
from tests.guards.tables import Planted, bare_scope, rows_of, tenant_models, tenant_parents

pytestmark = pytest.mark.authz
STATEMENTS = 7
FEWEST_TABLES = 40  # there were so many when this was last counted; they may only grow
POLICY = "row-level security"

each_table = pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.db_table)
each_parent = pytest.mark.parametrize(
    ("model", "field"),
    [(model, field) for model in tenant_models() for field in tenant_parents(model)],
    ids=lambda value: value.name if isinstance(value, OrgForeignKey) else value._meta.db_table,
)


def first_row(model: type[OrgModel], planted: Planted) -> dict[str, Any]:
    """A row of the table in a house; a new table has to be planted in tests/guards/tables.py."""
    rows = rows_of(model, planted.house.organization.id)
    assert rows, f"tests/guards/tables.py: plant() puts nothing into {model._meta.db_table}"
    return rows[0]


def refused(error: type[DatabaseError], words: str, act: Callable[[], object]) -> None:
    """The statement fails for the named reason, and leaves the transaction usable."""
    with pytest.raises(error, match=words), transaction.atomic():
        act()


def insert_copy(cursor: CursorWrapper, model: type[OrgModel], row: dict[str, Any]) -> None:
    """Inserts the row once more under a new number; columns that the database works out itself are left to it."""
    left = {"id"} | {field.column for field in model._meta.concrete_fields if field.generated}
    public = {"public_id": uuid4()} if "public_id" in row else {}
    new = {name: value for name, value in row.items() if name not in left} | public
    places = ", ".join(["%s"] * len(new))
    columns = ", ".join(f'"{name}"' for name in new)
    cursor.execute(f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({places})", list(new.values()))


def count(cursor: CursorWrapper, sql: str, *values: object) -> int:
    """The one number a query gives."""
    cursor.execute(sql, values)
    return int(cursor.fetchone()[0])


# security T5
@each_table
def test_table_shows_and_takes_nothing_without_a_setting(model: type[OrgModel], houses: Houses) -> None:
    row, table = first_row(model, houses[0]), model._meta.db_table

    with bare_scope(None) as cursor:
        joined = f"SELECT count(*) FROM tenancy_organization o JOIN {table} t ON t.organization_id = o.id"
        assert count(cursor, f"SELECT count(*) FROM {table}") == 0
        assert count(cursor, joined) == 0
        refused(ProgrammingError, POLICY, lambda: insert_copy(cursor, model, row))


# security T5
@each_table
def test_table_keeps_another_organizations_rows(model: type[OrgModel], houses: Houses) -> None:
    here, there = houses
    mine, theirs, table = first_row(model, here), first_row(model, there), model._meta.db_table

    with bare_scope(here.house.organization.id) as cursor:
        assert count(cursor, f"SELECT count(*) FROM {table} WHERE id = %s", theirs["id"]) == 0
        cursor.execute(f"UPDATE {table} SET organization_id = organization_id WHERE id = %s", [theirs["id"]])
        assert cursor.rowcount == 0
        cursor.execute(f"DELETE FROM {table} WHERE id = %s", [theirs["id"]])
        assert cursor.rowcount == 0
        refused(ProgrammingError, POLICY, lambda: insert_copy(cursor, model, theirs))
        relabel = f"UPDATE {table} SET organization_id = %s WHERE id = %s"
        values = [there.house.organization.id, mine["id"]]
        refused(ProgrammingError, POLICY, lambda: cursor.execute(relabel, values))
        joined = f"SELECT count(*) FROM tenancy_organization o JOIN {table} t ON t.organization_id = o.id"
        assert count(cursor, f"{joined} WHERE o.id = %s", there.house.organization.id) == 0
        assert count(cursor, joined) > 0

    assert first_row(model, there) == theirs


@each_parent
def test_row_cannot_point_at_another_organizations_parent(
    model: type[OrgModel], field: OrgForeignKey, houses: Houses
) -> None:
    here, there = houses
    # "low before high" is checked first, so one of the two directions gets as far as the key.
    problems = {type(problem) for problem in (pointed(model, field, here, there), pointed(model, field, there, here))}

    assert ForeignKeyViolation in problems
    assert problems <= {ForeignKeyViolation, CheckViolation}


# A row that points at one of two: what stands in the other's way is put aside with the same statement.
BESIDE = {
    ("community_thanks", "group_id"): ", participant_id = NULL",
    ("dashboards_personatag", "event_id"): ", letter_id = NULL",
    ("dashboards_personatag", "resource_id"): ", letter_id = NULL",
    ("surveys_wave", "event_id"): ", kind = 'event'",
}


def pointed(model: type[OrgModel], field: OrgForeignKey, mine: Planted, theirs: Planted) -> BaseException | None:
    """What PostgreSQL says when my row is to point at their parent."""
    row, parent = first_row(model, mine), first_row(field.related_model, theirs)
    beside = BESIDE.get((model._meta.db_table, field.column), "")
    statement = f"UPDATE {model._meta.db_table} SET {field.column} = %s{beside} WHERE id = %s"

    def point() -> None:
        with bare_scope(mine.house.organization.id) as cursor, transaction.atomic():
            cursor.execute(statement, [parent["id"], row["id"]])
            assert cursor.rowcount == 1
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError) as refusal:
        point()
    return refusal.value.__cause__


# security T5
def test_every_tenant_table_was_asked() -> None:
    tables = len(tenant_models())
    parents = sum(len(tenant_parents(model)) for model in tenant_models())

    print(f"T5: {tables} tables × {STATEMENTS} statements, {parents} keys to parents")
    assert tables >= FEWEST_TABLES


ROLE = """
SELECT current_user, rolsuper, rolbypassrls, rolinherit, rolcreaterole, rolcreatedb,
       (SELECT count(*) FROM pg_class WHERE relowner = r.oid)
FROM pg_roles r WHERE rolname = current_user
"""


# security T5
def test_application_role_is_nobody_special(houses: Houses) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ROLE)
        assert cursor.fetchone() == ("belonging_app", False, False, False, False, False, 0)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("ALTER TABLE network_tie DISABLE ROW LEVEL SECURITY", "must be owner"),
        ("ALTER TABLE network_tie NO FORCE ROW LEVEL SECURITY", "must be owner"),
        ("DROP POLICY tenant ON network_tie", "must be owner"),
        ("CREATE POLICY open ON network_tie USING (true)", "must be owner"),
        ("SET ROLE belonging_owner", "permission denied"),
        ("SET SESSION AUTHORIZATION belonging_owner", "permission denied"),
        ("UPDATE django_migrations SET name = name", "permission denied"),
        ("CREATE TABLE mine (id int)", "permission denied"),
    ],
)
def test_application_role_cannot_change_the_fence(houses: Houses, statement: str, words: str) -> None:
    with connection.cursor() as cursor:
        refused(ProgrammingError, words, lambda: cursor.execute(statement))


def test_maintenance_rights_are_entered_never_inherited(houses: Houses) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inherit_option, set_option, admin_option FROM pg_auth_members "
            "WHERE member = 'belonging_app'::regrole AND roleid = %s::regrole",
            [MAINTENANCE_ROLE],
        )
        assert cursor.fetchall() == [(False, True, False)]


def test_switching_row_security_off_gives_an_error_not_rows(houses: Houses) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL row_security = off")
        refused(ProgrammingError, POLICY, lambda: cursor.execute("SELECT * FROM network_tie"))
        cursor.execute("SET LOCAL row_security = on")


def test_own_memberships_may_be_read_elsewhere_and_never_changed(houses: Houses) -> None:
    user = houses[1].house.ben.user

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.user_id', %s, true)", [str(user.pk)])
        assert count(cursor, "SELECT count(*) FROM tenancy_membership") == 1
        cursor.execute("UPDATE tenancy_membership SET role = 'admin' WHERE user_id = %s", [user.pk])
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM tenancy_membership WHERE user_id = %s", [user.pk])
        assert cursor.rowcount == 0
