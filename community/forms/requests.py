"""Form of "could you help with …"."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class HelpForm(forms.Form):
    """What somebody could use a hand with."""

    topic = forms.CharField(
        label=_("In a word or two"), max_length=80,
        help_text=_("As somebody might say it on their card: “spreadsheets”."),
        error_messages={"required": _("Say it in a word or two.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("What would help"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How long it takes, and by when."),
        error_messages={"required": _("Say in a sentence what would help.")},
    )  # fmt: skip
