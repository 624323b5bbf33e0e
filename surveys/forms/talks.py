"""Forms of what is said to and fro about a remark."""

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.rules import LONGEST_WORDS


class CodeForm(forms.Form):
    """The code that was shown once."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class WordsForm(forms.Form):
    """A few words."""

    text = forms.CharField(label=_("What you say"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 4}))


class WordsBackForm(WordsForm):
    """A few words under a code, about one remark."""

    code = forms.CharField(max_length=60, widget=forms.HiddenInput)
    remark = forms.UUIDField(widget=forms.HiddenInput)
