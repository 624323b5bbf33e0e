"""Forms of connected tools, and of an organization's own sign-in."""

import re
from typing import Any

from django import forms
from django.core.validators import validate_domain_name
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from belonging.tools.enums import TokenLife, TokenScope, WebhookEvent


class TokenForm(forms.Form):
    """What a token is called, how far it reaches and how long."""

    name = forms.CharField(label=_("What it is for"), max_length=80, help_text=_("So that you know it again."))
    scopes = forms.TypedMultipleChoiceField(
        label=_("What it may do"),
        choices=TokenScope.choices,
        coerce=TokenScope,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Never more than you may yourself, on the day it is used, and never private words of somebody who is stuck."
        ),
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


class RulesForm(EditForm):
    """What an organization writes down whichever way its provider speaks."""

    domains = forms.CharField(
        label=_("Your domains"), max_length=1000, required=False,
        help_text=_("As in example.org, with spaces between. Your provider speaks for these addresses alone, "
                    "and for those you have invited."),
    )  # fmt: skip
    lets_join = forms.BooleanField(
        label=_("Whoever has such an address may come in uninvited, as a participant"), required=False
    )
    gives_addresses = forms.BooleanField(
        label=_("Our provider gives out the addresses, nobody writes their own"), required=False,
        help_text=_("Only needed where it does not say that an address is verified."),
    )  # fmt: skip
    asks_second_step = forms.BooleanField(
        label=_("Our provider asks those who run programs for a second step"), required=False,
        help_text=_("Then they need none here as well."),
    )  # fmt: skip

    def clean_domains(self) -> list[str]:
        """Each by itself, in small letters."""
        found: list[str] = sorted(
            {one.lstrip("@") for one in re.split(r"[\s,;]+", self.cleaned_data["domains"].lower()) if one}
        )
        for one in found:
            validate_domain_name(one)
        return found

    def clean(self) -> dict[str, Any]:
        """Nobody joins by a domain where there is none."""
        found = super().clean() or {}
        if found.get("lets_join") and not found.get("domains") and "domains" not in self.errors:
            self.add_error("domains", _("Write the domains whose people may come in."))
        return found


class ProviderForm(RulesForm):
    """What an organization writes down of a provider that speaks OpenID Connect. Its secret is never shown again."""

    issuer = forms.URLField(
        label=_("Issuer"), max_length=300, assume_scheme="https",
        help_text=_("The address your provider calls itself by, letter for letter. It begins with https://."),
    )  # fmt: skip
    client_id = forms.CharField(label=_("Client ID"), max_length=255)
    client_secret = forms.CharField(
        label=_("Client secret"), max_length=500, required=False, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class SamlForm(RulesForm):
    """What an organization writes down of a provider that speaks SAML."""

    metadata_url = forms.URLField(
        label=_("Address of its metadata"), max_length=500, required=False, assume_scheme="https",
        help_text=_("It is read now, and again whenever you try the sign-in: so a new certificate comes in."),
    )  # fmt: skip
    metadata = forms.CharField(
        label=_("Or the metadata themselves"), max_length=500_000, required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("The XML your provider gives you, all of it."),
    )  # fmt: skip
    gives_addresses = forms.BooleanField(
        label=_("Our provider gives out the addresses, nobody writes their own"),
        help_text=_("SAML has no word for whether an address was verified, so you have to say so."),
        error_messages={"required": _("Else anybody there could take the address of somebody here.")},
    )  # fmt: skip


class FindSignInForm(forms.Form):
    """The name by which an organization stands in addresses here."""

    organization = forms.SlugField(
        label=_("Your organization’s short name"), max_length=60,
        help_text=_("It stands in the address of its pages, after /o/."),
    )  # fmt: skip
