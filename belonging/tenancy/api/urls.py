"""API addresses of an organization."""

from django.urls import path

from belonging.tenancy.api import mails, words

app_name = "tenancy-api"
urlpatterns = [
    path("words/", words.WordList.as_view(), name="word-list"),
    path("words/<slug:language>/<slug:word>/", words.Word.as_view(), name="word"),
    path("mail/returned/", mails.MailReturned.as_view(), name="mail-returned"),
    path("mail/returned/<uuid:member>/", mails.MailTryAgain.as_view(), name="mail-try-again"),
    path("mail/own/", mails.MailTryOwn.as_view(), name="mail-try-own"),
]
