"""The rights app: what people may ask of their data."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "belonging.rights"
    label = "rights"
