"""Addresses of mentoring inside a program."""

from django.urls import URLPattern, URLResolver, include, path

from mentoring.views import asks, meetings, pairs, profiles, rounds, tracks

app_name = "mentoring"
of_a_pair: list[URLPattern | URLResolver] = [
    path("", pairs.pair_detail, name="pair-detail"),
    path("answer/", pairs.pair_answer, name="pair-answer"),
    path("fit/", pairs.fit_say, name="fit-say"),
    path("review/", pairs.review_say, name="review-say"),
    path("leave/", pairs.pair_leave, name="pair-leave"),
    path("help/", pairs.help_ask, name="help-ask"),
    path("check-in/", meetings.check_in, name="check-in"),
    path("check-in/<uuid:check_in>/deny/", meetings.check_in_deny, name="check-in-deny"),
    path("next/", meetings.next_plan, name="next-plan"),
    path("next.ics", pairs.pair_download, name="pair-download"),
    path("my-words.txt", pairs.words_download, name="words-download"),
    path("notes/", meetings.note_write, name="note-write"),
    path("notes/<uuid:pair_note>/erase/", meetings.note_erase, name="note-erase"),
    path("feedback/", meetings.feedback_send, name="feedback-send"),
]
of_a_round: list[URLPattern | URLResolver] = [
    path("", rounds.round_detail, name="round-detail"),
    path("anew/", rounds.round_remake, name="round-remake"),
    path("join/", rounds.round_join, name="round-join"),
    path("publish/", rounds.round_publish, name="round-publish"),
    path("drop/", rounds.round_drop, name="round-drop"),
    path("pairs/<uuid:drafted>/hold/", rounds.round_hold, name="round-hold"),
    path("pairs/<uuid:drafted>/split/", rounds.round_split, name="round-split"),
]
in_program: list[URLPattern | URLResolver] = [
    path("", profiles.mentoring_home, name="home"),
    path("join/", profiles.profile_edit, name="profile-edit"),
    path("leave/", profiles.profile_close, name="profile-close"),
    path("pairs/<uuid:pair>/", include(of_a_pair)),
    path("asks/", asks.ask_list, name="ask-list"),
    path("asks/send/", asks.ask_send, name="ask-send"),
    path("asks/<uuid:ask>/answer/", asks.ask_answer, name="ask-answer"),
    path("asks/<uuid:ask>/tell/", asks.ask_tell, name="ask-tell"),
    path("asks/<uuid:ask>/withdraw/", asks.ask_withdraw, name="ask-withdraw"),
    path("track/", tracks.track_detail, name="track-detail"),
    path("track/edit/", tracks.track_edit, name="track-edit"),
    path("track/pairs/<uuid:agreed>/decide/", tracks.pair_decide, name="pair-decide"),
    path("rounds/new/", rounds.round_create, name="round-create"),
    path("rounds/<uuid:made>/", include(of_a_round)),
]
urlpatterns = [path("o/<slug:organization>/p/<slug:program>/mentoring/", include(in_program))]
