"""Where allauth asks us: nobody signs up without an invitation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

INVITED_EMAIL = "invited_email"


class AccountAdapter(DefaultAccountAdapter):
    """Signup is open only after an invitation link put its address into the session, and only for that address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(request.session.get(INVITED_EMAIL))

    def clean_email(self, email: str) -> str:
        invited = self.request.session.get(INVITED_EMAIL) if self.request else None
        if invited and email.strip().lower() != invited:
            raise forms.ValidationError(_("This invitation was sent to another address. Use the address it came to."))
        return str(super().clean_email(email)).strip().lower()

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.email = form.cleaned_data["email"].lower()
        return super().save_user(request, user, form, commit)
