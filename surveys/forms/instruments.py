"""The builder: a list of questions as one form, a row for each, in as many languages as the product speaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from surveys.enums import Dimension, ItemKind
from surveys.models import Instrument, Item
from surveys.models.instruments import FIRST_LANGUAGE
from surveys.services.built_in import ItemWords

SPARE_ROWS, FIRST_ROWS = 2, 6
LONGEST_TEXT = 240
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class ItemForm(forms.Form):
    """One row. A core question can be moved and nothing else; an emptied row is left out."""

    key = forms.SlugField(required=False, widget=forms.HiddenInput, max_length=40)
    place = forms.IntegerField(label=_("Place"), required=False, min_value=1, max_value=99)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=ItemKind.choices, initial=ItemKind.SCALE)
    dimension = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("Nothing named")), *Dimension.choices]
    )
    is_reverse = forms.BooleanField(label=_("Agreeing is the less good answer"), required=False)

    def __init__(self, data: Any = None, *, prefix: str, item: Item | None = None) -> None:
        self.item = item
        super().__init__(data, initial=_initial(item), prefix=prefix)
        for code in LANGUAGES:
            text = forms.CharField(
                label=_("Words (%(code)s)") % {"code": code}, required=False, max_length=LONGEST_TEXT
            )
            self.fields[f"text_{code}"] = text
            options = forms.CharField(
                label=_("Options (%(code)s), one a line") % {"code": code}, required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip
            self.fields[f"options_{code}"] = options
        if item is not None and item.is_core:
            for name, field in self.fields.items():
                field.disabled = name != "place"

    @property
    def is_core(self) -> bool:
        """True for a question that every wave asks in the same words."""
        return self.item is not None and self.item.is_core

    @property
    def words(self) -> ItemWords | None:
        """The question of this row, or nothing when it was emptied."""
        given = self.cleaned_data
        texts = {code: given[f"text_{code}"].strip() for code in LANGUAGES if given.get(f"text_{code}", "").strip()}
        if not texts:
            return None
        key = given["key"] or slugify(next(iter(texts.values())))[:40] or "question"
        kind = given["kind"] or ItemKind.SCALE
        is_choice = kind == ItemKind.CHOICE
        options = {code: _lines(given[f"options_{code}"]) for code in LANGUAGES} if is_choice else {}
        is_scale = kind == ItemKind.SCALE
        fixes = dict(self.item.fixes) if self.item is not None else {}
        return ItemWords(
            key,
            kind,
            given["dimension"],
            given["is_reverse"] and is_scale,
            self.is_core,
            texts,
            options,
            fixes,
        )


def _initial(item: Item | None) -> dict[str, Any]:
    if item is None:
        return {}
    fields = ("key", "place", "kind", "dimension", "is_reverse")
    texts = {f"text_{code}": item.texts.get(code, "") for code in LANGUAGES}
    options = {f"options_{code}": "\n".join(item.options.get(code, [])) for code in LANGUAGES}
    return {name: getattr(item, name) for name in fields} | texts | options


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class InstrumentForm(EditForm):
    """Title and introduction, and the rows."""

    def __init__(self, data: Any = None, *, instrument: Instrument | None = None, items: Sequence[Item] = ()) -> None:
        titles, intros = (instrument.titles, instrument.intros) if instrument else ({}, {})
        initial = {f"title_{code}": titles.get(code, "") for code in LANGUAGES}
        initial |= {f"intro_{code}": intros.get(code, "") for code in LANGUAGES}
        super().__init__(data, initial=initial)
        for code in LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Title (%(code)s)") % {"code": code}, max_length=120, required=code == FIRST_LANGUAGE
            )
            self.fields[f"intro_{code}"] = forms.CharField(
                label=_("Introduction (%(code)s)") % {"code": code}, required=False, max_length=400
            )
        spare: list[Item | None] = [None] * (SPARE_ROWS if instrument else FIRST_ROWS)
        self.rows = [ItemForm(data, item=item, prefix=f"item-{number}") for number, item in enumerate([*items, *spare])]

    def there(self) -> dict[str, Any]:
        """Title, introduction and every row."""
        rows = [row.initial for row in self.rows]
        return super().there() | {"rows": rows}

    def is_valid(self) -> bool:
        """True when the head and every row are."""
        rows = [row.is_valid() for row in self.rows]  # each is asked, so that each shows its own faults
        return super().is_valid() and all(rows)

    def texts(self, name: str) -> dict[str, str]:
        """Title or introduction by language, where there is one."""
        written = {code: self.cleaned_data[f"{name}_{code}"] for code in LANGUAGES}
        return {code: text for code, text in written.items() if text}

    def items(self) -> list[ItemWords]:
        """The questions in the order of their places; new ones come last."""
        kept = [(row.cleaned_data.get("place") or 99, row.words) for row in self.rows]
        return [words for _place, words in sorted(kept, key=lambda one: one[0]) if words is not None]
