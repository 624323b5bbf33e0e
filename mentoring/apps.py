from django.apps import AppConfig


class MentoringConfig(AppConfig):
    """Pairs of peers who meet every second week, and are looked after."""

    name = "mentoring"
