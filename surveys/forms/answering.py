"""The form of a survey: all its questions, none of them required."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.charts import arc
from surveys.enums import ItemKind
from surveys.models import Item
from surveys.rules import LONGEST_WORDS

PREFIX = "q-"
# From not at all to wholly: the fill of each answer's circle, in the drawing's own units.
RADII = (0, 4, 7.5, 11, 15)


@dataclass(frozen=True)
class Answer:
    """One answer to choose."""

    value: int
    label: str
    radius: float | None
    is_chosen: bool


@dataclass(frozen=True)
class Asked:
    """One question as the page draws it."""

    item: Item
    name: str
    answers: Sequence[Answer]
    text: str
    errors: Sequence[str]


def ring(count: int) -> list[str]:
    """One arc for each statement, round the table."""
    gap = 0.02
    return [arc(60, 60, 47, place / count + gap / 2, (place + 1) / count - gap / 2) for place in range(count)]


class SurveyForm(forms.Form):
    """One field for each question; what is left out is skipped."""

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        self.fields["code"] = forms.CharField(
            label=_("A code you kept from an earlier survey"), required=False, max_length=60
        )
        self.fields["by-code"] = forms.BooleanField(label=_("Follow me by a code of my own"), required=False)
        for item in items:
            self.fields[PREFIX + item.key] = _field(item)

    @property
    def answers(self) -> dict[str, int]:
        """Numbers by question."""
        given = self._given(ItemKind.SCALE, ItemKind.CHOICE)
        return {key: int(value) for key, value in given.items()}

    @property
    def words(self) -> dict[str, str]:
        """Texts by question."""
        return self._given(ItemKind.WORDS)

    @property
    def own_code(self) -> dict[str, Any]:
        """Whether to be followed by a code of one's own, and the one that was kept."""
        return {"code": self.cleaned_data.get("code", ""), "by_code": self.cleaned_data.get("by-code", False)}

    def _given(self, *kinds: str) -> dict[str, str]:
        found = {item.key: self.cleaned_data.get(PREFIX + item.key, "") for item in self.items if item.kind in kinds}
        return {key: value for key, value in found.items() if value}

    def asked(self) -> Iterator[Asked]:
        """The questions in their order, with what was chosen so far."""
        for item in self.items:
            field = self[PREFIX + item.key]
            chosen = str(field.value() or "")
            yield Asked(item, field.html_name, _answers(item, chosen), chosen, [str(error) for error in field.errors])


def _field(item: Item) -> forms.Field:
    if item.kind == ItemKind.WORDS:
        return forms.CharField(label=item.text, required=False, max_length=LONGEST_WORDS, widget=forms.Textarea)
    choices = [(str(value), str(value)) for value in range(1, item.highest + 1)]
    return forms.ChoiceField(label=item.text, required=False, choices=choices)


def _answers(item: Item, chosen: str) -> list[Answer]:
    radii: Sequence[float | None]
    if item.kind == ItemKind.SCALE:
        labels, radii = item.instrument.scale, list(RADII)
    else:
        labels, radii = item.labels, [None] * len(item.labels)
    rows = enumerate(zip(labels, radii, strict=True), start=1)
    return [Answer(value, label, radius, str(value) == chosen) for value, (label, radius) in rows]
