"""The network app."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "network"

    def ready(self) -> None:
        """Makes the kinds of job this app does known, also where no Celery worker has looked for tasks."""
        from network import tasks  # noqa: F401, PLC0415 -- tasks stand on models, which stand on loaded apps
