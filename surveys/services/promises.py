"""What a wave freezes in words when it opens, in every language: its promise and its questions, each with a mark."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation

from belonging.core.tongues import LANGUAGES
from belonging.tenancy.wording import said_plainly
from surveys.enums import AGREEMENT, ON_THE_PATH

if TYPE_CHECKING:
    from surveys.models import Instrument, Item, Wave

VERSION = 4


@dataclass(frozen=True)
class Promise:
    """
    The texts of a promise by language, and one mark over all of them.

    The mark is kept with each envelope. One for each language would say which one its sender reads.
    """

    texts: dict[str, str]
    version: int
    mark: str


def promise_for(wave: Wave, organization: str) -> Promise:
    """This will say what happens to the answers of a wave in every language, every number from its settings."""
    texts = {}
    for language in LANGUAGES:
        with translation.override(language):
            text = render_to_string(f"surveys/promises/{wave.mode}.txt", promise_numbers(wave, organization))
        texts[language] = text.strip()
    whole = "\n".join([str(VERSION), *(f"{language} {text}" for language, text in texts.items())])
    return Promise(texts, VERSION, hashlib.sha256(whole.encode()).hexdigest())


def agreement_words() -> dict[str, list[str]]:
    """This will say the product's own answers to a statement, in every language."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language), said_plainly():
            found[language] = [str(one) for one in AGREEMENT]
    return found


def questions_mark(instrument: Instrument, items: Iterable[Item]) -> str:
    """This will put everything a version says, in every language and with how it is scored, into one mark."""
    whole = [
        [instrument.key, instrument.version, instrument.language],
        [instrument.titles, instrument.intros, instrument.anchors],
        [
            [one.key, one.kind, one.dimension, one.is_reverse, one.is_core, one.texts, one.options, one.fixes]
            for one in items
        ],
    ]
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def promise_numbers(wave: Wave, organization: str) -> dict[str, object]:
    """What the texts are filled with."""
    closes_on: date = wave.closes_on
    return {
        "organization": organization,
        "closes_on": closes_on,
        "least": wave.least,
        "least_words": wave.least_words,
        "is_sealed": wave.is_sealed,
        "is_linked": wave.kind in ON_THE_PATH,
    }
