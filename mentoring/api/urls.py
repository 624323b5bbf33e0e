"""API addresses of mentoring inside a program."""

from django.urls import path

from mentoring.api import pairs

app_name = "mentoring-api"
urlpatterns = [
    path("mentoring/pairs/", pairs.PairList.as_view(), name="pair-list"),
    path("mentoring/pairs/<uuid:pair>/answer/", pairs.PairAnswer.as_view(), name="pair-answer"),
    path("mentoring/pairs/<uuid:pair>/check-ins/", pairs.PairCheckIn.as_view(), name="check-in"),
    path("mentoring/track/", pairs.TrackFigures.as_view(), name="track"),
]
