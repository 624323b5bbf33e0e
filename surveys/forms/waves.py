"""Forms for those who run surveys: a wave's days and rules, a note, an action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from surveys.disclosure import LEAST, LEAST_WORDS, MOST_SLICES
from surveys.enums import Mode, WaveKind
from surveys.models import Instrument, Wave

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership

BY_HAND = (WaveKind.PULSE, WaveKind.COMMUNITY, WaveKind.OWN)
MOST_LEAST = 100


class DayInput(forms.DateInput):
    """A day, as browsers let people choose it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DaysForm(EditForm):
    """When a wave is open."""

    opens_on = forms.DateField(label=_("Opens on"), widget=DayInput)
    closes_on = forms.DateField(label=_("Last day"), widget=DayInput)


class WaveForm(DaysForm):
    """One more wave."""

    field_order = ("instrument", "kind", "opens_on", "closes_on")
    instrument = forms.ChoiceField(label=_("Questions"))
    kind = forms.ChoiceField(label=_("What it is"), choices=[(kind, kind.label) for kind in BY_HAND])

    def __init__(self, *args: Any, instruments: Sequence[Instrument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instruments = {str(one.public_id): one for one in instruments}
        self.fields["instrument"].choices = [(key, one.title) for key, one in self.instruments.items()]  # type: ignore[attr-defined]

    @property
    def instrument_chosen(self) -> Instrument:
        """The instrument behind the choice."""
        return self.instruments[self.cleaned_data["instrument"]]


class RulesForm(EditForm):
    """Thresholds, groupings and mode; services allow only what makes an open wave stricter."""

    least = forms.IntegerField(
        label=_("Answers a figure needs"),
        min_value=LEAST,
        max_value=MOST_LEAST,
        help_text=_("Groups with fewer are not shown. Once the survey is open it can only rise."),
    )
    least_words = forms.IntegerField(
        label=_("People who must have written before words are shown"), min_value=LEAST_WORDS, max_value=MOST_LEAST
    )
    slices = forms.MultipleChoiceField(
        label=_("Groupings"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At most four, each shown alone. None can be added once the survey is open."),
    )
    mode = forms.ChoiceField(label=_("Promise"), choices=Mode.choices, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, wave: Wave, attributes: Sequence[str]) -> None:
        initial = {"least": wave.least, "least_words": wave.least_words, "slices": wave.slices, "mode": wave.mode}
        super().__init__(data, initial=initial)
        names = wave.slices if wave.is_open else sorted({*attributes, *wave.slices})
        self.fields["slices"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]

    def clean_slices(self) -> list[str]:
        """Never more than are audited."""
        chosen: list[str] = self.cleaned_data["slices"]
        if len(chosen) > MOST_SLICES:
            raise forms.ValidationError(_("At most four groupings, one at a time."))
        return chosen


class NoteForm(EditForm):
    """The facilitator's word beside the results."""

    text = forms.CharField(
        label=_("Your word to everybody"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What surprised you, what you will do. It stands above the results."),
    )


class ActionForm(forms.Form):
    """What is done about a result."""

    text = forms.CharField(label=_("What will be done"), max_length=200)
    owner = forms.ChoiceField(label=_("By whom"))
    due_on = forms.DateField(label=_("Until"), widget=DayInput)

    def __init__(self, *args: Any, people: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.public_id): one for one in people}
        self.fields["owner"].choices = [(key, one.name) for key, one in self.people.items()]  # type: ignore[attr-defined]

    @property
    def owner_chosen(self) -> Membership:
        """The member behind the choice."""
        return self.people[self.cleaned_data["owner"]]
