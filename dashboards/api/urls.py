"""API addresses of what is noticed in a program, what is done about it, the evidence, and the circle."""

from django.urls import URLPattern, URLResolver, include, path

from dashboards.api import circle, found_circles, goals, moves, packs, personas

app_name = "dashboards-api"
in_program: list[URLPattern | URLResolver] = [
    path("signals/", moves.SignalList.as_view(), name="signal-list"),
    path("signals/<uuid:signal>/move/", moves.MoveOpen.as_view(), name="move-open"),
    path("moves/", moves.MoveList.as_view(), name="move-list"),
    path("moves/brief/", moves.BriefWishes.as_view(), name="brief-wish"),
    path("moves/<uuid:move>/", moves.MoveUndo.as_view(), name="move"),
    path("moves/<uuid:move>/done/", moves.MoveDone.as_view(), name="move-done"),
    path("moves/<uuid:move>/close/", moves.MoveClose.as_view(), name="move-close"),
    path("circles/found/", found_circles.FoundCircles.as_view(), name="found-circles"),
    path("packs/", packs.PackList.as_view(), name="pack-list"),
    path("packs/make/", packs.PackMake.as_view(), name="pack-make"),
    path("goals/<int:quarter>/", goals.GoalChart.as_view(), name="goal-chart"),
    path("goals/<uuid:goal>/", goals.Goal.as_view(), name="goal"),
    path("goals/<uuid:goal>/results/", goals.GoalResults.as_view(), name="result-add"),
    path("goals/results/<uuid:result>/", goals.KeyResult.as_view(), name="result"),
    path("personas/", personas.PersonaList.as_view(), name="persona-list"),
    path("personas/<uuid:persona>/", personas.Persona.as_view(), name="persona"),
    path("personas/<uuid:persona>/things/", personas.PersonaThings.as_view(), name="persona-things"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("circle/", circle.Circle.as_view(), name="circle"),
    path("circle/notes/", circle.CircleNotes.as_view(), name="circle-write"),
    path("circle/notes/<uuid:circle_note>/", circle.CircleNote.as_view(), name="circle-note"),
    path("circle/role/", circle.CircleRole.as_view(), name="circle-role"),
    path("circle/checks/", circle.CircleChecks.as_view(), name="circle-check"),
    path("p/<slug:program>/", include(in_program)),
]
