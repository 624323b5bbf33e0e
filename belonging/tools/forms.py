"""Forms of connected tools."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.tools.enums import TokenLife, TokenScope, WebhookEvent


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


class WebhookForm(forms.Form):
    """Where the news goes, and what it is about."""

    url = forms.URLField(
        label=_("Address"), max_length=500, assume_scheme="https", help_text=_("It begins with https://.")
    )
    events = forms.TypedMultipleChoiceField(
        label=_("What it is told of"),
        choices=WebhookEvent.choices,
        coerce=WebhookEvent,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It is told that something happened and to which row, never names or words."),
    )


class WebhookActForm(forms.Form):
    """What becomes of a webhook."""

    ON, OFF, PING, TURN, REMOVE = "on", "off", "ping", "turn", "remove"
    act = forms.ChoiceField(choices=[(one, one) for one in (ON, OFF, PING, TURN, REMOVE)])
