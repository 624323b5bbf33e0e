"""Forms of choosing and asking."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.rules import LONGEST_NOTE


class AskForm(forms.Form):
    """Whom I ask, with a line."""

    person = forms.UUIDField()
    words = forms.CharField(required=False, max_length=LONGEST_NOTE)


class AskAnswerForm(forms.Form):
    """Yes, not now, or tell me more."""

    answer = forms.ChoiceField(choices=[("yes", ""), ("no", ""), ("more", "")])
    words = forms.CharField(required=False, max_length=LONGEST_NOTE)


class WordsForm(forms.Form):
    """What somebody would like to know."""

    words = forms.CharField(max_length=LONGEST_NOTE, error_messages={"required": _("Write a few words first.")})
