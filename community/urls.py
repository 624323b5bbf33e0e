"""Addresses of the community: inside a program, and those anybody may open."""

from django.urls import URLPattern, URLResolver, include, path

from community import (
    award_urls,
    benefit_urls,
    buddy_urls,
    group_urls,
    profile_urls,
    project_urls,
    prompt_urls,
    sharing_urls,
    story_urls,
    summary_urls,
    thanks_urls,
    theme_urls,
    tour_urls,
    wall_urls,
)
from community.views import hub

app_name = "community"
in_program: list[URLPattern | URLResolver] = [
    path("community/", hub.hub, name="hub"),
    *award_urls.urlpatterns,
    *benefit_urls.urlpatterns,
    *buddy_urls.urlpatterns,
    *group_urls.urlpatterns,
    *profile_urls.urlpatterns,
    *project_urls.urlpatterns,
    *prompt_urls.urlpatterns,
    *sharing_urls.urlpatterns,
    *story_urls.urlpatterns,
    *thanks_urls.urlpatterns,
    *theme_urls.urlpatterns,
    *tour_urls.urlpatterns,
    *wall_urls.urlpatterns,
    *summary_urls.urlpatterns,
]
urlpatterns: list[URLPattern | URLResolver] = [
    *story_urls.public_urlpatterns,
    *summary_urls.public_urlpatterns,
    path("o/<slug:organization>/p/<slug:program>/", include(in_program)),
]
