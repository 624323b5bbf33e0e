"""Addresses for anyone."""

from django.urls import path

from belonging.tenancy import views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.health, name="health"),
    path("readyz", views.readiness, name="readiness"),
]
