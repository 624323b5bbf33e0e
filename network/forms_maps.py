"""Forms of a person's own map."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.enums import HowMet, Rhythm, Strength
from network.rules import MOST_ACTS_A_WEEK

EVERY = [("", _("No rhythm")), *Rhythm.choices]


class _WhoField(forms.TypedMultipleChoiceField):
    """Any ids; the service knows who may be named, and says so in words."""

    def __init__(self) -> None:
        super().__init__(coerce=str, required=False)


class AddForm(forms.Form):
    """Who, how close, and where from; somebody outside the program by name."""

    who = _WhoField()
    outside_name = forms.CharField(required=False, max_length=80, strip=True)
    outside_segment = forms.CharField(required=False, max_length=80, strip=True)
    strength = forms.TypedChoiceField(
        choices=Strength.choices,
        coerce=lambda value: Strength(int(value)),
        error_messages={"required": _("Choose how close it feels."), "invalid_choice": _("Choose how close it feels.")},
    )
    how_met = forms.ChoiceField(choices=[("", _("Not said")), *HowMet.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.fields["who"].choices = [(one, one) for one in self.data.getlist("who")]  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """How close it feels."""

    strength = forms.TypedChoiceField(choices=Strength.choices, coerce=lambda value: Strength(int(value)))


class RhythmForm(forms.Form):
    """How often to be in touch."""

    rhythm = forms.ChoiceField(choices=EVERY, required=False)


class ActsForm(forms.Form):
    """How many small acts a week may be suggested."""

    acts_a_week = forms.TypedChoiceField(
        choices=[(number, number) for number in range(MOST_ACTS_A_WEEK + 1)],
        coerce=int,
        label=_("Small acts a week, at most"),
    )
