"""API addresses of surveys inside a program."""

from django.urls import path

from surveys.api import questions, waves

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
    path("surveys/<uuid:wave>/", waves.WaveQuestions.as_view(), name="wave-questions"),
    path("surveys/<uuid:wave>/answers/", waves.OwnAnswers.as_view(), name="own-answers"),
    path("surveys/<uuid:wave>/results/", waves.WaveResults.as_view(), name="wave-results"),
]
