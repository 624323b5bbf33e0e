"""What the application role may do: rows, never structure."""

from django.db import connections

APPLICATION_ROLE = "belonging_app"
MAINTENANCE_ROLE = "belonging_maint"


def grant(using: str) -> None:
    """This will let the application and maintenance roles read and write rows of every table but the migration list."""
    with connections[using].cursor() as cursor:
        for role in (APPLICATION_ROLE, MAINTENANCE_ROLE):
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
            cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
            cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
            cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}")
