"""Addresses of surveys: inside a program, and two pages for everybody."""

from django.urls import URLPattern, URLResolver, include, path

from surveys.views import answering, assessments, events, folder, instruments, public, talks, waves

app_name = "surveys"
in_program: list[URLPattern | URLResolver] = [
    path("", waves.wave_list, name="wave-list"),
    path("new/", waves.wave_create, name="wave-create"),
    path("questions/", instruments.instrument_list, name="instrument-list"),
    path("questions/new/", instruments.instrument_create, name="instrument-create"),
    path("questions/<uuid:instrument>/", instruments.instrument_detail, name="instrument-detail"),
    path("questions/<uuid:instrument>/edit/", instruments.instrument_edit, name="instrument-edit"),
    path(
        "questions/<uuid:instrument>/words/<slug:language>/",
        instruments.instrument_translate,
        name="instrument-translate",
    ),
    path("restricted/", folder.remark_folder, name="remark-folder"),
    path("restricted/<uuid:remark>/settle/", folder.remark_settle, name="remark-settle"),
    path("restricted/<uuid:remark>/put/", folder.remark_restrict, name="remark-restrict"),
    path("replies/", talks.reply_read, name="reply-read"),
    path("replies/send/", talks.reply_send, name="reply-send"),
    path("talks/", talks.talk_list, name="talk-list"),
    path("talks/<uuid:remark>/", talks.talk_detail, name="talk-detail"),
    path("mine/", answering.removal_ask, name="removal-ask"),
    path("mine/asked/", answering.removal_asked, name="removal-asked"),
    path("standing/", assessments.assessment_list, name="assessment-list"),
    path("standing/fill/", assessments.assessment_fill, {"is_sponsors": False}, name="assessment-fill"),
    path("standing/sponsor/", assessments.assessment_fill, {"is_sponsors": True}, name="assessment-sponsor"),
    path("standing/plan/", assessments.assessment_plan, name="assessment-plan"),
    path("standing/<uuid:assessment>/remove/", assessments.assessment_remove, name="assessment-remove"),
    path("events/<uuid:event>/", events.event_ask, name="event-ask"),
    path("actions/<uuid:action>/done/", waves.action_finish, name="action-finish"),
    path("<uuid:wave>/", waves.wave_detail, name="wave-detail"),
    path("<uuid:wave>/promise/", waves.wave_promise, name="wave-promise"),
    path("<uuid:wave>/answer/", answering.wave_answer, name="wave-answer"),
    path("<uuid:wave>/sent/", answering.wave_sent, name="wave-sent"),
    path("<uuid:wave>/withdraw/", answering.wave_withdraw, name="wave-withdraw"),
    path("<uuid:wave>/figures.csv", waves.wave_export, name="wave-export"),
    path("<uuid:wave>/move/", waves.wave_move, name="wave-move"),
    path("<uuid:wave>/rules/", waves.wave_rules, name="wave-rules"),
    path("<uuid:wave>/call-off/", waves.wave_call_off, name="wave-call-off"),
    path("<uuid:wave>/remind/", waves.wave_remind, name="wave-remind"),
    path("<uuid:wave>/note/", waves.wave_note, name="wave-note"),
    path("<uuid:wave>/actions/", waves.action_promise, name="action-promise"),
]
urlpatterns = [
    path("surveys/how-it-works/", public.how_it_works, name="how-it-works"),
    path("o/<slug:organization>/p/<slug:program>/surveys/", include(in_program)),
]
