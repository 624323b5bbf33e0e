"""A word to PostgreSQL's planner, for statements over many rows that were written a moment ago."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def without_nested_loops() -> Iterator[None]:
    """
    Rules out nested loops for the block, inside a transaction.

    Statistics lag behind what the same transaction wrote: for an organization's first import the planner expects one
    row, and its loop over 7,000 × 7,000 rows took 3.6 s where a hash join takes 0.05 s.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
    yield
    with connection.cursor() as cursor:  # not in a finally: after an error the transaction takes no more statements
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")
