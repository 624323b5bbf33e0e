"""
Constraints and indexes of a new table stand in its CreateModel.

Django writes each as an operation of its own and builds all related models anew after every one: with the fences of
every table that made a first migration several times as long.
"""

from collections.abc import Iterable
from typing import Any

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation


def folded(operations: Iterable[Operation]) -> list[Operation]:
    """
    The same operations with each added constraint and index moved into its model's CreateModel.

    One stays where it is when its table is made elsewhere, or has been touched since: it may lean on what came between.
    """
    found: list[Operation] = []
    for operation in operations:
        place = _place(found, operation) if isinstance(operation, AddConstraint | AddIndex) else None
        if place is None:
            found.append(operation)
        else:
            found[place] = _with(found[place], operation)
    return found


def _place(before: list[Operation], operation: Any) -> int | None:
    name = operation.model_name_lower
    for place in reversed(range(len(before))):
        made: Any = before[place]
        if isinstance(made, CreateModel) and made.name_lower == name:
            return place
        if getattr(made, "model_name_lower", None) == name and not isinstance(made, AddConstraint | AddIndex):
            return None
    return None


def _with(made: Any, operation: Any) -> CreateModel:
    kind, one = (
        ("constraints", operation.constraint) if isinstance(operation, AddConstraint) else ("indexes", operation.index)
    )
    options = {**made.options, kind: [*made.options.get(kind, []), one]}
    return CreateModel(made.name, fields=made.fields, options=options, bases=made.bases, managers=made.managers)


class FoldingAutodetector(MigrationAutodetector):
    """Finds the same changes as Django's and writes them in fewer operations."""

    def _optimize_migrations(self: Any) -> None:
        super()._optimize_migrations()  # type: ignore[misc]  # Django's own, unknown to its stubs
        for migrations in self.migrations.values():
            for migration in migrations:
                migration.operations = folded(migration.operations)
