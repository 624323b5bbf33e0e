"""The words of a list of questions in one more language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.tongues import LANGUAGES
from surveys.selectors.languages import ANCHOR, FIX, INTRO, OPTION, TEXT, TITLE, Text, texts_of
from surveys.selectors.waves import items_of
from surveys.services.built_in import Head, InstrumentRefused, ItemWords, change_instrument, words_of_the_product

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from surveys.models import Instrument, Item


@transaction.atomic
def give_words(
    *, actor: Membership, instrument: Instrument, language: str, words: Mapping[str, str], now: datetime
) -> Instrument:
    """
    This will keep what a list of questions reads in one language: as the next version once it was asked, else in place.

    `words` goes by the names of its texts; what is blank or left out is missing, and the original stands in for it.
    Raises InstrumentRefused for the original's own language, for a text that is not there or is too long, and where a
    core question would read otherwise.
    """
    if language not in LANGUAGES or language == instrument.language:
        raise InstrumentRefused(_("Choose another language than the original’s."))
    items = items_of(instrument)
    kept = _kept_words(texts_of(instrument, items), language, words)
    head = Head(
        _with(instrument.titles, language, kept.get(TITLE, "")),
        _with(instrument.intros, language, kept.get(INTRO, "")),
        _with_list(instrument.anchors, language, instrument.language, ANCHOR, "", kept),
        instrument.language,
    )
    questions = [_question(item, language, kept) for item in items]
    return change_instrument(actor=actor, instrument=instrument, head=head, items=questions, now=now)


def _kept_words(texts: Sequence[Text], language: str, words: Mapping[str, str]) -> dict[str, str]:
    """By the name of each text; what a core question was given stays where nothing is said of it."""
    if unknown := sorted(words.keys() - {one.name for one in texts}):
        raise InstrumentRefused(_("There is no text of this name here."), field=unknown[0])
    stays = {one.name: one.given.get(language, "") for one in texts if one.is_core}
    kept = {one.name: words.get(one.name, "").strip() or stays.get(one.name, "") for one in texts}
    for one in texts:
        if len(kept[one.name]) > one.longest:
            raise InstrumentRefused(_("At most %(most)s letters.") % {"most": one.longest}, field=one.name)
    return kept


def suggested_words(text: Text, language: str) -> str:
    """This will say what the product itself says for a text in a language; blank where it knows none."""
    return words_of_the_product().get((text.original.language, str(text.original)), {}).get(language, "")


def _question(item: Item, language: str, kept: Mapping[str, str]) -> ItemWords:
    return ItemWords(
        item.key, item.kind, item.dimension, item.is_reverse, item.is_core,
        _with(item.texts, language, kept.get(f"{TEXT}-{item.key}", "")),
        _with_list(item.options, language, item.instrument.language, OPTION, f"-{item.key}", kept),
        _with(item.fixes, language, kept.get(f"{FIX}-{item.key}", "")),
    )  # fmt: skip


def _with(texts: Mapping[str, str], language: str, text: str) -> dict[str, str]:
    others = {code: one for code, one in texts.items() if code != language}
    return others | {language: text} if text else others


def _with_list(
    texts: Mapping[str, list[str]], language: str, original: str, kind: str, after: str, kept: Mapping[str, str]
) -> dict[str, list[str]]:
    """A list keeps its length, blanks included: a place is what an answer is stored by."""
    count = len(texts.get(original, ()))
    row = [kept.get(f"{kind}-{place}{after}", "") for place in range(1, count + 1)]
    others = {code: list(one) for code, one in texts.items() if code != language}
    return others | {language: row} if any(row) else others
