"""Addresses of what people may ask of their data."""

from django.urls import path

from belonging.rights import views

app_name = "rights"
urlpatterns = [
    path("o/<slug:organization>/everything-about-me/", views.own_data, name="own-data"),
    path("o/<slug:organization>/everything-about-me/erase/", views.person_erase, name="person-erase"),
    path("o/<slug:organization>/settings/kept/", views.retention_edit, name="retention-edit"),
]
