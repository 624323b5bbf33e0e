"""Addresses of an organization's programs."""

from django.urls import path

from programs.views import home as views

app_name = "programs"
urlpatterns = [path("o/<slug:organization>/", views.organization_home, name="organization-home")]
