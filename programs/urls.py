"""Addresses of an organization's programs."""

from django.urls import path

from programs import views

app_name = "programs"
urlpatterns = [path("o/<slug:organization>/", views.organization_home, name="organization-home")]
