"""The tenancy app: grants for the application role follow every migration, and no other role gets in."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


def grant_to_application(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After migrations: the application and maintenance roles may work with rows, and own nothing."""
    from belonging.tenancy.grants import grant  # noqa: PLC0415 -- apps load before the database is known

    grant(using)


class TenancyConfig(AppConfig):
    name = "belonging.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        post_migrate.connect(grant_to_application, sender=self)
        from belonging.tenancy.checks import refuse_unfenced_role  # noqa: PLC0415 -- it reads the settings

        connection_created.connect(refuse_unfenced_role)
        from belonging.tenancy.wording import speak_as_the_organization_does  # noqa: PLC0415 -- it reads the settings

        speak_as_the_organization_does()
