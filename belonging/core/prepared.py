"""
Questions that every request asks, put into SQL once.

Django builds the statement of a queryset anew each time it is read, which for one row takes several times as long as
PostgreSQL takes to find it. What is asked at every address is built at its first use; after that only values change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)


class Slot(Value):
    """The place of a value that comes later, where a filter takes a value."""

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """A placeholder whose value is this slot itself."""
        return "%s", [self]


class Prepared(Generic[Row]):
    """
    The first row of a queryset that is always filtered alike, by other values.

    `draft` makes the queryset with slots where the values go. A slot's value goes to the database as it is: it has the
    type that the column has. A question is about whole rows of one table, without annotations or related rows.
    """

    def __init__(self, draft: Callable[[], QuerySet[Row]]) -> None:
        self._draft = draft
        self._statement: _Statement[Row] | None = None

    def first(self, **values: Any) -> Row | None:
        """The row, or nothing; `values` by the names of their slots."""
        if self._statement is None:
            self._statement = _Statement(self.drafted())
        return self._statement.first(values)

    def drafted(self) -> QuerySet[Row]:
        """The queryset whose statement is kept."""
        return self._draft()


class _Statement(Generic[Row]):
    """What Django's compiler made of a queryset."""

    def __init__(self, rows: QuerySet[Row]) -> None:
        query = rows[:1].query
        self.compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.parameters = self.compiler.as_sql()
        columns = [column for column, _, _ in self.compiler.select]
        self.model, self.names = rows.model, [column.target.attname for column in columns]
        self.converters = self.compiler.get_converters(columns)

    def first(self, values: dict[str, Any]) -> Row | None:
        sent = [values[one.value] if isinstance(one, Slot) else one for one in self.parameters]
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(self.sql, sent)
            found = cursor.fetchall()
        if not found:
            return None
        row = next(iter(self.compiler.apply_converters(found, self.converters))) if self.converters else found[0]
        return self.model.from_db(DEFAULT_DB_ALIAS, self.names, row)
