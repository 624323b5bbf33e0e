"""The database refuses by itself: every tenant table, seven statements, as the application role, past all of Python."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg2.errors
import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.db.backends.utils import CursorWrapper

from belonging.tenancy.models import OrgModel
from belonging.tenancy.scope import MAINTENANCE_ROLE
from tests.guards.tables import Planted, bare_scope, plant, rows_of, tenant_models, tenant_parents

pytestmark = pytest.mark.authz
STATEMENTS = 7
FEWEST = 16 * STATEMENTS  # tables there were when this was last counted; it may only grow

each_table = pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.db_table)


@pytest.fixture
def northlight(db: None) -> Planted:
    """Northlight with a row in every tenant table."""
    return plant("northlight")


@pytest.fixture
def southgate(db: None) -> Planted:
    """Southgate, made alike."""
    return plant("southgate")


def refuses(act: Callable[[], object], error: type[DatabaseError], words: str) -> None:
    """The statement fails for the named reason, and leaves the transaction usable."""
    with pytest.raises(error, match=words), transaction.atomic():
        act()


def insert_copy(cursor: CursorWrapper, model: type[OrgModel], row: dict[str, Any]) -> None:
    """Inserts the row again under a new number."""
    new = {name: value for name, value in row.items() if name != "id"} | {"public_id": uuid4()}
    columns, table = ", ".join(new), model._meta.db_table
    # From the table's own row type, so that JSON and bytes need no telling.
    cursor.execute(
        f"INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_record(NULL::{table}, row_to_json(%s::{table}))",
        [AsRow(model, new)],
    ) if False else cursor.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * len(new))})",
        [adapted(value) for value in new.values()],
    )
