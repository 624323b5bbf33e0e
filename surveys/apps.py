"""The surveys app."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"

    def ready(self) -> None:
        """Hears of programs whose days have changed."""
        from surveys import receivers  # noqa: F401, PLC0415 -- receivers stand on models, which stand on loaded apps
