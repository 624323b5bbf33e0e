"""Addresses of organizations, members and invitations."""

from django.urls import path

from belonging.tenancy import views

app_name = "tenancy"
urlpatterns = [
    path("o/", views.my_organizations, name="my-organizations"),
    path("invitations/<str:token>/", views.invitation_accept, name="invitation-accept"),
    path("o/<slug:organization>/settings/members/", views.member_list, name="member-list"),
    path("o/<slug:organization>/settings/members/invite/", views.member_invite, name="member-invite"),
    path("o/<slug:organization>/settings/members/<uuid:member>/role/", views.member_role, name="member-role"),
    path("o/<slug:organization>/mails/", views.mail_list, name="mail-list"),
    path("o/<slug:organization>/mails/<uuid:member>/again/", views.mail_try_again, name="mail-try-again"),
    path("o/<slug:organization>/mails/mine/again/", views.mail_try_own, name="mail-try-own"),
    path("o/<slug:organization>/settings/sign-in/", views.sign_in_edit, name="sign-in-edit"),
    path("o/<slug:organization>/settings/words/", views.word_list, name="word-list"),
    path("o/<slug:organization>/settings/words/<slug:language>/<slug:word>/", views.word_edit, name="word-edit"),
    path(
        "o/<slug:organization>/settings/invitations/<uuid:invitation>/revoke/",
        views.invitation_revoke,
        name="invitation-revoke",
    ),
]
