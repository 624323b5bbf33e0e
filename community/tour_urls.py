"""Addresses of a first look around, and of asking for help."""

from django.urls import path

from community.views import requests, tours

urlpatterns = [
    path("community/tour/", tours.tour_detail, name="tour-detail"),
    path("community/tour/seen/", tours.tour_tick, name="tour-tick"),
    path("community/tour/found/", tours.tour_found, name="tour-found"),
    path("community/help/", requests.help_list, name="help-list"),
    path("community/help/<uuid:wanted>/ask/", requests.help_ask, name="help-ask"),
    path("community/help/<uuid:wanted>/close/", requests.help_close, name="help-close"),
    path("community/help/asked/<uuid:asked>/", requests.help_answer, name="help-answer"),
]
