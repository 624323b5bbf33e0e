"""
Questions that are asked all the time, put into SQL once.

Django builds the statement of a queryset anew each time it is read, which for few rows takes several times as long as
PostgreSQL takes to find them. What is asked at every address, and what the pages that are read most ask, is built at
its first use; after that only values change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Lookup, Model, QuerySet, Value
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)


class Slot(Value):
    """The place of a value that comes later, where a filter takes a value."""

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """A placeholder whose value is this slot itself."""
        return "%s", [self]


class Several(Slot):
    """The place of several values that come later as a list, where a filter takes `__in`."""


class Among(Lookup):
    """
    One of what another question finds, which is asked before and once: `Among(F("group_id"), ArraySubquery(groups))`.

    Where a filter says `__in`, the planner may join the two, and go through one table for each row of the other.
    """

    lookup_name = "among"

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        """= ANY of an array."""
        left, first = self.process_lhs(compiler, connection)
        right, then = self.process_rhs(compiler, connection)
        return f"{left} = ANY {right}", (*first, *then)


class Prepared(Generic[Row]):
    """
    The rows of a queryset that is always filtered alike, by other values.

    `draft` makes the queryset with slots where the values go. A slot's value goes to the database as it is: it has the
    type that the column has. Related rows come along as `select_related` says; what a queryset fetches in a second
    statement does not.
    """

    def __init__(self, draft: Callable[[], QuerySet[Row, Any]]) -> None:
        self._draft = draft
        self._first: _Statement | None = None
        self._all: _Statement | None = None

    def first(self, **values: Any) -> Row | None:
        """The first row, or nothing; `values` by the names of their slots."""
        if self._first is None:
            self._first = _Statement(self.drafted()[:1])
        found: list[Row] = self._first.models(values)
        return found[0] if found else None

    def get(self, **values: Any) -> Row:
        """The first row; raises DoesNotExist where there is none."""
        found = self.first(**values)
        if found is None:
            raise self.drafted().model.DoesNotExist  # type: ignore[attr-defined]  # Django gives it to every model
        return found

    def rows(self, **values: Any) -> list[Row]:
        """All the rows, in their order."""
        return self._of_all().models(values)

    def tuples(self, **values: Any) -> list[tuple[Any, ...]]:
        """The same of a queryset with `values_list`."""
        return self._of_all().tuples(values)

    def drafted(self) -> QuerySet[Row, Any]:
        """The queryset whose statement is kept."""
        return self._draft()

    def _of_all(self) -> _Statement:
        if self._all is None:
            self._all = _Statement(self.drafted())
        return self._all


class _Statement:
    """What Django's compiler made of a queryset."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        self.compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.parameters = self.compiler.as_sql()
        self.pieces = self.sql.split("%s") if any(isinstance(one, Several) for one in self.parameters) else []
        select, info = self.compiler.select, self.compiler.klass_info
        self.converters = self.compiler.get_converters([column for column, _, _ in select])
        if info is None:
            return  # values_list: there is no object to make
        self.model, places = info["model"], info["select_fields"]
        self.own = slice(places[0], places[-1] + 1)
        self.names = [column.target.attname for column, _, _ in select[self.own]]
        self.related = get_related_populators(info, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # of a later Django
        self.annotated = list(self.compiler.annotation_col_map.items())

    def tuples(self, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """The rows as they come from the database, as Python reads them."""
        sql, sent = self._filled(values)
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(sql, sent)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        if not self.converters:
            return found
        return [tuple(row) for row in self.compiler.apply_converters(found, self.converters)]

    def _filled(self, values: dict[str, Any]) -> tuple[str, list[Any]]:
        """The statement and what is sent with it: as many placeholders for several values as there are of them."""
        found = [values[one.value] if isinstance(one, Slot) else one for one in self.parameters]
        if not self.pieces:
            return self.sql, found
        sql, sent = [self.pieces[0]], []
        for one, value, piece in zip(self.parameters, found, self.pieces[1:], strict=True):
            each = list(value) or [None] if isinstance(one, Several) else [value]  # NULL is among nothing
            marks = ", ".join(["%s"] * len(each))
            sql += [f"({marks})" if isinstance(one, Several) else marks, piece]
            sent += each
        return "".join(sql), sent

    def models(self, values: dict[str, Any]) -> list[Any]:
        """The rows as objects with what is related to them, made as a queryset makes them."""
        made = []
        for row in self.tuples(values):
            one = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.own])
            for related in self.related:
                related.populate(row, one)
            for name, place in self.annotated:
                setattr(one, name, row[place])
            made.append(one)
        return made
