"""Forms of groups and of what is written there."""

from __future__ import annotations

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


class PostForm(forms.Form):
    """What somebody writes."""

    text = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST_POST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("An empty line begins a new paragraph; *stars* stress a word."),
        error_messages={"required": _("Write a few words first.")},
    )
    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class ReportForm(forms.Form):
    """Why a post is to be looked at."""

    reason = forms.CharField(max_length=300, required=False)
