"""Forms of a person's way, and of facilitators who help somebody along it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import LearningKind

DAY = forms.DateInput(attrs={"type": "date"})


class WordsForm(forms.Form):
    """A few words to the facilitators, or from them."""

    text = forms.CharField(
        label=_("Your words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), strip=True,
        error_messages={"required": _("Write a few words first.")},
    )  # fmt: skip


class PromiseForm(forms.Form):
    """A small promise with a day."""

    text = forms.CharField(
        label=_("What"),
        max_length=200,
        help_text=_("One small thing, like: ask Noor how the move went."),
        error_messages={"required": _("Write what you want to do.")},
    )
    due_on = forms.DateField(label=_("By when"), widget=DAY, error_messages={"required": _("Choose the day.")})
    kind = forms.ChoiceField(label=_("It is mostly"), choices=LearningKind.choices, initial=LearningKind.EXPERIENTIAL)


class ShiftForm(forms.Form):
    """How far one person's days move."""

    days = forms.IntegerField(
        label=_("Days"), help_text=_("Later, or with a minus earlier."),
        error_messages={"required": _("Write how many days.")},
    )  # fmt: skip
    from_on = forms.DateField(
        label=_("Everything from"), widget=DAY, error_messages={"required": _("Choose the first day that moves.")}
    )


class PauseForm(forms.Form):
    """Until when somebody pauses."""

    until = forms.DateField(label=_("Back on"), widget=DAY, error_messages={"required": _("Choose the day.")})


class MissedForm(forms.Form):
    """What becomes of one step that was asked before somebody joined."""

    step = forms.UUIDField()
    act = forms.ChoiceField(choices=[("release", ""), ("skip", ""), ("reschedule", "")])
    day = forms.DateField(required=False)
