"""
An upgrade does not stop people: every migration leaves tables that the version before it can go on using meanwhile.

What is looked at is each operation on a table that an earlier migration made: no column goes or changes its name, a
new one may be left out by those who do not know it, and nothing holds a lock for as long as a table is large. Across
what belongs to the first release nobody upgrades.
"""

from collections.abc import Iterator

import pytest
from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from tests.guards.tables import OURS

# Up to these numbers migrations belong to the first release.
UNRELEASED = {
    "accounts": 1, "community": 1, "dashboards": 1, "mentoring": 1, "network": 1, "programs": 1, "surveys": 2,
    "tenancy": 2, "tools": 1, "rights": 1,
}  # fmt: skip
# App, migration and the column it alters, or the constraint it adds, or "" for what is done by hand: each with why
# another migration may do what a guard cannot know to be harmless.
SHOWN: set[tuple[str, str, str]] = set()
GONE = (migrations.RemoveField, migrations.DeleteModel)
RENAMED = (migrations.RenameField, migrations.RenameModel, migrations.AlterModelTable)
BY_HAND = (migrations.RunSQL, migrations.RunPython)
SLOW = {
    migrations.AddIndex: "use AddIndexConcurrently in a migration that is not atomic",
    migrations.AddConstraint: "use AddConstraintNotValid, and ValidateConstraint in the next migration",
}


def on_older_tables(migration: migrations.Migration) -> Iterator[Operation]:
    """The operations on tables that an earlier migration made."""
    new = {one.name_lower for one in migration.operations if isinstance(one, migrations.CreateModel)}
    for operation in migration.operations:
        model = getattr(operation, "model_name_lower", getattr(operation, "name_lower", ""))
        if not isinstance(operation, migrations.CreateModel) and model not in new:
            yield operation


def danger(operation: Operation) -> str:
    """What an operation would do to those who go on using the table, or nothing."""
    if isinstance(operation, GONE):
        return "the version before still reads it: stop using it, release, then take it away"
    if isinstance(operation, RENAMED):
        return "the version before knows the old name: add a new one beside it"
    if isinstance(operation, migrations.AddField) and not may_be_left_out(operation.field):
        return "the version before writes rows without it: give it a db_default, or let it be null"
    if isinstance(operation, migrations.AlterField) and not may_be_left_out(operation.field):
        return "the table may be written anew: add another column, or show that it is not and say so here"
    if isinstance(operation, BY_HAND):
        return "nobody can tell what it does: show that it is short, and say so here"
    return next((words for kind, words in SLOW.items() if type(operation) is kind), "")


def altered(operation: Operation) -> str:
    """The column that an operation alters, or the constraint that it adds, or nothing."""
    if isinstance(operation, migrations.AddConstraint):
        return str(operation.constraint.name)
    return operation.name if isinstance(operation, migrations.AlterField) else ""


def may_be_left_out(field: models.Field) -> bool:
    """Whether a row can be written by somebody who does not know the column."""
    return field.null or field.many_to_many or field.db_default is not models.NOT_PROVIDED


# security R9
def test_no_migration_stops_people() -> None:
    found, wrong = MigrationLoader(None).disk_migrations, []
    ours = {key: one for key, one in sorted(found.items()) if key[0] in OURS}
    since = {key: one for key, one in ours.items() if int(key[1][:4]) > UNRELEASED.get(key[0], 0)}
    for (app, name), migration in since.items():
        words = [danger(one) for one in on_older_tables(migration) if (app, name, altered(one)) not in SHOWN]
        wrong += [f"{app}.{name}: {word}" for word in words if word]

    print(
        f"R9: {len(since)} migrations since the first release, {len(wrong)} that would stop people; {len(ours)} in all"
    )
    assert wrong == []


@pytest.mark.parametrize(
    ("operation", "stops"),
    [
        (migrations.RemoveField("program", "slug"), True),
        (migrations.RenameField("program", "slug", "word"), True),
        (migrations.AddField("program", "word", models.TextField(default="")), True),
        (migrations.AddField("program", "word", models.TextField(default="", db_default="")), False),
        (migrations.AddField("program", "word", models.TextField(null=True)), False),
        (migrations.RunSQL("UPDATE programs_program SET slug = ''"), True),
        (migrations.AddIndex("program", models.Index(fields=["slug"], name="x")), True),
        (AddIndexConcurrently("program", models.Index(fields=["slug"], name="x")), False),
        (AddConstraintNotValid("program", models.CheckConstraint(condition=models.Q(slug=""), name="x")), False),
    ],
)
def test_what_stops_people_is_seen(operation: Operation, stops: bool) -> None:
    assert bool(danger(operation)) is stops
