"""Addresses of introductions: a person's own, and the rounds of those who run the program."""

from django.urls import path

from network.views import introductions, outreach, rounds

urlpatterns = [
    path("outreach/", outreach.outreach_list, name="outreach-list"),
    path("outreach/<uuid:person>/", outreach.outreach_record, name="outreach-record"),
    path("outreach/<uuid:person>/undo/", outreach.outreach_undo, name="outreach-undo"),
    path("introductions/", introductions.introduction_list, name="introduction-list"),
    path("introductions/wish/", introductions.introduction_wish, name="introduction-wish"),
    path("introductions/<uuid:introduction>/answer/", introductions.introduction_answer, name="introduction-answer"),
    path("introductions/<uuid:introduction>/met/", introductions.introduction_met, name="introduction-met"),
    path("introductions/offers/", rounds.round_list, name="round-list"),
    path("introductions/offers/plan/", rounds.round_plan, name="round-plan"),
    path("introductions/offers/<uuid:round>/", rounds.round_detail, name="round-detail"),
    path("introductions/offers/<uuid:round>/start/", rounds.round_start, name="round-start"),
    path("introductions/offers/<uuid:round>/drop/", rounds.round_drop, name="round-drop"),
    path("introductions/offers/<uuid:round>/close/", rounds.round_close, name="round-close"),
]
