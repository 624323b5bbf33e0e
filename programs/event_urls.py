"""Addresses of events: inside a program, and the private calendar, whose secret stands for the sign-in."""

from django.urls import path

from programs.views import coffee, office, topics
from programs.views import event_planning as planning
from programs.views import events as views

urlpatterns = [
    path("events/", views.event_list, name="event-list"),
    path("events/new/", planning.event_create, name="event-create"),
    path("events/host/", coffee.event_host, name="event-host"),
    path("events/calendar/", views.feed_make, name="feed-make"),
    path("events/calendar/close/", views.feed_close, name="feed-close"),
    path("events/<uuid:event>/", views.event_detail, name="event-detail"),
    path("events/<uuid:event>/event.ics", views.event_download, name="event-download"),
    path("events/<uuid:event>/reply/", views.event_reply, name="event-reply"),
    path("events/<uuid:event>/here/", views.event_check_in, name="event-check-in"),
    path("events/<uuid:event>/answers/", views.event_answer, name="event-answer"),
    path("events/<uuid:event>/tags/", planning.event_tags, name="event-tags"),
    path("events/<uuid:event>/topics/", topics.topic_write, name="topic-write"),
    path("topics/<uuid:topic>/", topics.topic_choose, name="topic-choose"),
    path("topics/<uuid:topic>/notes/", topics.topic_note, name="topic-note"),
    path("office-hours/", office.hour_list, name="hour-list"),
    path("office-hours/new/", office.hour_offer, name="hour-offer"),
    path("office-hours/<uuid:hour>/take/", office.hour_take, name="hour-take"),
    path("office-hours/<uuid:hour>/give-back/", office.hour_give_back, name="hour-give-back"),
    path("office-hours/<uuid:hour>/withdraw/", office.hour_withdraw, name="hour-withdraw"),
    path("events/<uuid:event>/edit/", planning.event_edit, name="event-edit"),
    path("events/<uuid:event>/cancel/", planning.event_cancel, name="event-cancel"),
    path("events/<uuid:event>/attendance/", planning.event_attendance, name="event-attendance"),
]
public_urlpatterns = [path("calendar/<str:token>.ics", views.event_feed, name="event-feed")]
