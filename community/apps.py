"""The community app."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "community"

    def ready(self) -> None:
        """Listens to news from below."""
        from community import receivers  # noqa: F401, PLC0415 -- models are ready only now
