"""
The one door for SQL past the ORM, which checks at run time what a reviewer would look for.

A statement over tables of organizations names `organization_id`, and is handed the organization that is open as
`organization`. Row-level security holds for it as for everything else; this is the fence before it.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import connection

from belonging.tenancy.scope import ForeignRow, ScopeMissing, current_scope

Values = Mapping[str, Any]
_WORD = re.compile(r"\w+")


class SilentStatement(ValueError):
    """A statement over tables of organizations does not say which organization it is about."""


def run(statement: str, values: Values) -> int:
    """This will run a statement whose values stand in it as %(name)s, and count the rows it touched."""
    check(statement, values)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def rows_of(statement: str, values: Values) -> list[tuple[Any, ...]]:
    """The rows a statement answers with; its values stand in it as %(name)s."""
    check(statement, values)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def check(statement: str, values: Values) -> None:
    """
    Raises SilentStatement, ScopeMissing or ForeignRow unless the statement keeps to the organization that is open.

    With every organization open for a stated reason, the statement still joins by `organization_id`.
    """
    if not _is_of_organizations(statement):
        return
    scope = current_scope()
    if scope is None:
        raise ScopeMissing("A statement over tables of organizations was run with none open.")
    if scope.organization_id is None:
        return
    if "%(organization)s" not in statement:
        raise SilentStatement("A statement over tables of organizations does not use the organization it is handed.")
    if str(values.get("organization")) != str(scope.organization_id):
        raise ForeignRow("A statement names another organization than the one that is open.")


@lru_cache(maxsize=256)
def _is_of_organizations(statement: str) -> bool:
    words = set(_WORD.findall(statement))
    tables = {model._meta.db_table for model in apps.get_models() if _has_organization(model)}  # noqa: SLF001 -- Options is public
    if not words & tables:
        return False
    if "organization_id" not in words:
        raise SilentStatement("A statement over tables of organizations does not name organization_id.")
    return True


def _has_organization(model: Any) -> bool:
    return any(field.name == "organization" for field in model._meta.get_fields())  # noqa: SLF001 -- Options is public


def hold(name: str) -> None:
    """This will wait until nobody else holds the name, and hold it until the transaction is over."""
    run("SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0))", {"name": name})


def commit_without_waiting() -> None:
    """
    This will let the open transaction commit before it has reached the disk.

    Only for what says by itself that it is missing: a night whose row in the ledger is due again as before. It halves
    the night, whose costliest part is waiting for the disk.
    """
    run("SET LOCAL synchronous_commit TO off", {})


@contextmanager
def without_nested_loops() -> Iterator[None]:
    """
    Rules out nested loops for the block, inside a transaction.

    Statistics lag behind what the same transaction wrote: for an organization's first import the planner expects one
    row, and its loop over 7,000 × 7,000 rows took 3.6 s where a hash join takes 0.05 s.
    """
    run("SET LOCAL enable_nestloop = off", {})
    yield
    run("SET LOCAL enable_nestloop TO DEFAULT", {})  # not in a finally: after an error nothing more can be run
