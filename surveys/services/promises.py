"""The promise above question 1: written from the wave's own settings when it opens, and kept with its mark."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation

from surveys.enums import ON_THE_PATH

if TYPE_CHECKING:
    from surveys.models import Wave

VERSION = 3


@dataclass(frozen=True)
class Promise:
    """The text of a promise and its mark."""

    text: str
    version: int
    mark: str


def promise_for(wave: Wave, organization: str, language: str = "en") -> Promise:
    """This will say what happens to the answers of a wave, every number from its settings."""
    with translation.override(language):
        text = render_to_string(f"surveys/promises/{wave.mode}.txt", promise_numbers(wave, organization)).strip()
    return Promise(text, VERSION, hashlib.sha256(f"{VERSION}\n{text}".encode()).hexdigest())


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
