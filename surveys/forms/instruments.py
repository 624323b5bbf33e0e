"""The builder: a list of questions as one form in the language it is written in, and its words in one more language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from belonging.core.tongues import page_language, runs
from surveys.enums import AGREEMENT, Dimension, ItemKind
from surveys.models import Instrument, Item
from surveys.rules import LONGEST_INTRO, LONGEST_LABEL, LONGEST_TEXT, LONGEST_TITLE
from surveys.selectors.languages import ANCHOR, INTRO, OPTION, TITLE, Text
from surveys.services.built_in import Head, ItemWords
from surveys.services.languages import suggested_words

SPARE_ROWS, FIRST_ROWS = 2, 6
PLACES = range(1, len(AGREEMENT) + 1)
LONGEST = {TITLE: LONGEST_TITLE, INTRO: LONGEST_INTRO, ANCHOR: LONGEST_LABEL, OPTION: LONGEST_LABEL}


class ItemForm(forms.Form):
    """One row. A core question can be moved and nothing else; an emptied row is left out."""

    key = forms.SlugField(required=False, widget=forms.HiddenInput, max_length=40)
    text = forms.CharField(label=_("Words"), required=False, max_length=LONGEST_TEXT)
    place = forms.IntegerField(label=_("Place"), required=False, min_value=1, max_value=99)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=ItemKind.choices, initial=ItemKind.SCALE)
    dimension = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("Nothing named")), *Dimension.choices]
    )
    is_reverse = forms.BooleanField(label=_("Agreeing is the less good answer"), required=False)
    options = forms.CharField(
        label=_("Options of a choice, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    fix = forms.CharField(label=_("What may help when the answer is low"), required=False, max_length=LONGEST_TEXT)

    def __init__(self, data: Any = None, *, prefix: str, language: str, item: Item | None = None) -> None:
        self.item, self.language = item, language
        super().__init__(data, initial=_initial(item, language), prefix=prefix)
        _mark(self, ("text", "options", "fix"), language)
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
        given, item = self.cleaned_data, self.item
        text = given["text"].strip()
        if not text:
            return None
        key = given["key"] or text
        kind = given["kind"] or ItemKind.SCALE
        options = _lines(given["options"]) if kind == ItemKind.CHOICE else []
        return ItemWords(
            key, kind, given["dimension"], given["is_reverse"] and kind == ItemKind.SCALE, self.is_core,
            reworded(item.texts if item else {}, self.language, text),
            reworded(item.options if item else {}, self.language, options),
            reworded(item.fixes if item else {}, self.language, given["fix"].strip()),
        )  # fmt: skip


Words = TypeVar("Words", str, list[str])


def reworded(texts: Mapping[str, Words], language: str, words: Words) -> dict[str, Words]:
    """A text in all its languages; where the original says something else now, the others no longer say the same."""
    if not words:
        return {}
    return dict(texts) if texts.get(language) == words else {language: words}


def _initial(item: Item | None, language: str) -> dict[str, Any]:
    if item is None:
        return {}
    fields = ("key", "place", "kind", "dimension", "is_reverse")
    texts = {"text": item.texts.get(language, ""), "fix": item.fixes.get(language, "")}
    options = {"options": "\n".join(item.options.get(language, []))}
    return {name: getattr(item, name) for name in fields} | texts | options


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _mark(form: forms.Form, names: Sequence[str], language: str) -> None:
    """Says in which language a field is written, and which way it runs."""
    for name in names:
        form.fields[name].widget.attrs |= {"lang": language, "dir": runs(language)}


class InstrumentForm(EditForm):
    """Title, introduction and the answers to a statement, and the rows: all in the language of the original."""

    language = forms.ChoiceField(
        label=_("Written in"), choices=settings.LANGUAGES,
        help_text=_("The language of the original. Words in others are given once it is kept."),
    )  # fmt: skip
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    intro = forms.CharField(label=_("Introduction"), required=False, max_length=LONGEST_INTRO)

    def __init__(self, data: Any = None, *, instrument: Instrument | None = None, items: Sequence[Item] = ()) -> None:
        self.instrument = instrument
        self.written_in = instrument.language if instrument else _chosen(data)
        super().__init__(data, initial=self._words_of(instrument))
        for place in PLACES:
            self.fields[f"{ANCHOR}-{place}"] = forms.CharField(
                label=_("Answer %(place)s") % {"place": place}, required=False, max_length=LONGEST_LABEL
            )
        if instrument:
            del self.fields["language"]
            _mark(self, [name for name in self.fields if name != "language"], self.written_in)
        spare: list[Item | None] = [None] * (SPARE_ROWS if instrument else FIRST_ROWS)
        self.rows = [
            ItemForm(data, item=item, prefix=f"item-{number}", language=self.written_in)
            for number, item in enumerate([*items, *spare])
        ]

    def _words_of(self, instrument: Instrument | None) -> dict[str, str]:
        if instrument is None:
            return {"language": page_language()}
        anchors = instrument.anchors.get(self.written_in, [])
        found = {f"{ANCHOR}-{place}": one for place, one in enumerate(anchors, start=1)}
        titles, intros = instrument.titles, instrument.intros
        return found | {"title": titles.get(self.written_in, ""), "intro": intros.get(self.written_in, "")}

    @property
    def above(self) -> list[forms.BoundField]:
        """The fields above the questions."""
        return [self[name] for name in ("language", "title", "intro") if name in self.fields]

    @property
    def anchors(self) -> list[forms.BoundField]:
        """The fields of the answers to a statement."""
        return [self[f"{ANCHOR}-{place}"] for place in PLACES]

    def there(self) -> dict[str, Any]:
        """Title, introduction and every row."""
        rows = [row.initial for row in self.rows]
        return super().there() | {"rows": rows}

    def is_valid(self) -> bool:
        """True when the head and every row are."""
        rows = [row.is_valid() for row in self.rows]  # each is asked, so that each shows its own faults
        return super().is_valid() and all(rows)

    @property
    def head(self) -> Head:
        """Title, introduction and answers by language; answers left empty are the product's own."""
        given, old = self.cleaned_data, self.instrument
        anchors = [given[f"{ANCHOR}-{place}"].strip() for place in PLACES]
        return Head(
            reworded(old.titles if old else {}, self.written_in, given["title"]),
            reworded(old.intros if old else {}, self.written_in, given["intro"]),
            reworded(old.anchors if old else {}, self.written_in, anchors if any(anchors) else []),
            self.written_in,
        )

    def items(self) -> list[ItemWords]:
        """The questions in the order of their places; new ones come last."""
        taken: set[str] = set()
        kept = []
        for row in self.rows:
            if (words := row.words) is not None:
                key = words.key if row.item else free_key(words.key, taken)
                taken.add(key)
                kept.append((row.cleaned_data.get("place") or 99, replace(words, key=key)))
        return [words for _place, words in sorted(kept, key=lambda one: one[0])]


