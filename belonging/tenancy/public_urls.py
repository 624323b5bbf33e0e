"""Addresses for anyone."""

from django.urls import path

from belonging.tenancy import installing, views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("worker.js", installing.worker, name="worker"),
    path("offline/", installing.offline, name="offline"),
    path("healthz", views.health, name="health"),
    path("readyz", views.readiness, name="readiness"),
]
