"""Forms of the award."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from community.enums import CRITERIA
from community.models import Award
from community.rules import LONGEST_KIND_WORDS, MOST_CRITERIA
from community.services.award import AwardWords, KindWords


class DayInput(forms.DateInput):
    """A day, as browsers let people choose it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class AwardForm(EditForm):
    """What the award is for, and when people may be named."""

    title = forms.CharField(label=_("Name of the award"), max_length=80, initial=_("Community Connector"))
    about = forms.CharField(
        label=_("What it is for"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    criteria = forms.CharField(
        label=_("Criteria, one a line"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        initial="\n".join(str(one) for one in CRITERIA),
        error_messages={"required": _("Write at least one criterion.")},
    )
    opens_on = forms.DateField(label=_("First day for naming"), widget=DayInput)
    closes_on = forms.DateField(label=_("Last day for naming"), widget=DayInput)
    most_named = forms.IntegerField(label=_("People one person may name"), min_value=1, max_value=5, initial=2)

    def clean_criteria(self) -> list[str]:
        """The lines that say something."""
        lines = [" ".join(line.split()) for line in str(self.cleaned_data["criteria"]).splitlines()]
        found = [line for line in lines if line]
        if not 1 <= len(found) <= MOST_CRITERIA:
            raise forms.ValidationError(_("Write between one and %(most)s criteria.") % {"most": MOST_CRITERIA})
        return found

    @property
    def words(self) -> AwardWords:
        """What the service takes; only of a valid form."""
        return AwardWords(**self.cleaned_data)


def filled(award: Award) -> dict[str, Any]:
    """An award as the form's first values."""
    names = ("title", "about", "opens_on", "closes_on", "most_named")
    return {name: getattr(award, name) for name in names} | {"criteria": "\n".join(award.criteria)}


class NamingForm(forms.Form):
    """Whom, why, and whether signed."""

    person = forms.UUIDField(error_messages={"required": _("Choose whom you want to name.")})
    fits = forms.MultipleChoiceField(
        label=_("What fits them"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    story = forms.CharField(
        label=_("A moment that shows it"),
        max_length=LONGEST_KIND_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The jury reads it, and afterwards the person you name. Whoever is not chosen reads it too."),
        error_messages={"required": _("Tell of one moment; three sentences are enough.")},
    )
    is_signed = forms.BooleanField(label=_("They may read that it comes from me"), required=False, initial=True)

    def __init__(self, *args: Any, criteria: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fits"].choices = [(one, one) for one in criteria]  # type: ignore[attr-defined]

    @property
    def words(self) -> KindWords:
        """What the service takes; only of a valid form."""
        found = self.cleaned_data
        return KindWords(found["story"], found["fits"], found["is_signed"])


class PersonForm(forms.Form):
    """One person."""

    person = forms.UUIDField()


class EvidenceForm(forms.Form):
    """Whether the jury may see how I connect people."""

    agrees = forms.BooleanField(required=False)
