"""Addresses of connected tools, and of an organization's own sign-in."""

from django.urls import path

from belonging.tools.views import providers, sign_ins, tokens, webhooks

app_name = "tools"
urlpatterns = [
    path("enter/", sign_ins.sign_in_find, name="sign-in-find"),
    path("enter/<slug:organization>/", sign_ins.sign_in_there, name="sign-in-there"),
    path("enter/<slug:organization>/go/", sign_ins.sign_in_go, name="sign-in-go"),
    path("enter/<slug:organization>/back/", sign_ins.sign_in_back, name="sign-in-back"),
    path("enter/<slug:organization>/answer/", sign_ins.sign_in_answer, name="sign-in-answer"),
    path("enter/<slug:organization>/metadata/", sign_ins.sign_in_metadata, name="sign-in-metadata"),
    path("o/<slug:organization>/settings/sign-in/provider/", providers.provider_edit, name="provider-edit"),
    path("o/<slug:organization>/settings/sign-in/provider/try/", providers.provider_try, name="provider-try"),
    path("o/<slug:organization>/settings/sign-in/provider/remove/", providers.provider_remove, name="provider-remove"),
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
