"""The roof: every address begins here."""

from django.urls import URLPattern, URLResolver, include, path

from belonging.core.arranged import Arranged

written: list[URLPattern | URLResolver] = [
    path("", include("belonging.tenancy.public_urls")),
    path("", include("belonging.operation.urls")),
    path("", include("belonging.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("belonging.tenancy.urls")),
    path("", include("belonging.tools.urls")),
    path("", include("programs.urls")),
    path("", include("surveys.urls")),
    path("", include("network.urls")),
    path("", include("mentoring.urls")),
    path("", include("community.urls")),
    path("", include("dashboards.urls")),
    path("", include("belonging.rights.urls")),
    path("api/v1/", include("belonging.api")),
]
urlpatterns = [Arranged(written)]
handler500 = "belonging.operation.views.server_error"
