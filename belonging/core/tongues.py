"""Texts that were given in several languages: the reader's where there is one, else the original, and which it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils.translation import get_language, get_language_info

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


class Spoken(str):
    """A text that knows its language; on a page in another one it is marked so (the filter `spoken`)."""

    __slots__ = ("language",)
    language: str


def spoken_in(text: str, language: str) -> Spoken:
    """A text with its language."""
    found = Spoken(text)
    found.language = language
    return found


def page_language() -> str:
    """The language of the page, or of the mail."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def runs(language: str) -> str:
    """The way a language runs: rtl or ltr."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def in_language(texts: Mapping[str, str], original: str) -> Spoken:
    """The reader's text, else the original; blank where not even that is there."""
    here = page_language()
    return spoken_in(texts[here], here) if texts.get(here) else spoken_in(texts.get(original, ""), original)


def list_in_language(texts: Mapping[str, Sequence[str]], original: str) -> list[Spoken]:
    """A list of texts, whole in the reader's language or whole in the original: half of each could not be read."""
    here, whole = page_language(), texts.get(original, ())
    given = texts.get(here, ())
    if given and len(given) == len(whole) and all(given):
        return [spoken_in(text, here) for text in given]
    return [spoken_in(text, original) for text in whole]
