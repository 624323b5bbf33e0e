"""Addresses of connected tools."""

from django.urls import path

from belonging.tools.views import tokens

app_name = "tools"
urlpatterns = [
    path("o/<slug:organization>/settings/tokens/", tokens.token_list, name="token-list"),
    path("o/<slug:organization>/settings/tokens/new/", tokens.token_make, name="token-make"),
    path("o/<slug:organization>/settings/tokens/<uuid:token>/revoke/", tokens.token_revoke, name="token-revoke"),
]
