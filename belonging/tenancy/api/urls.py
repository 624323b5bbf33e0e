"""API addresses of an organization."""

from django.urls import path

from belonging.tenancy.api import words

app_name = "tenancy-api"
urlpatterns = [
    path("words/", words.WordList.as_view(), name="word-list"),
    path("words/<slug:language>/<slug:word>/", words.Word.as_view(), name="word"),
]
