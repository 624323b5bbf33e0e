"""The fences as constraint classes: what migrations write down, and how they are taken away."""

from django.db import connection

from belonging.tenancy.fences import RowSecurity, SameTenant, fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import Invitation, Membership


def test_fences_name_everything_a_tenant_table_needs() -> None:
    names = [constraint.name for constraint in fences("program", "author")]

    assert names == [
        f"%(app_label)s_%(class)s_{end}" for end in ("fence", "key", "public", "program_same", "author_same")
    ]


def test_fences_are_equal_by_what_they_say() -> None:
    assert RowSecurity(name="a") == RowSecurity(name="a")
    assert RowSecurity(name="a") != RowSecurity(name="a", own_rows_of="user_id")
    assert SameTenant(name="a", field="b") != SameTenant(name="a", field="c")
    assert len({SameTenant(name="a", field="b"), SameTenant(name="a", field="b")}) == 1


def test_fences_survive_being_written_into_a_migration() -> None:
    for made in (RowSecurity(name="a", own_rows_of="user_id"), RowSecurity(name="a"), SameTenant(name="a", field="b")):
        path, args, kwargs = made.deconstruct()
        assert path.startswith("belonging.tenancy.fences.")
        assert type(made)(*args, **kwargs) == made


def test_row_security_is_taken_away_as_it_was_made(db: None) -> None:
    with connection.schema_editor(collect_sql=True) as editor:
        made = RowSecurity(name="a", own_rows_of="user_id")
        there = made.statements(Membership, editor)
        back = made.undo_statements(Membership, editor)

    assert sum(text.startswith("CREATE POLICY") for text in there) == sum("DROP POLICY" in text for text in back) == 3
    assert any("FORCE ROW LEVEL SECURITY" in text for text in there)


def test_key_to_a_parent_carries_the_organization(db: None) -> None:
    with connection.schema_editor(collect_sql=True) as editor:
        (text,) = SameTenant(name="a", field="invited_by").statements(Invitation, editor)

    assert (
        'FOREIGN KEY (organization_id, "invited_by_id") REFERENCES "tenancy_membership" (organization_id, id)' in text
    )
    assert text.endswith("DEFERRABLE INITIALLY DEFERRED")


def test_django_makes_no_key_or_index_of_its_own() -> None:
    field = OrgForeignKey("tenancy.Membership")

    assert (field.db_constraint, field.db_index) == (False, False)
    assert {"db_constraint", "db_index"} & set(field.deconstruct()[3]) == set()
