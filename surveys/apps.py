"""The surveys app."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "surveys"