def free_key(text: str, taken: set[str]) -> str:
    """A short name that no other question has: words in Arabic letters alone leave none of their own."""
    key = slugify(text)[:36] or "question"
    return next(one for number in count(1) if (one := f"{key}-{number}" if number > 1 else key) not in taken)


def _chosen(data: Any) -> str:
    found = str((data or {}).get("language", ""))
    return found if found in dict(settings.LANGUAGES) else page_language()


@dataclass(frozen=True)
class Row:
    """One text with the field for its words in the language, and whether those are the product's own suggestion."""

    text: Text
    field: forms.BoundField
    is_suggested: bool


class WordsForm(EditForm):
    """Everything a list of questions says, in one more language; what is left empty is missing."""

    def __init__(self, data: Any = None, *, texts: Sequence[Text], language: str) -> None:
        super().__init__(data)
        self.texts = texts
        self.suggested: set[str] = set()
        for one in texts:
            given = one.given.get(language, "")
            words = given or suggested_words(one, language)
            if words and not given:
                self.suggested.add(one.name)
            self.fields[one.name] = forms.CharField(
                label=one.what, required=False, initial=words, max_length=LONGEST.get(one.kind, LONGEST_TEXT),
                widget=forms.Textarea(attrs={"rows": 2}), disabled=one.is_core and bool(given),
            )  # fmt: skip
        _mark(self, [one.name for one in texts], language)

    def lines(self) -> Iterator[Row]:
        """Each text with its field, in the order of the page."""
        for one in self.texts:
            yield Row(one, self[one.name], one.name in self.suggested)
