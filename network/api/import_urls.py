"""API addresses of what is brought in from files."""

from django.urls import path

from network.api import imports

urlpatterns = [
    path("imports/people/", imports.ImportPeople.as_view(), name="import-people"),
    path("imports/interactions/", imports.ImportInteractions.as_view(), name="import-interactions"),
]
