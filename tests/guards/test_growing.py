"""
No page asks the database more often because there is more to show: every address that is read, with what is planted
and with a hundred copies of all of it.

A copy of a row is the row under another number. What points at a copied row points at its copy; people, programs and
organizations stay who they are, and whatever has to be different from all others of its kind is made so.
"""

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from tests.guards.actors import Caller, fresh_caller
from tests.guards.conftest import Houses, database_like
from tests.guards.routes import ARGUMENTS, Place, address
from tests.guards.tables import tenant_models, tenant_parents

pytestmark = [pytest.mark.load, pytest.mark.usefixtures("quiet")]
FEW, MANY = 10, 100
PARTS = 2  # of the addresses, for as many cores
FAR = 1_000_000  # from the numbers of the rows that are there
# Pages that ask once for each of something, of which a rule allows so many at most.
BOUNDED = {"community:help-list", "community-api:help-list"}  # open requests, MOST_OPEN_REQUESTS of community.rules
STAY = {"Organization", "Program", "User"}
PEOPLE = {"Membership", "Participant"}
# How a value is made different from all others of its kind, by the kind of its column.
OTHERWISE: tuple[tuple[type[models.Field], Callable[[str, models.Field], str]], ...] = (
    (models.UUIDField, lambda name, field: f"md5({name}::text || c)::uuid"),
    (models.DateTimeField, lambda name, field: f"{name} + c * interval '1 minute'"),
    (models.DateField, lambda name, field: f"{name} + c"),
    (models.BinaryField, lambda name, field: f"{name} || convert_to(c::text, 'UTF8')"),
    (models.BooleanField, lambda name, field: name),
    (models.IntegerField, lambda name, field: f"{name} + c * 10"),
    (models.CharField, lambda name, field: f"left({name}, {(field.max_length or 60) - 6}) || '-' || c"),
    (models.TextField, lambda name, field: f"{name} || '-' || c"),
)


def has_to_differ(model: type[models.Model]) -> set[str]:
    """The columns of a table of which no two rows may agree in all."""
    names = {name for one in model._meta.total_unique_constraints for name in one.fields}
    names |= {
        name for one in model._meta.constraints if isinstance(one, models.UniqueConstraint) for name in one.fields
    }
    return names | {field.name for field in model._meta.local_concrete_fields if field.unique}


def parents_first() -> list[type[models.Model]]:
    """Every table after those that it points at."""
    order: list[type[models.Model]] = []

    def visit(model: type[models.Model], below: frozenset[type[models.Model]]) -> None:
        if model not in order and model not in below:
            for field in tenant_parents(model):
                visit(field.related_model, below | {model})  # type: ignore[arg-type]
            order.append(model)

    for model in tenant_models():
        visit(model, frozenset())
    return order


def copied(field: models.Field, differs: bool, *, staying: set[str]) -> str:
    """What stands in a column of a copy."""
    name = f'"{field.column}"'
    if isinstance(field, models.ForeignKey):
        to = field.related_model.__name__
        if to == "User":
            return "NULL" if field.null else name
        if to in staying:
            return name
        return (
            f"md5({name}::text || c)::uuid"
            if isinstance(field.target_field, models.UUIDField)
            else f"{name} + c * {FAR}"
        )
    if field.primary_key and not isinstance(field, models.UUIDField):
        return f"{name} + c * {FAR}"
    if differs and not field.choices:
        return next((made(name, field) for kind, made in OTHERWISE if isinstance(field, kind)), name)
    return name


def copy_table(cursor: Any, model: type[models.Model], first: int, last: int, *, staying: set[str]) -> None:
    """Copies what was planted in a table, once for each number."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    unique = has_to_differ(model)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(copied(field, field.name in unique, staying=staying) for field in fields)
    planted = f"SELECT * FROM {model._meta.db_table}" + (f" WHERE id < {FAR}" if not is_uuid(model) else "")
    if is_uuid(model):
        planted = f"SELECT * FROM {model._meta.db_table} LIMIT {FAR}"
    cursor.execute(
        f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {values} FROM ({planted}) AS one, "
        f"generate_series({first}, {last}) AS c"
    )


def is_uuid(model: type[models.Model]) -> bool:
    """Whether the rows of a table have no number of their own."""
    return isinstance(model._meta.pk, models.UUIDField)


def grow(database: str, first: int, last: int) -> tuple[int, set[str]]:
    """Copies everything; answers how many tables, and those of whose rows there can be one only, which are left."""
    owner = psycopg2.connect(os.environ["DATABASE_OWNER_URL"].replace("/belonging?", f"/{database}?"))
    left: set[str] = set()
    with closing(owner), owner, owner.cursor() as cursor:
        for model in parents_first():
            if not any(tried(cursor, model, first, last, STAY | left | more) for more in (PEOPLE, set())):
                left.add(model.__name__)
    return len(tenant_models()) - len(left), left


def tried(cursor: Any, model: type[models.Model], first: int, last: int, staying: set[str]) -> bool:
    """Whether a table could be copied; it is as before if not."""
    cursor.execute("SAVEPOINT one")
    try:
        copy_table(cursor, model, first, last, staying=staying)
    except psycopg2.errors.IntegrityError:
        cursor.execute("ROLLBACK TO SAVEPOINT one")
        return False
    return True


def asked(callers: dict[str, Caller], houses: Houses, routes: list[str]) -> Iterator[tuple[tuple[str, str], int]]:
    """How many statements each address takes that somebody reads, once everything that is kept is kept."""
    house = houses[0].house
    place = Place("own", house.organization.slug, house.program.slug, houses[0], house.program)
    for who, caller in callers.items():
        for route in routes:
            with transaction.atomic():
                status = caller.ask("GET", address(route, place), {}, form=True).status_code
                if status == 200:
                    with CaptureQueriesContext(connection) as seen:
                        caller.ask("GET", address(route, place), {}, form=True)
                    yield (who, route), len(seen)
                transaction.set_rollback(True)


@pytest.fixture
def grown(planted_database: tuple[str, bytes], django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[str, Houses]]:
    """A database of its own with what is planted, which goes away afterwards."""
    planted, houses = planted_database
    name = f"grown_{os.getpid()}"
    with django_db_blocker.unblock(), database_like(planted, name):
        yield name, pickle.loads(houses)


# security L4
@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_asks_more_often_because_there_is_more(grown: tuple[str, Houses], part: int) -> None:
    name, houses = grown
    routes = sorted(ARGUMENTS)[part::PARTS]
    house = houses[0].house
    people = {"participant": house.ben, "facilitator": house.ada, "admin": house.una}
    callers = {who: fresh_caller(person.user) for who, person in people.items()}
    grow(name, 1, FEW)
    few = dict(asked(callers, houses, routes))
    copied_tables, left = grow(name, FEW + 1, MANY)
    many = dict(asked(callers, houses, routes))

    more = [
        f"{who}: {route}: {few[who, route]} → {count}"
        for (who, route), count in many.items()
        if count > few.get((who, route), count) and route not in BOUNDED
    ]
    rows = f"{FEW} and {MANY} copies of all rows in {copied_tables} tables"
    print(f"L4: part {part + 1} of {PARTS}: {len(many)} pages and lists with {rows}, {len(more)} that ask more often")
    print(f"one of a kind: {sorted(left)}", *more, sep="\n")
    assert more == []
    assert set(many) >= set(few)
