"""Forms of alone, two, four, all."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from community.enums import USUAL_QUESTION
from community.rules import LONGEST_NOTE


class SharingForm(forms.Form):
    """A run: its question, and whether people are here now."""

    question = forms.CharField(
        label=_("Question"), max_length=300, initial=USUAL_QUESTION, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Ask a question.")},
    )  # fmt: skip
    is_live = forms.BooleanField(
        label=_("Everybody is here now"), required=False, initial=True,
        help_text=_("Then a stage takes minutes; otherwise two days."),
    )  # fmt: skip


class NoteForm(EditForm):
    """What a table writes."""

    text = forms.CharField(
        label=_("What you write"), max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words first.")},
    )  # fmt: skip
    may_be_kept = forms.BooleanField(
        label=_("It may be kept"), required=False,
        help_text=_("Without names, for everybody in this program. Otherwise it is erased when this is over."),
    )  # fmt: skip
