"""Every table belongs to one organization, or stands on the list of global ones with its reason."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from belonging.tenancy.fences import SameTenant
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from belonging.tenancy.scope import OrgManager
from tests.guards.tables import tenant_models, tenant_parents

pytestmark = pytest.mark.django_db

# Tables of all organizations at once, each with why.
GLOBAL_TABLES = {
    "tenancy_organization": "the address names it before any scope can open",
    "tenancy_maintenanceentry": "says when all organizations were opened at once; holds a reason and a moment",
    "tenancy_cache": "keys carry the organization and values their owner (belonging/tenancy/cache.py)",
    "accounts_waitingmail": "about a sign-in, which may belong to several organizations",
    "accounts_user": "one sign-in may belong to several organizations",
    "accounts_user_groups": "Django's own rights, used by nothing here",
    "accounts_user_user_permissions": "Django's own rights, used by nothing here",
    "auth_group": "Django's own rights, used by nothing here",
    "auth_group_permissions": "Django's own rights, used by nothing here",
    "auth_permission": "Django's own rights, used by nothing here",
    "django_content_type": "names of models",
    "django_migrations": "which migrations ran",
    "django_session": "of a browser, before it is known whose",
    "account_emailaddress": "of a sign-in",
    "account_emailconfirmation": "of a sign-in",
    "mfa_authenticator": "of a sign-in",
    "usersessions_usersession": "of a sign-in",
}
GLOBAL_REFERENCES = {"tenancy_organization", "accounts_user"}  # what a tenant table may point at outside its own kind


def rows(sql: str, *values: object) -> list[Any]:
    """What the database's own books say."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def relations(*kinds: str) -> set[str]:
    """Names of the relations of these kinds."""
    ours = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = ANY(%s)"
    return {name for (name,) in rows(ours, list(kinds))}


def tenant_tables() -> set[str]:
    """Names of the tenant tables."""
    return {model._meta.db_table for model in tenant_models()}


# security T3
def test_every_table_is_a_tenants_or_named_global() -> None:
    assert relations("r", "p") == tenant_tables() | set(GLOBAL_TABLES)


def test_every_model_is_a_tenants_or_named_global() -> None:
    others = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - tenant_tables()

    assert others <= set(GLOBAL_TABLES)


def test_there_are_no_views_that_would_run_as_their_owner() -> None:
    assert relations("v", "m") == set()


def test_every_tenant_table_forces_row_security() -> None:
    forced = rows("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'r'")

    assert {name for (name,) in forced} == tenant_tables()


POLICIES = """
SELECT tablename, policyname, cmd, array_to_string(roles, ','), permissive, coalesce(qual, ''), coalesce(with_check, '')
FROM pg_policies
"""
HERE = "organization_id = ( SELECT (NULLIF(current_setting('app.organization_id'::text, true), ''::text))::uuid"
ME = "user_id = ( SELECT (NULLIF(current_setting('app.user_id'::text, true), ''::text))::bigint"


def test_every_tenant_table_has_exactly_the_known_policies() -> None:
    expected = {("tenancy_membership", "own", "SELECT", "public", "PERMISSIVE", ME, "")}
    for table in tenant_tables():
        expected.add((table, "tenant", "ALL", "public", "PERMISSIVE", HERE, HERE))
        expected.add((table, "maintenance", "ALL", "belonging_maint", "PERMISSIVE", "true", "true"))

    # PostgreSQL gives the expression back in its own words; the name of the inner column is of no interest.
    found = {tuple(word.strip("()").split(" AS ")[0] for word in row) for row in rows(POLICIES)}

    assert found == expected


COMPOSITE_KEYS = """
SELECT child.relname, parent.relname,
       array(SELECT attname::text FROM unnest(k.conkey) WITH ORDINALITY AS c (number, place)
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.number ORDER BY c.place),
       array(SELECT attname::text FROM unnest(k.confkey) WITH ORDINALITY AS c (number, place)
             JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.number ORDER BY c.place)
FROM pg_constraint k JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
WHERE k.contype = 'f' AND k.convalidated
"""


# security T3
def test_every_key_to_a_tenant_table_carries_the_organization() -> None:
    found = {
        (child, parent, *mine) for child, parent, mine, theirs in rows(COMPOSITE_KEYS) if parent in tenant_tables()
    }
    referred = {tuple(theirs) for _, parent, _, theirs in rows(COMPOSITE_KEYS) if parent in tenant_tables()}

    declared = {
        (model._meta.db_table, field.related_model._meta.db_table, "organization_id", field.column)
        for model in tenant_models()
        for field in tenant_parents(model)
    }
    print(f"T3: {len(tenant_tables())} tables of organizations, {len(GLOBAL_TABLES)} of all, {len(found)} keys")
    assert found == declared
    assert referred == {("organization_id", "id")}


def test_tenant_tables_point_at_nothing_else_but_organization_and_user() -> None:
    parents = {parent for child, parent, _, _ in rows(COMPOSITE_KEYS) if child in tenant_tables()}

    assert parents - tenant_tables() == GLOBAL_REFERENCES


def test_no_global_table_points_into_a_tenant_table() -> None:
    children = {child for child, parent, _, _ in rows(COMPOSITE_KEYS) if parent in tenant_tables()}

    assert children <= tenant_tables()


UNIQUE_INDEXES = """
SELECT i.relname, x.indisprimary, coalesce(a.attname::text, '') FROM pg_index x
JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[0]
WHERE x.indisunique AND t.relname = ANY(%s)
"""


def test_every_unique_key_begins_with_the_organization() -> None:
    found = rows(UNIQUE_INDEXES, sorted(tenant_tables()))

    assert [name for name, is_primary, first in found if first != ("id" if is_primary else "organization_id")] == []
    assert sum(is_primary for _, is_primary, _ in found) == len(tenant_tables())


# security T3
def test_organization_is_never_missing() -> None:
    nullable = "SELECT table_name FROM information_schema.columns WHERE column_name = %s AND is_nullable = 'YES'"

    assert rows(nullable, "organization_id") == []


@pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.label)
def test_tenant_model_keeps_the_base(model: type[OrgModel]) -> None:
    parents = tenant_parents(model)

    assert isinstance(model._default_manager, OrgManager)
    assert isinstance(model._base_manager, OrgManager)
    assert all(isinstance(manager, OrgManager) for manager in model._meta.managers)
    assert all(isinstance(field, OrgForeignKey) for field in parents)
    assert {one.field for one in constraints(model)} == {field.name for field in parents}
    assert model._meta.many_to_many == ()


def constraints(model: type[OrgModel]) -> Iterator[SameTenant]:
    """The two-column keys a model declares."""
    return (one for one in model._meta.constraints if isinstance(one, SameTenant))


@pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.label)
def test_model_has_no_default_ordering(model: type[models.Model]) -> None:
    assert list(model._meta.ordering) == []


def test_list_of_global_tables_says_why() -> None:
    assert all(reason and len(reason) > 10 for reason in GLOBAL_TABLES.values())
