"""Addresses of connected tools."""

from django.urls import path

from belonging.tools.views import tokens, webhooks

app_name = "tools"
urlpatterns = [
    path("o/<slug:organization>/settings/tokens/", tokens.token_list, name="token-list"),
    path("o/<slug:organization>/settings/tokens/new/", tokens.token_make, name="token-make"),
    path("o/<slug:organization>/settings/tokens/<uuid:token>/revoke/", tokens.token_revoke, name="token-revoke"),
    path("o/<slug:organization>/settings/webhooks/", webhooks.webhook_list, name="webhook-list"),
    path("o/<slug:organization>/settings/webhooks/new/", webhooks.webhook_make, name="webhook-make"),
    path("o/<slug:organization>/settings/webhooks/<uuid:webhook>/", webhooks.webhook_detail, name="webhook-detail"),
    path(
        "o/<slug:organization>/settings/deliveries/<uuid:delivery>/resend/",
        webhooks.delivery_resend,
        name="delivery-resend",
    ),
]
