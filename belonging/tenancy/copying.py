"""
Many rows at once between PostgreSQL and numpy: the only file that touches the driver behind Django's connection.

run() in belonging/tenancy/statements.py says what a statement over tables of organizations has to name.

Measured for a program of 10,000 people: 27 ms by binary COPY against 11.8 s of model objects.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from django.db import connection, models
from numpy.typing import NDArray

from belonging.tenancy.statements import check

# What a fixed-width column is in COPY's binary format: its length, and numpy's name for big-endian bytes of it.
_WIDTHS = {"int8": (8, ">i8"), "int4": (4, ">i4"), "int2": (2, ">i2"), "float8": (8, ">f8"), "bool": (1, "?")}
_HEADER_LENGTH = 19  # signature, flags, and a header extension that PostgreSQL leaves empty
_TRAILER_LENGTH = 2
# Of many new rows the planner does not know yet, and would look for each one's partner anew: 100,000 took six minutes.
_NO_LOOPS, _LOOPS = "SET LOCAL enable_nestloop TO off", "SET LOCAL enable_nestloop TO DEFAULT"

Arrays = dict[str, NDArray[Any]]


class UnevenRows(ValueError):
    """A query gave NULL, or another type than was named, where every row must have the same width."""


def copied_out(query: str, values: Mapping[str, Any], columns: Mapping[str, str]) -> Arrays:
    """
    The rows of a query as one array a column; `columns` names them in order with their PostgreSQL types.

    The query names its values as %(name)s, has no NULL in it, and casts each column to the type that is named.
    Raises UnevenRows when it does not.
    """
    check(query, values)
    row = _row_type(columns)
    received = io.BytesIO()
    with connection.cursor() as cursor:
        whole = cursor.mogrify(f"COPY ({query}) TO STDOUT (FORMAT BINARY)", values).decode()
        cursor.copy_expert(f"{_NO_LOOPS}; {whole}; {_LOOPS}", received)
    body = received.getvalue()[_HEADER_LENGTH:-_TRAILER_LENGTH]
    if len(body) % row.itemsize:
        raise UnevenRows(f"The query's rows are not all {row.itemsize} bytes wide.")
    rows = np.frombuffer(body, dtype=row)
    for name, kind in columns.items():
        if (rows[f"{name} length"] != _WIDTHS[kind][0]).any():
            raise UnevenRows(f"The column {name} is not always {kind}.")
    # Arithmetic wants the machine's own byte order, and each column in one piece.
    return {name: np.ascontiguousarray(rows[name].astype(rows[name].dtype.newbyteorder("="))) for name in columns}


def _row_type(columns: Mapping[str, str]) -> np.dtype[Any]:
    fields: list[tuple[str, str]] = [("width", ">i2")]
    for name, kind in columns.items():
        fields += [(f"{name} length", ">i4"), (name, _WIDTHS[kind][1])]
    return np.dtype(fields)


def insert_columns(model: type[models.Model], same: Mapping[str, Any], columns: Mapping[str, Iterable[Any]]) -> None:
    """
    This will insert many rows of a table in one statement: `same` is alike in all of them, `columns` goes row by row.

    Both are named by field. Unlike the ORM it writes only what it is given, but for a random public id. It stands in
    for COPY, which PostgreSQL refuses into a table with row-level security; signals and `save` are skipped.
    """
    fields = {name: model._meta.get_field(name) for name in (*same, *columns)}  # noqa: SLF001 -- Options is public
    arrays = {name: _array_text(values) for name, values in columns.items()}
    names = ", ".join(_quoted(str(field.column)) for field in fields.values())  # type: ignore[union-attr]
    fixed = ", ".join(f"%(same_{name})s::{_base_type(fields[name])}" for name in same)
    unnested = ", ".join(f"%({name})s::{_base_type(fields[name])}[]" for name in columns)
    statement = (
        f"INSERT INTO {_quoted(model._meta.db_table)} (public_id, {names}) "  # noqa: S608, SLF001 -- names of our own fields
        f"SELECT gen_random_uuid(), {fixed}, line.* FROM unnest({unnested}) AS line"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {f"same_{name}": value for name, value in same.items()} | arrays)


def copy_into_waiting_table(name: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> None:
    """
    This will COPY rows into a table of this transaction alone, made with these columns, for an INSERT … SELECT to take.

    COPY cannot write to a table with row-level security directly. None becomes NULL.
    """
    text = io.StringIO("".join("\t".join(map(_copy_text, row)) + "\n" for row in rows))
    listed = ", ".join(f"{_quoted(column)} {kind}" for column, kind in columns.items())
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {_quoted(name)} ({listed}) ON COMMIT DROP")
        cursor.copy_expert(f"COPY {_quoted(name)} FROM STDIN", text)


def _base_type(field: Any) -> str:
    return str(field.rel_db_type(connection) if field.is_relation else field.cast_db_type(connection))


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


def _array_text(values: Iterable[Any]) -> str | list[Any]:
    # Numbers are written as one literal, several times faster than the driver's way through every element.
    if isinstance(values, np.ndarray) and values.dtype.kind in "iuf":
        return "{" + ",".join(["NULL" if value != value else repr(value) for value in values.tolist()]) + "}"  # noqa: PLR0124
    return values.tolist() if isinstance(values, np.ndarray) else list(values)


def _copy_text(value: Any) -> str:
    if value is None:
        return "\\N"
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
