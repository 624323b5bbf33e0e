"""Forms of how people come in: the registration page, the personal page, the queue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from programs.enums import ASKED_ON_ITS_OWN, EntrancePolicy, LeaveReason, Purpose

DAY = forms.DateInput(attrs={"type": "date"})


class LinkForm(forms.Form):
    """Where the personal link goes."""

    email = forms.EmailField(
        label=_("Your e-mail"), max_length=254,
        help_text=_("Your own page comes by mail. Without a press on its link we forget the address after a week."),
        error_messages={"required": _("Write your address."), "invalid": _("Write it like name@example.org.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip


class PurposeForm(forms.Form):
    """A yes to one purpose; without the tick it is taken back."""

    purpose = forms.TypedChoiceField(choices=[(one, one.label) for one in ASKED_ON_ITS_OWN], coerce=Purpose)
    agrees = forms.BooleanField(required=False)


class ConsentForm(forms.Form):
    """A yes to the text that stands above it."""

    agreement = forms.UUIDField(widget=forms.HiddenInput)
    agrees = forms.BooleanField(
        label=_("I have read it and agree"), error_messages={"required": _("Without your yes we may not keep it.")}
    )


class MemberRegistrationForm(ConsentForm):
    """What a member writes who is signed in."""

    why = forms.CharField(
        label=_("What brings you (if you like)"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Read by the people who run the program."),
    )  # fmt: skip
    field_order: tuple[str, ...] = ("why", "agrees", "agreement")


class RegistrationForm(MemberRegistrationForm):
    """What somebody writes on their personal page."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, error_messages={"required": _("Write the name people call you by.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    segment = forms.CharField(max_length=80, required=False)
    field_order: tuple[str, ...] = ("name", "segment", "why", "agrees", "agreement")

    def __init__(self, *args: Any, attribute: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["segment"].label = _("%(attribute)s (if you like)") % {"attribute": attribute}


class HelloForm(forms.Form):
    """A few words to those who will be there."""

    hello = forms.CharField(
        label=_("Your hello"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody in the program may read it. Leave it empty to take it back."),
    )  # fmt: skip


class EntranceForm(EditForm):
    """What the registration page says and who may come in."""

    policy = forms.ChoiceField(label=_("Who may come in"), choices=EntrancePolicy.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Announcement"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Below it stand what is in it for people, what is expected, and the sponsor’s commitment."),
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=_("Places"), required=False, min_value=1, max_value=100_000,
        help_text=_("Empty means no limit. Who comes when they are taken is in line."),
    )  # fmt: skip
    closes_on = forms.DateField(label=_("Last day"), required=False, widget=DAY)
    privacy = forms.CharField(
        label=_("What happens to people’s data"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("People can agree only to what is written.")},
        help_text=_("A change makes a new version, and everybody is asked again."),
    )  # fmt: skip
    is_published = forms.BooleanField(label=_("Anybody with the address may read this page"), required=False)


class InviteForm(forms.Form):
    """Addresses, one a line."""

    emails = forms.CharField(
        label=_("Addresses"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, at most fifty. Each person gets a link of their own."),
        error_messages={"required": _("Write at least one address.")},
    )  # fmt: skip

    def clean_emails(self) -> list[str]:
        """Every line is an address."""
        found = str(self.cleaned_data["emails"]).replace(",", "\n").replace(";", "\n").split()
        for one in found:
            try:
                validate_email(one)
            except forms.ValidationError:
                text = _("“%(address)s” is no address. Write it like name@example.org.")
                raise forms.ValidationError(text % {"address": one[:60]}) from None
        return found


class LeaveForm(forms.Form):
    """Why somebody leaves, if they like to say so."""

    reason = forms.ChoiceField(
        label=_("Why (if you like)"), choices=LeaveReason.choices, initial=LeaveReason.UNSAID, required=False,
        widget=forms.RadioSelect, help_text=_("Counted from five people up, never by name."),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Anything you want to leave behind"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by those who run the program, without your name. They may guess whose words they are."),
    )  # fmt: skip

    def clean_reason(self) -> str:
        """Saying nothing is an answer."""
        return str(self.cleaned_data["reason"] or LeaveReason.UNSAID)


class NoteForm(forms.Form):
    """A few words for a newcomer, or without a person for everybody who comes."""

    person = forms.UUIDField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Your note"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
