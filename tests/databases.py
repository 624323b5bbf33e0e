"""The test database is made by the owner role and used by the application role, under the real policies."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> Iterator[None]:
    """Takes the place of pytest-django's own fixture."""
    from django.conf import settings
    from django.db import connection
    from django.db.backends.signals import connection_created
    from django.test.utils import setup_databases, teardown_databases

    from belonging.tenancy.checks import refuse_unfenced_role

    owner, application = urlsplit(os.environ["DATABASE_OWNER_URL"]).username, settings.DATABASES["default"]["USER"]
    with django_db_blocker.unblock():
        connection_created.disconnect(refuse_unfenced_role)  # while the owner uses the application's alias
        _sign_in_as(owner)
        # Serialising the rows would read through managers that refuse to work without a scope.
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
        with connection.cursor() as cursor:  # transactional tests empty the tables afterwards
            cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {application}")
        _sign_in_as(application)
        connection_created.connect(refuse_unfenced_role)
    yield
    with django_db_blocker.unblock():
        connection_created.disconnect(refuse_unfenced_role)
        _sign_in_as(owner)
        teardown_databases(made, verbosity=0)


def _sign_in_as(role: str) -> None:
    from django.db import connection, connections

    connections.close_all()  # "beside" too: a database with a visitor cannot be dropped
    connection.settings_dict["USER"] = role
