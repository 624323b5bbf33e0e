"""Form of summaries by mail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums import SummaryRhythm

HOURS = [(hour, f"{hour:02d}:00") for hour in range(24)]


class SummaryForm(forms.Form):
    """How often, and between which hours nothing is sent."""

    rhythm = forms.ChoiceField(
        label=_("How often"), choices=SummaryRhythm.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often.")},
    )  # fmt: skip
    quiet_from = forms.TypedChoiceField(label=_("Quiet from"), coerce=int, choices=HOURS)
    quiet_until = forms.TypedChoiceField(
        label=_("Quiet until"), coerce=int, choices=HOURS,
        help_text=_("By your own clock. The same hour twice means no quiet hours."),
    )  # fmt: skip
