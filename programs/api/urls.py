"""API addresses of the twelve months, inside a program."""

from django.urls import path

from programs.api import paths

app_name = "programs-api"
urlpatterns = [
    path("month/", paths.ThisMonth.as_view(), name="month"),
    path("steps/<uuid:step>/done/", paths.StepDone.as_view(), name="step-done"),
    path("promises/<uuid:promise>/done/", paths.PromiseDone.as_view(), name="promise-done"),
]
