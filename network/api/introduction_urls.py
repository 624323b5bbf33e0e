"""API addresses of introductions."""

from django.urls import path

from network.api import introductions as views

urlpatterns = [
    path("introductions/", views.IntroductionList.as_view(), name="introduction-list"),
    path("introductions/rounds/", views.RoundList.as_view(), name="round-list"),
    path("introductions/<uuid:introduction>/answer/", views.IntroductionAnswer.as_view(), name="introduction-answer"),
    path("introductions/<uuid:introduction>/met/", views.IntroductionMet.as_view(), name="introduction-met"),
]
