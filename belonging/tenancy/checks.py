"""A start-up check: the application must not run as a role for which row-level security does not hold."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

WHO_AM_I = """
SELECT rolsuper OR rolbypassrls,
       EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE c.relowner = r.oid AND c.relkind = 'r' AND n.nspname = 'public')
FROM pg_roles r WHERE rolname = current_user
"""


@register(Tags.database)
def check_role_is_fenced(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuses a "default" connection that bypasses row-level security or owns tables."""
    if not databases or "default" not in databases:
        return []
    with connections["default"].cursor() as cursor:
        cursor.execute(WHO_AM_I)
        bypasses, owns = cursor.fetchone() or (True, True)
    if not bypasses and not owns:
        return []
    return [
        Error(
            "DATABASE_URL signs in as a role that row-level security does not hold back.",
            hint="Use the role belonging_app, which owns nothing; docs/running.md shows how to make it.",
            id="belonging.E001",
        )
    ]
