"""Addresses of what people say of themselves."""

from django.urls import path

from community.views import profiles

urlpatterns = [
    path("community/people/", profiles.directory, name="directory"),
    path("community/people/me/", profiles.profile_edit, name="profile-edit"),
    path("community/people/me/answer/", profiles.profile_answer, name="profile-answer"),
    path("community/people/<uuid:person>/", profiles.profile_detail, name="profile-detail"),
]
