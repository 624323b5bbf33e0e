"""The API's roof: one version, its schema, and every app's addresses."""

from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView

urlpatterns = [
    path("schema/", SpectacularJSONAPIView.as_view(), name="api-schema"),
    path("o/<slug:organization>/", include("belonging.tenancy.api.urls")),
    path("o/<slug:organization>/p/<slug:program>/", include("network.api.urls")),
    path("o/<slug:organization>/", include("programs.api.urls")),
    path("o/<slug:organization>/p/<slug:program>/", include("mentoring.api.urls")),
    path("o/<slug:organization>/p/<slug:program>/", include("surveys.api.urls")),
    path("o/<slug:organization>/", include("dashboards.api.urls")),
    path("o/<slug:organization>/p/<slug:program>/", include("community.api.urls")),
]
