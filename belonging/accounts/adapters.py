"""Where allauth asks us: nobody signs up without an invitation."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from belonging.accounts.services import send_or_keep
from belonging.core import clock

INVITED_EMAIL = "invited_email"


class AccountAdapter(DefaultAccountAdapter):
    """Signup is open only after an invitation link put its address into the session, and only for that address."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(request.session.get(INVITED_EMAIL))

    def clean_email(self, email: str) -> str:
        invited = self.request.session.get(INVITED_EMAIL) if self._is_signup() else None
        if invited and email.strip().lower() != invited:
            raise forms.ValidationError(_("This invitation was sent to another address. Use the address it came to."))
        return str(super().clean_email(email)).strip().lower()

    def send_account_already_exists_mail(self, email: str) -> None:
        """Takes as long as making an account: a password is hashed, which takes longest, and kept nowhere."""
        make_password(self.request.POST.get("password1", "") if self.request else "")
        super().send_account_already_exists_mail(email)

    def _is_signup(self) -> bool:
        # allauth asks for every address it meets: also for a second one, and for a forgotten password.
        address = self.request.resolver_match if self.request else None
        return address is not None and address.url_name == "account_signup"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request = self.request
        words = {"request": request, "email": email, "current_site": get_current_site(request), **context}
        send_or_keep(mail=self.render_mail(template_prefix, email, words), now=clock.now())

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.email = form.cleaned_data["email"].lower()
        user.language = get_language() or user.language  # the one they read when they came
        return super().save_user(request, user, form, commit)
