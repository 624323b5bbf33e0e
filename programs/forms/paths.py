"""Forms of a person's way, and of facilitators who help somebody along it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from programs.enums import LearningKind
from programs.models import Promise
from programs.plan_files import LONGEST_QUESTION, MOST_QUESTIONS

DAY = forms.DateInput(attrs={"type": "date"})


class QuestionsField(forms.CharField):
    """The questions of a short form, one a line."""

    def __init__(self, **words: Any) -> None:
        text = _("If you like: one question a line, at most three. The answers are for the person alone.")
        super().__init__(required=False, help_text=text, widget=forms.Textarea(attrs={"rows": 3}), **words)

    def prepare_value(self, value: Any) -> Any:
        """Lines, also from what a plan or a row holds."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """The questions, in their order."""
        lines = [line for line in (" ".join(one.split()) for one in super().clean(value).splitlines()) if line]
        if len(lines) > MOST_QUESTIONS:
            raise forms.ValidationError(_("Three questions at most, so that it stays small."))
        if any(len(line) > LONGEST_QUESTION for line in lines):
            raise forms.ValidationError(_("Shorten each question to two hundred letters."))
        return list(dict.fromkeys(lines))


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
    asks = QuestionsField(label=_("What to note down with it"))


class AnswersForm(EditForm):
    """The short form of a promise: nothing in it has to be filled in."""

    def __init__(self, data: Any = None, *, promise: Promise) -> None:
        super().__init__(data)
        self.questions: Sequence[str] = promise.asks
        for place, question in enumerate(self.questions):
            self.fields[f"answer_{place}"] = forms.CharField(
                label=question, required=False, max_length=1000, initial=promise.wrote.get(question, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    @property
    def answers(self) -> dict[str, str]:
        """Question to answer, of those that were answered."""
        found = {question: self.cleaned_data[f"answer_{place}"] for place, question in enumerate(self.questions)}
        return {question: answer for question, answer in found.items() if answer}


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
