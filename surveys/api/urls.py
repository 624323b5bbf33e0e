"""API addresses of surveys inside a program."""

from django.urls import path

from surveys.api import lists, questions, running, standing, waves

app_name = "surveys-api"
urlpatterns = [
    path("surveys/", waves.WaveList.as_view(), name="wave-list"),
    path("surveys/new/", waves.WaveCreate.as_view(), name="wave-create"),
    path("surveys/<uuid:wave>/remind/", waves.WaveRemind.as_view(), name="wave-remind"),
    path("surveys/questions/", questions.QuestionLists.as_view(), name="question-lists"),
    path(
        "surveys/questions/<uuid:instrument>/<slug:language>/",
        questions.QuestionWords.as_view(),
        name="question-words",
    ),
    path("surveys/questions/new/", lists.ListMake.as_view(), name="question-list-make"),
    path("surveys/questions/<uuid:instrument>/", lists.ListDetail.as_view(), name="question-list"),
    path("surveys/standing/", standing.StandingList.as_view(), name="standing"),
    path("surveys/standing/fill/", standing.StandingFill.as_view(), name="standing-fill"),
    path("surveys/standing/sponsor/", standing.StandingSponsor.as_view(), name="standing-sponsor"),
    path("surveys/standing/plan/", standing.StandingPlan.as_view(), name="standing-plan"),
    path("surveys/standing/<uuid:assessment>/", standing.Assessment.as_view(), name="standing-view"),
    path("surveys/events/<uuid:event>/", running.EventAsk.as_view(), name="event-ask"),
    path("surveys/actions/<uuid:action>/done/", running.ActionFinish.as_view(), name="action-finish"),
    path("surveys/<uuid:wave>/days/", running.WaveDays.as_view(), name="wave-days"),
    path("surveys/<uuid:wave>/rules/", running.WaveRules.as_view(), name="wave-rules"),
    path("surveys/<uuid:wave>/off/", running.WaveOff.as_view(), name="wave-off"),
    path("surveys/<uuid:wave>/note/", running.WaveNote.as_view(), name="wave-note"),
    path("surveys/<uuid:wave>/actions/", running.ActionList.as_view(), name="action-list"),
    path("surveys/<uuid:wave>/actions/new/", running.ActionPromise.as_view(), name="action-promise"),
    path("surveys/<uuid:wave>/", waves.WaveQuestions.as_view(), name="wave-questions"),
    path("surveys/<uuid:wave>/answers/", waves.OwnAnswers.as_view(), name="own-answers"),
    path("surveys/<uuid:wave>/results/", waves.WaveResults.as_view(), name="wave-results"),
]
