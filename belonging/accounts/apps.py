"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "belonging.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added  # noqa: PLC0415 -- models are there only now
        from django.contrib.auth.signals import user_logged_out  # noqa: PLC0415 -- the same

        from belonging.accounts.receivers import on_second_step_added, on_signed_out  # noqa: PLC0415 -- the same

        user_logged_out.connect(on_signed_out, dispatch_uid="empty_the_device")
        authenticator_added.connect(on_second_step_added, dispatch_uid="end_other_sessions")
