from django.apps import AppConfig


class MentoringConfig(AppConfig):
    """Pairs of peers who meet every second week, and are looked after."""

    name = "mentoring"

    def ready(self) -> None:
        """Hears of people who leave a program."""
        from mentoring import receivers  # noqa: F401, PLC0415 -- receivers stand on models, which stand on loaded apps
