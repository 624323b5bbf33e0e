"""Addresses of what is brought in from files."""

from django.urls import path

from network.views import imports

urlpatterns = [
    path("", imports.import_list, name="import-list"),
    path("people/", imports.import_people, name="import-people"),
    path("interactions/", imports.import_interactions, name="import-interactions"),
    path("<uuid:file>/", imports.import_detail, name="import-detail"),
]
