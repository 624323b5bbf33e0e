"""
The fences in the database, as constraint classes, so that migrations write them.

`fences("program", "author")` in a model's Meta.constraints gives the table its row-level security, the two-column
unique key that children point at, and one two-column foreign key per named parent. docs/decisions/0001 says why.
"""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement
from django.db.migrations import AddConstraint
from django.db.models.constraints import BaseConstraint

from belonging.tenancy.scope import MAINTENANCE_ROLE, ORGANIZATION_SETTING, USER_SETTING

# Wrapped in a SELECT so that it is evaluated once per query, not per row (measured: 93 ms against 336 ms).
_HERE = f"(SELECT nullif(current_setting('{ORGANIZATION_SETTING}', true), '')::uuid)"
_ME = f"(SELECT nullif(current_setting('{USER_SETTING}', true), '')::bigint)"


class _SqlConstraint(BaseConstraint):
    """A constraint made of whole statements; the database checks it, Python does not."""

    # Django calls these three with a model and an editor, and takes None for "nothing to run now".
    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        """Nothing inside CREATE TABLE; the statements run when the migration's tables all stand."""
        schema_editor.deferred_sql.extend(self.statements(model, schema_editor))

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        """The statements in one go, for a constraint that comes later than its table."""
        return self._whole("; ".join(self.statements(model, schema_editor)))

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        """The statements in one go."""
        return self._whole("; ".join(self.undo_statements(model, schema_editor)))

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to do in Python: the database refuses."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash((type(self), self.name))

    @staticmethod
    def _whole(sql: str) -> Statement:
        return Statement("%(sql)s", sql=sql)

    def statements(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        """The statements that put the constraint in place."""
        raise NotImplementedError

    def undo_statements(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        """The statements that take it away again."""
        raise NotImplementedError


class RowSecurity(_SqlConstraint):
    """Rows of the open organization only; FORCE, so that not even an owner without BYPASSRLS is exempt."""

    def __init__(self, *, name: str, own_rows_of: str = "") -> None:
        super().__init__(name=name)
        self.own_rows_of = own_rows_of

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        if self.own_rows_of:
            kwargs["own_rows_of"] = self.own_rows_of
        return path, args, kwargs

    def statements(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        table = schema_editor.quote_name(model._meta.db_table)  # noqa: SLF001 -- Django's public-in-practice Options
        rows = f"organization_id = {_HERE}"
        found = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY tenant ON {table} USING ({rows}) WITH CHECK ({rows})",
            f"CREATE POLICY maintenance ON {table} TO {MAINTENANCE_ROLE} USING (true) WITH CHECK (true)",
        ]
        if self.own_rows_of:
            found.append(f"CREATE POLICY own ON {table} FOR SELECT USING ({self.own_rows_of} = {_ME})")
        return found

    def undo_statements(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        table = schema_editor.quote_name(model._meta.db_table)  # noqa: SLF001
        policies = ["tenant", "maintenance", *(["own"] if self.own_rows_of else [])]
        return [
            *(f"DROP POLICY IF EXISTS {policy} ON {table}" for policy in policies),
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ]


class SameTenant(_SqlConstraint):
    """
    A foreign key over (organization, parent), so that a row cannot point at another organization's parent.

    Row security alone does not stop that: foreign-key checks go around it.
    """

    def __init__(self, *, name: str, field: str) -> None:
        super().__init__(name=name)
        self.field = field

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        kwargs["field"] = self.field
        return path, args, kwargs

    def statements(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        options: Any = model._meta  # noqa: SLF001 -- Django's public-in-practice Options
        field = options.get_field(self.field)
        quote = schema_editor.quote_name
        parent = quote(field.related_model._meta.db_table)  # noqa: SLF001
        key = f"FOREIGN KEY (organization_id, {quote(field.column)}) REFERENCES {parent} (organization_id, id)"
        table = quote(options.db_table)
        return [f"ALTER TABLE {table} ADD CONSTRAINT {quote(self.name)} {key} DEFERRABLE INITIALLY DEFERRED"]

    def undo_statements(self, model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> list[str]:
        quote = schema_editor.quote_name
        table = quote(model._meta.db_table)  # noqa: SLF001
        return [f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {quote(self.name)}"]


class AddSameTenantNotValid(AddConstraint):
    """
    A same-tenant key for a table that is in use: from now on it holds for every new row.

    Rows that are there are not looked at, which would hold a lock for as long as the table is large;
    `ValidateConstraint` in the next migration does that.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Adds the key without a look at the rows."""
        model = from_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.execute(f"{self.constraint.create_sql(model, schema_editor)} NOT VALID", params=None)


def fences(*parents: str, own_rows_of: str = "") -> list[BaseConstraint]:
    """
    All fences of one tenant table, for its Meta.constraints.

    `parents` names the table's OrgForeignKey fields; `own_rows_of` names a user column whose person may read the row
    across organizations (memberships only).
    """
    prefix = "%(app_label)s_%(class)s"
    return [
        RowSecurity(name=f"{prefix}_fence", own_rows_of=own_rows_of),
        models.UniqueConstraint(fields=["organization", "id"], name=f"{prefix}_key"),
        models.UniqueConstraint(fields=["organization", "public_id"], name=f"{prefix}_public"),
        *(SameTenant(name=f"{prefix}_{parent}_same", field=parent) for parent in parents),
    ]
