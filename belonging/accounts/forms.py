"""Forms of one's own account."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmEmailVerificationCodeForm, ConfirmLoginCodeForm
from allauth.core import context, ratelimit
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from belonging.core.zone_fields import ZoneField


class WishesForm(forms.Form):
    """In which language, and by which clock."""

    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of the pages you see and of the mail you get.")
    )
    time_zone = ZoneField(
        required=False, help_text=_("As in Europe/Berlin. Left empty, it is that of each program you take part in.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]


class CountedCode(forms.Form):
    """A mailed code that is tried three times, by many at once as well: a session counts too late for that."""

    expected_code: str | None

    def clean_code(self) -> str:
        """The code; a try too many is as wrong as the others."""
        tried = f"{context.request.session.session_key}:{self.expected_code}"
        if not ratelimit.consume(context.request, action="mailed_code", key=tried):
            raise get_adapter().validation_error("incorrect_code")
        return str(super().clean_code())  # type: ignore[misc]  # of allauth's form, which stands behind this one


class LoginCodeForm(CountedCode, ConfirmLoginCodeForm):  # type: ignore[misc]
    """To sign in without a password."""


class EmailCodeForm(CountedCode, ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """To show that an address is one's own."""
