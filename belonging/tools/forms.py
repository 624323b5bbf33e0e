"""Forms of connected tools."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.tools.enums import TokenLife, TokenScope


class TokenForm(forms.Form):
    """What a token is called, how far it reaches and how long."""

    name = forms.CharField(label=_("What it is for"), max_length=80, help_text=_("So that you know it again."))
    scopes = forms.TypedMultipleChoiceField(
        label=_("What it may do"),
        choices=TokenScope.choices,
        coerce=TokenScope,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may yourself, on the day it is used."),
    )
    life = forms.TypedChoiceField(
        label=_("How long"), choices=TokenLife.choices, coerce=TokenLife, initial=TokenLife.QUARTER
    )
