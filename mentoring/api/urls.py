"""API addresses of mentoring inside a program."""

from django.urls import URLPattern, URLResolver, include, path

from mentoring.api import asks, meetings, pairs, profiles, rounds, tracks

app_name = "mentoring-api"
of_a_pair: list[URLPattern | URLResolver] = [
    path("", meetings.OwnPair.as_view(), name="pair"),
    path("answer/", pairs.PairAnswer.as_view(), name="pair-answer"),
    path("check-ins/", pairs.PairCheckIn.as_view(), name="check-in"),
    path("check-ins/<uuid:check_in>/deny/", meetings.CheckInDenied.as_view(), name="check-in-deny"),
    path("next/", meetings.NextMeeting.as_view(), name="next"),
    path("fit/", meetings.FitSaid.as_view(), name="fit"),
    path("review/", meetings.ReviewSaid.as_view(), name="review"),
    path("leave/", meetings.PairLeft.as_view(), name="pair-leave"),
]
of_a_round: list[URLPattern | URLResolver] = [
    path("", rounds.MentoringRound.as_view(), name="round"),
    path("anew/", rounds.RoundAnew.as_view(), name="round-anew"),
    path("join/", rounds.RoundJoin.as_view(), name="round-join"),
    path("publish/", rounds.RoundPublish.as_view(), name="round-publish"),
    path("pairs/<uuid:drafted>/hold/", rounds.DraftedHold.as_view(), name="round-hold"),
    path("pairs/<uuid:drafted>/split/", rounds.DraftedSplit.as_view(), name="round-split"),
]
urlpatterns = [
    path("mentoring/profile/", profiles.Profile.as_view(), name="profile"),
    path("mentoring/pairs/", pairs.PairList.as_view(), name="pair-list"),
    path("mentoring/pairs/<uuid:pair>/", include(of_a_pair)),
    path("mentoring/suggestions/", asks.SuggestionList.as_view(), name="suggestion-list"),
    path("mentoring/asks/", asks.AskList.as_view(), name="ask-list"),
    path("mentoring/asks/<uuid:ask>/", asks.OwnAsk.as_view(), name="ask"),
    path("mentoring/asks/<uuid:ask>/answer/", asks.AskAnswered.as_view(), name="ask-answer"),
    path("mentoring/asks/<uuid:ask>/tell/", asks.AskTold.as_view(), name="ask-tell"),
    path("mentoring/track/", pairs.TrackFigures.as_view(), name="track"),
    path("mentoring/track/rules/", tracks.TrackRules.as_view(), name="track-rules"),
    path("mentoring/track/agreed/", tracks.AgreedPairList.as_view(), name="agreed-list"),
    path("mentoring/track/agreed/<uuid:agreed>/", tracks.PairDecided.as_view(), name="agreed"),
    path("mentoring/rounds/", rounds.MentoringRounds.as_view(), name="round-list"),
    path("mentoring/rounds/<uuid:made>/", include(of_a_round)),
]
