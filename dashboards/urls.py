"""Addresses of the facilitator's pages."""

from django.urls import include, path

from dashboards import views

app_name = "dashboards"
in_program = [
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/network/", views.network_detail, name="network-detail"),
    path("dashboard/network/time/", views.network_time, name="network-time"),
    path("dashboard/network/files/<slug:level>/<str:file>/", views.network_file, name="network-file"),
]
urlpatterns = [path("o/<slug:organization>/p/<slug:program>/", include(in_program))]
