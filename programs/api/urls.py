"""API addresses of the twelve months, inside a program."""

from django.urls import path

from programs.api import agreements, entrances, event_planning, events, letters, paths, people, plan_drafts, plans

app_name = "programs-api"
urlpatterns = [
    path("events/", events.EventList.as_view(), name="event-list"),
    path("events/new/", event_planning.EventPlanning.as_view(), name="event-planning"),
    path("events/<uuid:event>/", event_planning.EventDetail.as_view(), name="event-detail"),
    path("events/<uuid:event>/answers/", event_planning.EventAnswer.as_view(), name="event-answer"),
    path("events/<uuid:event>/reply/", events.EventReply.as_view(), name="event-reply"),
    path("events/<uuid:event>/here/", events.EventCheckIn.as_view(), name="event-check-in"),
    path("office-hours/", event_planning.HourList.as_view(), name="hour-list"),
    path("office-hours/new/", event_planning.HourOffer.as_view(), name="hour-offer"),
    path("office-hours/<uuid:hour>/", event_planning.Hour.as_view(), name="hour"),
    path("templates/", plans.TemplateList.as_view(), name="template-list"),
    path("templates/import/", plans.TemplateImport.as_view(), name="template-import"),
    path("templates/<uuid:template>/file/", plans.TemplateFile.as_view(), name="template-file"),
    path("plan/", plans.ProgramPlan.as_view(), name="plan"),
    path("plan/move/", plans.PlanMove.as_view(), name="plan-move"),
    path("plan/start/", plans.PlanStart.as_view(), name="plan-start"),
    path("plan/copy/", plans.PlanCopy.as_view(), name="plan-copy"),
    path("plan/follow/<uuid:template>/", plans.PlanFollow.as_view(), name="plan-follow"),
    path("plan/draft/", plan_drafts.Draft.as_view(), name="plan-draft"),
    path("agreements/", agreements.AgreementList.as_view(), name="agreement-list"),
    path("agreements/agree/", agreements.AgreementYes.as_view(), name="agreement-agree"),
    path("agreements/review/", agreements.AgreementReview.as_view(), name="agreement-review"),
    path("agreements/<slug:kind>/", agreements.AgreementText.as_view(), name="agreement-text"),
    path("messages/", letters.LetterList.as_view(), name="letter-list"),
    path("messages/plan/", letters.LetterPlan.as_view(), name="letter-plan"),
    path("messages/<uuid:letter>/", letters.LetterDetail.as_view(), name="letter-detail"),
    path("messages/<uuid:letter>/release/", letters.LetterRelease.as_view(), name="letter-release"),
    path("entrance/", entrances.EntranceView.as_view(), name="entrance"),
    path("registrations/", people.RegistrationList.as_view(), name="registration-list"),
    path("registrations/<uuid:registration>/", people.RegistrationAnswer.as_view(), name="registration-answer"),
    path("places/", people.PlaceList.as_view(), name="place-list"),
    path("place/", people.OwnPlace.as_view(), name="own-place"),
    path("place/pause/", people.OwnPause.as_view(), name="own-pause"),
    path("welcome/", people.NoteList.as_view(), name="note-list"),
    path("welcome/<uuid:note>/", people.Note.as_view(), name="note"),
    path("month/", paths.ThisMonth.as_view(), name="month"),
    path("steps/<uuid:step>/done/", paths.StepDone.as_view(), name="step-done"),
    path("promises/<uuid:promise>/done/", paths.PromiseDone.as_view(), name="promise-done"),
]
