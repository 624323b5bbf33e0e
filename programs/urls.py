"""Addresses of an organization's programs, and of what is inside one."""

from django.urls import URLPattern, URLResolver, include, path

from programs import event_urls, path_urls, people_urls, plan_urls, resource_urls
from programs.views import home

app_name = "programs"
in_organization: list[URLPattern | URLResolver] = [
    path("", home.organization_home, name="organization-home"),
    *people_urls.in_organization,
    *plan_urls.in_organization,
]
in_program: list[URLPattern | URLResolver] = [
    *event_urls.urlpatterns,
    *path_urls.urlpatterns,
    *people_urls.urlpatterns,
    *resource_urls.urlpatterns,
    *plan_urls.urlpatterns,
]
urlpatterns: list[URLPattern | URLResolver] = [
    *event_urls.public_urlpatterns,
    *people_urls.public_urlpatterns,
    path("o/<slug:organization>/", include(in_organization)),
    path("o/<slug:organization>/p/<slug:program>/", include(in_program)),
]
