"""API addresses of introductions: a person's own, and for those who run the program rounds and reaching out."""

from django.urls import path

from network.api import introductions, outreach, rounds

urlpatterns = [
    path("introductions/", introductions.IntroductionList.as_view(), name="introduction-list"),
    path("introductions/wish/", introductions.IntroductionWish.as_view(), name="introduction-wish"),
    path("introductions/rounds/", rounds.RoundList.as_view(), name="round-list"),
    path("introductions/rounds/planned/", rounds.RoundPlanned.as_view(), name="round-planned"),
    path("introductions/rounds/<uuid:round>/", rounds.RoundDetail.as_view(), name="round"),
    path("introductions/rounds/<uuid:round>/start/", rounds.RoundStart.as_view(), name="round-start"),
    path("introductions/rounds/<uuid:round>/close/", rounds.RoundClose.as_view(), name="round-close"),
    path(
        "introductions/<uuid:introduction>/answer/",
        introductions.IntroductionAnswer.as_view(),
        name="introduction-answer",
    ),
    path("introductions/<uuid:introduction>/met/", introductions.IntroductionMet.as_view(), name="introduction-met"),
    path("outreach/", outreach.OutreachList.as_view(), name="outreach-list"),
    path("outreach/<uuid:person>/", outreach.Outreach.as_view(), name="outreach"),
    path("outreach/<uuid:person>/undo/", outreach.OutreachUndo.as_view(), name="outreach-undo"),
]
