"""Forms of welcome buddies."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.rules import MOST_WELCOMED

HOW_MANY = [(str(count), str(count)) for count in range(1, MOST_WELCOMED + 1)]


class OfferForm(forms.Form):
    """How many newcomers somebody is glad to welcome at a time."""

    most = forms.TypedChoiceField(
        label=_("How many at a time"), coerce=int, choices=HOW_MANY, initial="1", widget=forms.RadioSelect,
        error_messages={"required": _("Choose how many at a time.")},
    )  # fmt: skip
