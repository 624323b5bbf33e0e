"""The roof: commands that use everything."""

from django.apps import AppConfig


class RoofConfig(AppConfig):
    name = "belonging"
    label = "roof"

    def ready(self) -> None:
        """Makes the Celery app the one that tasks are published with, in the web process too."""
        from belonging import celery  # noqa: F401, PLC0415 -- it reads the settings, which stand by now
