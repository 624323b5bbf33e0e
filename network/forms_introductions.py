"""Forms of introductions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.enums import MetAnswer, OutreachAct
from network.rules import MOST_AT_ONCE
from network.selectors.introductions import Line

YES, NO = "yes", "no"


class AnswerForm(forms.Form):
    """Yes, or not this time."""

    answer = forms.ChoiceField(choices=[(YES, _("Yes, introduce us")), (NO, _("Not this time"))])


class MetForm(forms.Form):
    """Did you meet, and on which day."""

    word = forms.ChoiceField(choices=[(one.value, one.label) for one in MetAnswer if one != MetAnswer.UNSAID])
    on = forms.DateField(required=False)


class WishForm(forms.Form):
    """How many at a time, or not until a day."""

    most_at_once = forms.TypedChoiceField(
        coerce=int,
        choices=[(number, str(number)) for number in range(1, MOST_AT_ONCE + 1)],
        widget=forms.RadioSelect,
        label=_("How many introductions at a time?"),
    )
    paused_until = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        label=_("Not before"),
        help_text=_("Leave it empty to be introduced. After this day you are, without doing anything. Nobody sees it."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_paused_until(self) -> date | None:
        """A day that is past is no pause."""
        day: date | None = self.cleaned_data["paused_until"]
        return day if day and day > self.today else None


class ReachForm(forms.Form):
    """How somebody was reached."""

    act = forms.ChoiceField(choices=OutreachAct.choices)


class PlanForm(forms.Form):
    """What a round keeps apart."""

    apart = forms.ChoiceField(required=False, label=_("Never introduce two people who share"))

    def __init__(self, *args: Any, names: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = [("", _("Nothing, anybody may meet anybody"))]
        self.fields["apart"].choices = [*nothing, *((one, one) for one in names)]  # type: ignore[attr-defined]


class StartForm(forms.Form):
    """How many introductions of each line are offered."""

    def __init__(self, *args: Any, lines: Iterable[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            self.fields[line.key] = forms.IntegerField(
                label=line.label, min_value=line.least, max_value=line.count, initial=line.count,
                widget=forms.NumberInput(attrs={"class": "input"}),
            )  # fmt: skip

    @property
    def counts(self) -> dict[str, int]:
        """How many, by line."""
        return {key: int(value) for key, value in self.cleaned_data.items()}
