"""Addresses of welcome buddies."""

from django.urls import path

from community.views import buddies

urlpatterns = [
    path("community/welcome/", buddies.buddy_detail, name="buddy-detail"),
    path("community/welcome/stop/", buddies.buddy_stop, name="buddy-stop"),
    path("community/welcome/unmet/", buddies.unmet_list, name="unmet-list"),
    path("community/welcome/<uuid:welcome>/greet/", buddies.welcome_greet, name="welcome-greet"),
    path("community/welcome/<uuid:welcome>/tick/", buddies.welcome_tick, name="welcome-tick"),
    path("community/welcome/<uuid:welcome>/pass/", buddies.welcome_pass, name="welcome-pass"),
    path("community/welcome/<uuid:welcome>/end/", buddies.welcome_end, name="welcome-end"),
    path("community/welcome/<uuid:welcome>/give/", buddies.welcome_give, name="welcome-give"),
]
