"""Addresses of the facilitator's pages."""

from django.urls import include, path

from dashboards import views

app_name = "dashboards"
in_program = [
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/network/", views.network_detail, name="network-detail"),
]
urlpatterns = [path("o/<slug:organization>/p/<slug:program>/", include(in_program))]
