"""The application must not run as a role for which row-level security does not hold."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.base import BaseDatabaseWrapper

from belonging.tenancy.scope import BESIDE

WHO_AM_I = """
SELECT rolsuper OR rolbypassrls,
       EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE c.relowner = r.oid AND c.relkind = 'r' AND n.nspname = 'public')
FROM pg_roles r WHERE rolname = current_user
"""
_fenced: set[str] = set()  # aliases of this process whose role is known; "owner" migrates and is never asked


def refuse_unfenced_role(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Looks at the first connection of each process; raises ImproperlyConfigured for a role that nothing holds back."""
    if connection.alias not in {DEFAULT_DB_ALIAS, BESIDE} or connection.alias in _fenced:
        return
    with connection.cursor() as cursor:
        cursor.execute(WHO_AM_I)
        bypasses, owns = cursor.fetchone() or (True, True)
    if bypasses or owns:
        connection.close()  # it stands by now, and the next query would find it open
        raise ImproperlyConfigured(
            "DATABASE_URL signs in as a role that row-level security does not hold back; use belonging_app, "
            "which owns nothing (docs/running.md shows how to make it)."
        )
    _fenced.add(connection.alias)
