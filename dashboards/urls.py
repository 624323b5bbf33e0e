"""Addresses of the facilitator's pages."""

from django.urls import include, path

from dashboards.views import circle, compare, dashboard, goals, moves, packs, personas

app_name = "dashboards"
in_program = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/network/", dashboard.network_detail, name="network-detail"),
    path("dashboard/network/time/", dashboard.network_time, name="network-time"),
    path("dashboard/network/files/<slug:level>/<str:file>/", dashboard.network_file, name="network-file"),
    path("dashboard/months/", dashboard.month_compare, name="month-compare"),
    path("moves/", moves.move_list, name="move-list"),
    path("moves/week/", moves.brief_wish, name="brief-wish"),
    path("moves/open/<uuid:signal>/", moves.move_open, name="move-open"),
    path("moves/<uuid:move>/done/", moves.move_finish, name="move-finish"),
    path("moves/<uuid:move>/back/", moves.move_undo, name="move-undo"),
    path("moves/<uuid:move>/close/", moves.move_close, name="move-close"),
    path("goals/", goals.goal_list, name="goal-list"),
    path("goals/write/", goals.goal_write, name="goal-write"),
    path("goals/<uuid:goal>/remove/", goals.goal_remove, name="goal-remove"),
    path("goals/<uuid:goal>/result/", goals.result_add, name="result-add"),
    path("goals/results/<uuid:result>/remove/", goals.result_remove, name="result-remove"),
    path("personas/", personas.persona_list, name="persona-list"),
    path("personas/<uuid:persona>/", personas.persona_detail, name="persona-detail"),
    path("personas/<uuid:persona>/tags/", personas.persona_tag, name="persona-tag"),
    path("personas/<uuid:persona>/remove/", personas.persona_remove, name="persona-remove"),
    path("evidence/", packs.pack_list, name="pack-list"),
    path("evidence/make/", packs.pack_make, name="pack-make"),
    path("evidence/<uuid:pack>/", packs.pack_detail, name="pack-detail"),
    path("evidence/<uuid:pack>/<str:file>", packs.pack_file, name="pack-file"),
]
urlpatterns = [
    path("o/<slug:organization>/programs/side-by-side/", compare.program_compare, name="program-compare"),
    path("o/<slug:organization>/circle/", circle.circle_detail, name="circle-detail"),
    path("o/<slug:organization>/circle/write/", circle.circle_write, name="circle-write"),
    path("o/<slug:organization>/circle/role/", circle.circle_role, name="circle-role"),
    path("o/<slug:organization>/circle/check/", circle.circle_check, name="circle-check"),
    path("o/<slug:organization>/circle/<uuid:circle_note>/remove/", circle.circle_remove, name="circle-remove"),
    path("o/<slug:organization>/p/<slug:program>/", include(in_program)),
]
