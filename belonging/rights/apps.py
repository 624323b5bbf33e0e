"""The rights app: what people may ask of their data."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "belonging.rights"
    label = "rights"

    def ready(self) -> None:
        """Connects the receivers."""
        from belonging.rights import receivers  # noqa: F401, PLC0415
