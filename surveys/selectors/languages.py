"""The texts of a list of questions, language by language: what is given, what is missing, what stands in for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from belonging.core.tongues import Spoken, runs, spoken_in
from surveys.models import Instrument, Item
from surveys.rules import LONGEST_INTRO, LONGEST_LABEL, LONGEST_TEXT, LONGEST_TITLE
from surveys.selectors.waves import instruments, items_of

TITLE, INTRO, ANCHOR, TEXT, OPTION, FIX = "title", "intro", "anchor", "text", "option", "fix"


@dataclass(frozen=True)
class Text:
    """One text in the original, with what it reads in other languages."""

    name: str  # where it stands: "title", "anchor-2", "text-voice", "option-1-band"
    kind: str
    original: Spoken
    given: Mapping[str, str]
    is_core: bool = False  # of a core question: what was given in a language stays
    is_reverse: bool = False  # agreeing is the less good answer

    @property
    def longest(self) -> int:
        """How many letters it may have."""
        most = {TITLE: LONGEST_TITLE, INTRO: LONGEST_INTRO, ANCHOR: LONGEST_LABEL, OPTION: LONGEST_LABEL}
        return most.get(self.kind, LONGEST_TEXT)

    @property
    def what(self) -> str:
        """What it is, in a word."""
        return {
            TITLE: _("Title"), INTRO: _("Introduction"), ANCHOR: _("Answer to a statement"), TEXT: _("Question"),
            OPTION: _("Option"), FIX: _("When the answer is low"),
        }[self.kind]  # fmt: skip


@dataclass(frozen=True)
class Language:
    """How far a list of questions is there in one language."""

    code: str
    name: str  # by itself
    is_original: bool
    text_count: int
    missing_count: int

    @property
    def runs(self) -> str:
        """The way it runs: rtl or ltr."""
        return runs(self.code)


@dataclass(frozen=True)
class InstrumentLine:
    """A list of questions with how far it is there in each language."""

    instrument: Instrument
    languages: Sequence[Language]

    @property
    def lacking(self) -> Sequence[Language]:
        """The languages in which something is missing."""
        return [one for one in self.languages if one.missing_count]


def texts_of(instrument: Instrument, items: Sequence[Item]) -> list[Text]:
    """Every text of a list of questions that the original has, in the order of the page."""
    return [one for one in _texts(instrument, items) if one.original]


def _texts(instrument: Instrument, items: Sequence[Item]) -> Iterator[Text]:
    own = instrument.language
    yield _text(TITLE, TITLE, instrument.titles, own)
    yield _text(INTRO, INTRO, instrument.intros, own)
    yield from _list(ANCHOR, "", instrument.anchors, own)
    for item in items:
        words = spoken_in(item.texts.get(own, ""), own)
        yield Text(f"{TEXT}-{item.key}", TEXT, words, item.texts, item.is_core, item.is_reverse)
        yield from _list(OPTION, f"-{item.key}", item.options, own)
        yield _text(f"{FIX}-{item.key}", FIX, item.fixes, own)


def _text(name: str, kind: str, texts: Mapping[str, str], own: str) -> Text:
    return Text(name, kind, spoken_in(texts.get(own, ""), own), texts)


def _list(kind: str, after: str, texts: Mapping[str, Sequence[str]], own: str) -> Iterator[Text]:
    for place, original in enumerate(texts.get(own, ())):
        given = {language: row[place] for language, row in texts.items() if place < len(row)}
        yield Text(f"{kind}-{place + 1}{after}", kind, spoken_in(original, own), given)


def languages_of(instrument: Instrument, items: Sequence[Item]) -> list[Language]:
    """How far a list of questions is there in each language of the pages, the original first."""
    texts = texts_of(instrument, items)
    found = [
        Language(
            code, name, code == instrument.language, len(texts), sum(1 for one in texts if not one.given.get(code))
        )
        for code, name in settings.LANGUAGES
    ]
    return sorted(found, key=lambda one: not one.is_original)


def instrument_lines() -> list[InstrumentLine]:
    """The newest version of every list of questions of the open organization, each with its languages."""
    rows = instruments()
    items: dict[int, list[Item]] = defaultdict(list)
    for item in Item.objects.filter(instrument__in=rows).order_by("place", "id"):
        items[item.instrument_id].append(item)
    return [InstrumentLine(one, languages_of(one, items[one.pk])) for one in rows]


def instrument_line(instrument: Instrument) -> InstrumentLine:
    """One list of questions with its languages."""
    return InstrumentLine(instrument, languages_of(instrument, items_of(instrument)))
