"""API addresses of what is noticed in a program, what is done about it, and the evidence."""

from django.urls import path

from dashboards.api import circles, moves, packs

app_name = "dashboards-api"
urlpatterns = [
    path("signals/", moves.SignalList.as_view(), name="signal-list"),
    path("signals/<uuid:signal>/move/", moves.MoveOpen.as_view(), name="move-open"),
    path("moves/", moves.MoveList.as_view(), name="move-list"),
    path("moves/brief/", moves.BriefWishes.as_view(), name="brief-wish"),
    path("moves/<uuid:move>/", moves.MoveUndo.as_view(), name="move"),
    path("moves/<uuid:move>/done/", moves.MoveDone.as_view(), name="move-done"),
    path("moves/<uuid:move>/close/", moves.MoveClose.as_view(), name="move-close"),
    path("circles/found/", circles.FoundCircles.as_view(), name="found-circles"),
    path("packs/", packs.PackList.as_view(), name="pack-list"),
    path("packs/make/", packs.PackMake.as_view(), name="pack-make"),
]
