"""Addresses of how people come in, stay and leave."""

from django.urls import URLPattern, URLResolver, path

from programs.views import agreements, arrivals, consents, letters, places, registrations, welcomes

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
    path("places/<uuid:place>/rejoin/", places.place_rejoin, name="place-rejoin"),
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
    path("place/", places.place_detail, name="place-detail"),
    path("place/pause/", places.place_pause, name="place-pause"),
    path("place/return/", places.place_take_up, name="place-take-up"),
    path("place/leave/", places.place_leave, name="place-leave"),
    path("welcome/", welcomes.welcome_list, name="welcome-list"),
    path("welcome/write/", welcomes.welcome_write, name="welcome-write"),
    path("welcome/<uuid:note>/withdraw/", welcomes.welcome_withdraw, name="welcome-withdraw"),
    path("welcome/<uuid:note>/away/", welcomes.welcome_put_away, name="welcome-put-away"),
    path("welcome/<uuid:note>/hide/", welcomes.welcome_hide, name="welcome-hide"),
    path("agreements/", agreements.agreement_list, name="agreement-list"),
    path("agreements/agree/", agreements.agreement_agree, name="agreement-agree"),
    path("agreements/take-back/", agreements.agreement_take_back, name="agreement-take-back"),
    path("agreements/review/", agreements.agreement_review, name="agreement-review"),
    path("agreements/<slug:kind>/", agreements.agreement_detail, name="agreement-detail"),
    path("agreements/<slug:kind>/edit/", agreements.agreement_edit, name="agreement-edit"),
    path("consents/", consents.consent_list, name="consent-list"),
    path("consents/set/", consents.consent_set, name="consent-set"),
    path("setup/", agreements.setup_list, name="setup-list"),
    path("setup/tick/", agreements.setup_tick, name="setup-tick"),
    path("setup/mail/", agreements.setup_mail, name="setup-mail"),
    path("messages/", letters.letter_list, name="letter-list"),
    path("messages/read/", letters.letter_read, name="letter-read"),
    path("messages/plan/", letters.letter_plan, name="letter-plan"),
    path("messages/new/", letters.letter_write, name="letter-write"),
    path("messages/<uuid:letter>/", letters.letter_detail, name="letter-detail"),
    path("messages/<uuid:letter>/edit/", letters.letter_edit, name="letter-edit"),
    path("messages/<uuid:letter>/release/", letters.letter_release, name="letter-release"),
    path("messages/<uuid:letter>/drop/", letters.letter_drop, name="letter-drop"),
    path("paths/<uuid:person>/roles/", letters.role_edit, name="role-edit"),
]
