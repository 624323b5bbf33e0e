"""The form of thanks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.rules import LONGEST_THANKS


class ThanksForm(forms.Form):
    """Thanks for one thing."""

    act = forms.CharField(
        label=_("What did they do?"), max_length=LONGEST_THANKS, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One real thing, in a sentence: “You stayed until the projector worked.”"),
        error_messages={"required": _("Say in a sentence what they did.")},
    )  # fmt: skip
    happened_on = forms.DateField(
        label=_("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
    )  # fmt: skip
    is_for_all = forms.BooleanField(
        label=_("Others may read it"), required=False,
        help_text=_("If they agree as well. Until then it stays between you."),
    )  # fmt: skip

    @property
    def words(self) -> dict[str, Any]:
        """What is said, as the service asks for it."""
        return dict(self.cleaned_data)
