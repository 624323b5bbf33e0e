"""API addresses of the twelve months, inside a program."""

from django.urls import path

from programs.api import events, paths

app_name = "programs-api"
urlpatterns = [
    path("events/", events.EventList.as_view(), name="event-list"),
    path("events/<uuid:event>/reply/", events.EventReply.as_view(), name="event-reply"),
    path("events/<uuid:event>/here/", events.EventCheckIn.as_view(), name="event-check-in"),
    path("month/", paths.ThisMonth.as_view(), name="month"),
    path("steps/<uuid:step>/done/", paths.StepDone.as_view(), name="step-done"),
    path("promises/<uuid:promise>/done/", paths.PromiseDone.as_view(), name="promise-done"),
]
