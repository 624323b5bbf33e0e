"""Form of a series of prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.rules import MOST_SEEDS
from community.services.prompts import PromptWords

if TYPE_CHECKING:
    from collections.abc import Sequence

    from programs.models import Participant


class PromptForm(forms.Form):
    """Questions, one a week, from a day on, and who answers first."""

    questions = forms.CharField(
        label=_("Questions"), widget=forms.Textarea(attrs={"rows": 4}), max_length=8000,
        help_text=_("One a line; each is asked a week after the one before, at nine o’clock."),
        error_messages={"required": _("Write one question.")},
    )  # fmt: skip
    first_on = forms.DateField(
        label=_("The first is asked on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Choose a day.")},
    )  # fmt: skip
    seeds = forms.MultipleChoiceField(
        label=_("Who answers first"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Two or three. They are asked on their first page, and may say no."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.public_id): one for one in people}
        field = self.fields["seeds"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, one.name) for key, one in self.people.items()]
        field.error_messages["invalid_choice"] = _("Choose people who sit in this group.")

    def clean_seeds(self) -> list[Participant]:
        """The people behind the ids."""
        chosen = self.cleaned_data["seeds"]
        if len(chosen) > MOST_SEEDS:
            raise forms.ValidationError(_("Up to %(most)s people are enough.") % {"most": MOST_SEEDS})
        return [self.people[key] for key in chosen]

    @property
    def words(self) -> PromptWords:
        """What is planned."""
        found = self.cleaned_data
        return PromptWords(found["questions"].splitlines(), found["first_on"], found["seeds"])
