"""API addresses of the twelve months, inside a program."""

from django.urls import path

from programs.api import events, paths, people

app_name = "programs-api"
urlpatterns = [
    path("events/", events.EventList.as_view(), name="event-list"),
    path("events/<uuid:event>/reply/", events.EventReply.as_view(), name="event-reply"),
    path("events/<uuid:event>/here/", events.EventCheckIn.as_view(), name="event-check-in"),
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
