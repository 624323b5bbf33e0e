"""Addresses of how people come in, stay and leave."""

from django.urls import URLPattern, URLResolver, path

from programs.views import arrivals, registrations

public_urlpatterns: list[URLPattern | URLResolver] = [
    path("join/<slug:organization>/<slug:program>/", registrations.registration_ask, name="registration-ask"),
    path("join/<slug:organization>/<slug:program>/sent/", registrations.registration_sent, name="registration-sent"),
    path("arrive/<str:token>/", arrivals.arrival_detail, name="arrival-detail"),
    path("arrive/<str:token>/register/", arrivals.arrival_register, name="arrival-register"),
    path("arrive/<str:token>/withdraw/", arrivals.arrival_withdraw, name="arrival-withdraw"),
    path("arrive/<str:token>/hello/", arrivals.arrival_hello, name="arrival-hello"),
    path("arrive/<str:token>/account/", arrivals.arrival_account, name="arrival-account"),
    path("arrive/<str:token>/calendar.ics", arrivals.arrival_calendar_file, name="arrival-calendar-file"),
]
in_organization = [
    path("entrances/<uuid:entrance>/", registrations.entrance_join, name="entrance-join"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("registrations/", registrations.registration_list, name="registration-list"),
    path("registrations/page/", registrations.entrance_edit, name="entrance-edit"),
    path("registrations/invite/", registrations.registration_invite, name="registration-invite"),
    path("registrations/pages/", registrations.registration_pages, name="registration-pages"),
    path("registrations/<uuid:registration>/accept/", registrations.registration_accept, name="registration-accept"),
    path("registrations/<uuid:registration>/decline/", registrations.registration_decline, name="registration-decline"),
    path("registrations/<uuid:registration>/link/", registrations.registration_link, name="registration-link"),
    path("registrations/<uuid:registration>/close/", registrations.registration_close, name="registration-close"),
]
