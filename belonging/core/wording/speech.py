"""A text of the product, with an organization's own words in it: longest form first, whole words, nothing twice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from belonging.core.wording.forms import is_word, made
from belonging.core.wording.terms import TERMS, Term

MOST_KEPT = 20_000  # texts of one organization's wording; the catalogs hold fewer
_HOLES = r"%\(\w+\)[a-z]|\{[^{}]*\}|</?\w[^>]*>"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670"
_BEFORE, _AFTER = rf"(?<![\w{_MARKS}])", rf"(?![\w{_MARKS}])"
Words = Mapping[str, Mapping[str, Mapping[str, str]]]  # language, term, what is said of it


def forms_of(term: Term, language: str, own: Mapping[str, str]) -> dict[str, str]:
    """
    What each form of the product's is in an organization's words: as written by hand (`own["form:…"]`), else by rule.

    Forms for which nothing was given, or no word that may stand in a sentence, are left out: the product's stays.
    """
    found = {}
    for form in term.forms[language]:
        text = own.get(f"form:{form.key}") or made(form, language, own)
        if is_word(text):
            found[form.text] = text
    return found


class Wording:
    """An organization's words in every language. What it says of a text depends on these words and nothing else."""

    def __init__(self, words: Words) -> None:
        self._forms = {
            language: {TERMS[key]: forms_of(TERMS[key], language, own) for key, own in terms.items() if key in TERMS}
            for language, terms in words.items()
        }
        self._patterns: dict[tuple[str, ...], tuple[re.Pattern[str], dict[str, str]]] = {}
        self._said: dict[tuple[str, str, str], str] = {}

    def said(self, language: str, message: str, text: str) -> str:
        """A text of the catalog in a language, looked up by `message`, as this organization says it."""
        if not (known := self._forms.get(language)):
            return text
        key = (language, message, text)
        if key not in self._said:
            if len(self._said) >= MOST_KEPT:
                self._said.clear()
            meant = [one for one in known if one.is_meant_in(message)]
            self._said[key] = self._replaced(language, meant, text) if meant else text
        return self._said[key]

    def _replaced(self, language: str, terms: Iterable[Term], text: str) -> str:
        names = (language, *(one.key for one in terms))
        if names not in self._patterns:
            forms = {form: own for one in terms for form, own in self._forms[language][one].items()}
            self._patterns[names] = _pattern(forms), forms
        pattern, forms = self._patterns[names]

        def instead(found: re.Match[str]) -> str:
            form = found["form"]
            if form is None:  # something to be filled in, or a tag
                return found[0]
            if form in forms:
                return forms[form]
            own = forms[form[0].lower() + form[1:]]
            return own[0].upper() + own[1:]

        return pattern.sub(instead, text)


def form_in(term: Term, language: str) -> re.Pattern[str]:
    """Finds each form of the product's word in a text, as `form`, and passes by what is filled in."""
    return _pattern(form.text for form in term.forms[language])


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    either = "|".join(_as_written(one) for one in sorted(forms, key=len, reverse=True)) or r"(?!)"
    # Arabic writes "and" and "so" on to the next word.
    return re.compile(rf"{_HOLES}|(?:{_BEFORE}|(?<=\b[وف]))(?P<form>{either}){_AFTER}")


def _as_written(form: str) -> str:
    # A form that begins small may begin a sentence.
    first, rest = form[0], re.escape(form[1:])
    return rf"[{first}{first.upper()}]{rest}" if first.islower() and first.upper() != first else re.escape(first) + rest


@lru_cache(maxsize=64)
def wording(words: str) -> Wording:
    """The wording that a text of the database says: one for the same words, whichever organization's they are."""
    return Wording(json.loads(words))
