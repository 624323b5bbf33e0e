"""Addresses of mentoring inside a program."""

from django.urls import URLPattern, URLResolver, include, path

from mentoring.views import profiles

app_name = "mentoring"
in_program: list[URLPattern | URLResolver] = [
    path("", profiles.mentoring_home, name="home"),
    path("join/", profiles.profile_edit, name="profile-edit"),
    path("leave/", profiles.profile_close, name="profile-close"),
]
urlpatterns = [path("o/<slug:organization>/p/<slug:program>/mentoring/", include(in_program))]
