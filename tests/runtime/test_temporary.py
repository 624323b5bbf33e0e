"""The servers of the test session themselves."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_database_is_used_by_the_application_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolinherit, pg_has_role('belonging_maint', 'USAGE'), "
            "current_setting('TimeZone'), current_setting('server_encoding') FROM pg_roles WHERE rolname = current_user"
        )
        row = cursor.fetchone()

    assert row == ("belonging_app", False, False, False, False, "UTC", "UTF8")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_tables_are_emptied_after_a_transactional_test(time: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tenancy_organization")
        before = cursor.fetchone()
        cursor.execute(
            "INSERT INTO tenancy_organization (id, name, slug, created_at) "
            "VALUES (gen_random_uuid(), 'Northlight', 'northlight', now())"
        )

    assert before == (0,)
