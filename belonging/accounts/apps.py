"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "belonging.accounts"
    label = "accounts"

    def ready(self) -> None:
        from allauth.account.signals import (  # noqa: PLC0415 -- models are there only now
            authentication_step_completed,
        )
        from allauth.account.signals import user_logged_in as signed_in  # noqa: PLC0415
        from allauth.mfa.signals import authenticator_added  # noqa: PLC0415
        from django.contrib.auth.signals import user_logged_in, user_logged_out  # noqa: PLC0415

        from belonging.accounts.middleware import begin_session  # noqa: PLC0415
        from belonging.accounts.receivers import (  # noqa: PLC0415
            on_said_again,
            on_second_step_added,
            on_signed_in,
            on_signed_out,
        )

        user_logged_in.connect(begin_session, dispatch_uid="begin_session")
        user_logged_out.connect(on_signed_out, dispatch_uid="empty_the_device")
        signed_in.connect(on_signed_in, dispatch_uid="how_far_it_reaches")
        authentication_step_completed.connect(on_said_again, dispatch_uid="new_session_key")
        authenticator_added.connect(on_second_step_added, dispatch_uid="end_other_sessions")
