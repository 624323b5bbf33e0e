"""A worksheet as a form made from its questions. Nothing has to be answered; what is, is kept as typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _

from programs.selectors.worksheets import judgement_hints
from programs.worksheets import (
    CHOICE,
    DATE,
    FEEDBACK,
    PEOPLE,
    SCALE,
    TEXT,
    Question,
    is_feedback,
)

LONGEST_TEXT = 4000
LONGEST_NAME = 120
MOST_LINES = 30
FEWEST_LINES, SPARE_LINES = 5, 2


class PeopleInput(forms.Widget):
    """Names, one to a line; each line may say one thing more."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        """The lines with anything in them, as typed."""
        names, choices = (data.getlist(key) if hasattr(data, "getlist") else [] for key in (name, f"{name}-choice"))
        choices += [""] * (len(names) - len(choices))
        typed = ({"name": who.strip(), "choice": choice} for who, choice in zip(names, choices, strict=False))
        return [line for line in typed if line["name"] or line["choice"]]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class PeopleField(forms.Field):
    """People of the program by name, or others in the person's own words; each with one of the options, if any."""

    widget = PeopleInput

    def __init__(self, *, people: Mapping[str, str], options: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.people = {label.casefold(): (label, public_id) for label, public_id in people.items()}
        self.options = options

    def clean(self, value: Any) -> list[dict[str, str]]:
        """The lines, each with the public id of the person it names (blank for somebody from elsewhere)."""
        if len(value) > MOST_LINES:
            raise ValidationError(_("At most %(most)s people fit here.") % {"most": MOST_LINES})
        faults = [fault for line in value for fault in self._faults(line)]
        names = [line["name"].casefold() for line in value if line["name"]]
        faults += [_("“%s” stands here twice.") % name for name in sorted({n for n in names if names.count(n) > 1})]
        if faults:
            raise ValidationError(faults)
        return [self._line(line) for line in value]

    def _faults(self, line: Mapping[str, str]) -> list[str]:
        name, choice = line["name"], line["choice"]
        if not name:
            return [_("Write a name beside “%s”.") % choice]
        if len(name) > LONGEST_NAME:
            return [_("A name has at most %s letters.") % LONGEST_NAME]
        if choice and choice not in self.options:
            return [_("Choose one of the offered words for “%s”.") % name]
        same = [label for label, _id in self.people.values() if label.casefold().startswith(f"{name.casefold()} (")]
        if name.casefold() not in self.people and len(same) > 1:
            return [
                _("Several people are called “%(name)s”. Choose one: %(labels)s.")
                % {"name": name, "labels": ", ".join(same)}
            ]
        return []

    def _line(self, line: Mapping[str, str]) -> dict[str, str]:
        label, public_id = self.people.get(line["name"].casefold(), (line["name"], ""))
        return {"name": label, "person": public_id} | ({"choice": line["choice"]} if self.options else {})


def _scale(question: Question, people: Mapping[str, str]) -> forms.Field:
    choices = [(number, str(number)) for number in range(question.low, question.high + 1)]
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect)


def _text(question: Question, people: Mapping[str, str]) -> forms.Field:
    return forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}))


def _choice(question: Question, people: Mapping[str, str]) -> forms.Field:
    return forms.ChoiceField(choices=[(option, option) for option in question.options], widget=forms.RadioSelect)


def _day(question: Question, people: Mapping[str, str]) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


def _people(question: Question, people: Mapping[str, str]) -> forms.Field:
    return PeopleField(people=people, options=question.options)


FIELDS: dict[str, Callable[[Question, Mapping[str, str]], forms.Field]] = {
    SCALE: _scale,
    TEXT: _text,
    CHOICE: _choice,
    DATE: _day,
    PEOPLE: _people,
}


@dataclass(frozen=True)
class Line:
    """One line of a question about people, as it stands in the form."""

    name: str = ""
    choice: str = ""


@dataclass(frozen=True)
class Asked:
    """A question with its field, as the page draws it."""

    question: Question
    field: BoundField
    hints: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


class WorksheetForm(forms.Form):
    """
    One field for each question, named after its key.

    `hints_read` is sent along once hints have been shown: they are advice, and the second Save keeps what stands there.
    """

    hints_read = forms.BooleanField(required=False, widget=forms.HiddenInput)

    prefix = "q"

    def __init__(self, *args: Any, questions: tuple[Question, ...], people: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            made = FIELDS[question.kind](question, people)
            made.required, made.label, made.help_text = False, question.text, _help(question)
            made.widget.is_required = False
            self.fields[question.key] = made

    def clean(self) -> dict[str, Any]:
        """Refuses an empty sheet, once no field is wrong by itself."""
        cleaned = super().clean() or {}
        if not self.errors and not self.values:
            raise ValidationError(_("Fill in at least one thing, then save."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, ready to be kept."""
        given = ((question.key, self.cleaned_data.get(question.key)) for question in self.questions)
        return {key: _plain(value) for key, value in given if value not in (None, "", [])}

    @property
    def hints(self) -> dict[str, list[str]]:
        """What to tell about each field of feedback that judges a person."""
        if not self.is_bound or not is_feedback(self.questions):
            return {}
        texts = {key: str(self.data.get(self.add_prefix(key), "")) for key in sorted(FEEDBACK)}
        found = {key: judgement_hints(text) for key, text in texts.items()}
        return {key: hints for key, hints in found.items() if hints}

    @property
    def has_unread_hints(self) -> bool:
        """True when hints should be shown before anything is kept."""
        return bool(self.hints) and not self.cleaned_data.get("hints_read")

    def asked(self) -> list[Asked]:
        """The questions in their order, each with its field."""
        hints = self.hints
        return [
            Asked(question, self[question.key], tuple(hints.get(question.key, ())), self._lines(question))
            for question in self.questions
        ]

    def _lines(self, question: Question) -> tuple[Line, ...]:
        if question.kind != PEOPLE:
            return ()
        typed = [Line(line["name"], line.get("choice", "")) for line in self[question.key].value() or []]
        count = min(max(FEWEST_LINES, len(typed) + SPARE_LINES), MOST_LINES)
        return (*typed, *[Line()] * (count - len(typed)))


def _help(question: Question) -> str:
    ends = ""
    if question.kind == SCALE and question.low_words and question.high_words:
        ends = _("%(low)s: %(low_words)s. %(high)s: %(high_words)s.") % {
            "low": question.low,
            "low_words": question.low_words,
            "high": question.high,
            "high_words": question.high_words,
        }
    return " ".join(part for part in (question.hint, ends) if part)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
