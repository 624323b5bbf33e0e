"""Forms of what a pair does together."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from mentoring.enums import Fit, Review
from mentoring.rules import LONGEST_FAREWELL, LONGEST_LINE_OF_A_CHECK_IN, LONGEST_NOTE
from network.enums import Channel
from programs.selectors.worksheets import judgement_hints

if TYPE_CHECKING:
    from mentoring.models import Pair
    from programs.models import Participant

MINE, OURS, FACILITATORS = "mine", "ours", "facilitators"
AREA = forms.Textarea(attrs={"rows": 3})


class DayInput(forms.DateInput):
    """A day, as browsers let people choose it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CheckInForm(forms.Form):
    """We met: when, how, and one line."""

    happened_on = forms.DateField(label=_("When did you meet"), widget=DayInput)
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, widget=forms.RadioSelect)
    line = forms.CharField(
        label=_("One line about it"), required=False, max_length=LONGEST_LINE_OF_A_CHECK_IN,
        help_text=_("Both of you read it, nobody else."),
    )  # fmt: skip


class NextForm(EditForm):
    """When we meet next."""

    day = forms.DateField(label=_("Day"), widget=DayInput, required=False)
    begins = forms.TimeField(
        label=_("Begins"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    place = forms.CharField(label=_("Place"), max_length=160, required=False)
    link = forms.URLField(label=_("Or a link for a call"), max_length=300, required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        """Day and time belong together; without both there is no date."""
        cleaned = super().clean() or {}
        day, begins = cleaned.get("day"), cleaned.get("begins")
        if bool(day) != bool(begins) and not self.errors:
            self.add_error("begins" if day else "day", _("A date needs a day and a time."))
        cleaned["wall"] = datetime.combine(day, begins) if isinstance(day, date) and begins else None
        return cleaned


class NoteForm(forms.Form):
    """A note, and who reads it."""

    text = forms.CharField(
        label=_("A note"), max_length=LONGEST_NOTE, widget=AREA,
        error_messages={"required": _("Write a few words first.")},
    )  # fmt: skip
    readers = forms.ChoiceField(
        label=_("Who reads it"), initial=MINE, widget=forms.RadioSelect,
        choices=[(MINE, _("Only me")), (OURS, _("The two of us")), (FACILITATORS, _("Those who run the program"))],
    )  # fmt: skip


class FeedbackForm(forms.Form):
    """Feedback in three parts; words that judge a person are pointed out before it is sent."""

    recipient = forms.ChoiceField(label=_("Who is it for"), widget=forms.RadioSelect)
    situation = forms.CharField(
        label=_("When and where was it?"), max_length=LONGEST_NOTE, widget=AREA,
        help_text=_("So exactly that both of you are there again."),
    )  # fmt: skip
    behaviour = forms.CharField(
        label=_("What did you see or hear?"), max_length=LONGEST_NOTE, widget=AREA,
        help_text=_("What a camera would have recorded."),
    )  # fmt: skip
    impact = forms.CharField(
        label=_("What did it do to you?"), max_length=LONGEST_NOTE, widget=AREA,
        help_text=_("A sentence that begins with I."),
    )  # fmt: skip
    question = forms.CharField(
        label=_("What would you like to ask?"), max_length=LONGEST_NOTE, required=False,
        help_text=_("How did you see it?"),
    )  # fmt: skip

    def __init__(self, *args: Any, others: list[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(one.public_id): one for one in others}
        choices = [(key, one.name) for key, one in self.others.items()]
        self.fields["recipient"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["recipient"].widget = forms.HiddenInput()
            self.initial["recipient"] = choices[0][0]

    @property
    def hints(self) -> list[str]:
        """What to look at again before it is sent."""
        parts = ("situation", "behaviour", "impact")
        return [hint for part in parts for hint in judgement_hints(str(self.data.get(part, "")))]


class FitForm(forms.Form):
    """How the pair feels so far."""

    fit = forms.ChoiceField(choices=[(one.value, one.label) for one in Fit if one.value])


class ReviewForm(forms.Form):
    """Half of the time is over."""

    review = forms.ChoiceField(choices=[(one.value, one.label) for one in Review if one.value])
    words = forms.CharField(required=False, max_length=LONGEST_NOTE)


class LeaveForm(forms.Form):
    """A kind ending."""

    wants_another = forms.ChoiceField(
        label=_("And then"), initial="yes", widget=forms.RadioSelect,
        choices=[("yes", _("I would like another partner")), ("no", _("No partner for now"))],
    )  # fmt: skip
    farewell = forms.CharField(
        label=_("A kind sentence, if you like"), required=False, max_length=LONGEST_FAREWELL,
        help_text=_("Thank them for one thing. They read it with the news that the pair has ended."),
    )  # fmt: skip


class HelpForm(forms.Form):
    """Somebody turns to a human about their partner."""

    what = forms.ChoiceField(
        label=_("What is it about"), widget=forms.RadioSelect,
        choices=[
            ("silent", _("I do not hear from my partner")),
            ("unsafe", _("I do not feel safe or respected")),
        ],
    )  # fmt: skip
    words = forms.CharField(
        label=_("What they should know"), required=False, max_length=LONGEST_NOTE, widget=AREA,
        help_text=_("You may leave it empty. Your partner never reads it."),
    )  # fmt: skip
    ends_now = forms.BooleanField(
        label=_("End the pair now"), required=False,
        help_text=_("Your partner hears that it has ended, and nothing else."),
    )  # fmt: skip


def next_initial(pair: Pair, wall: datetime | None) -> dict[str, Any]:
    """The next date as its form shows it."""
    found: dict[str, Any] = {"place": pair.next_place, "link": pair.next_link}
    return found | ({"day": wall.date(), "begins": wall.time()} if wall else {})
