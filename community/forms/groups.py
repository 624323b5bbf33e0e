"""Forms of groups and of what is written there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums import Entry
from community.rules import LONGEST_POST


class GroupForm(forms.Form):
    """A new group."""

    name = forms.CharField(label=_("Name"), max_length=80, error_messages={"required": _("Give the group a name.")})
    about = forms.CharField(
        label=_("What it is about"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    entry = forms.ChoiceField(
        label=_("Who comes in"), choices=Entry.choices, initial=Entry.OPEN, widget=forms.RadioSelect,
        error_messages={"required": _("Choose who comes in.")},
    )  # fmt: skip
    allows_unsigned = forms.BooleanField(
        label=_("People may also write without their name"),
        required=False,
        help_text=_("Said on the group’s page, and for good: this cannot be changed later."),
    )


class PostForm(forms.Form):
    """What somebody writes."""

    text = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST_POST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("An empty line begins a new paragraph; *stars* stress a word."),
        error_messages={"required": _("Write a few words first.")},
    )
    unsigned = forms.BooleanField(
        label=_("Without my name"),
        required=False,
        help_text=_(
            "Somebody who runs this program reads it before it appears. Who wrote it is kept nowhere, so you cannot "
            "change it or take it away."
        ),
    )
    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    @property
    def words(self) -> dict[str, Any]:
        """What is written, as the service asks for it."""
        return {"text": self.cleaned_data["text"], "unsigned": self.cleaned_data["unsigned"]}


class ReportForm(forms.Form):
    """Why a post is to be looked at."""

    reason = forms.CharField(max_length=300, required=False)


class HeldWordsForm(forms.Form):
    """Words that have a post looked at first."""

    terms = forms.CharField(
        label=_("Words, one a line"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("“Insult” also finds “insulted”. Several words on a line have to stand together."),
    )
