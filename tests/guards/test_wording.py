"""No text escapes an organization's own words: where a word of the product stands, a form of it that is known does."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings

from belonging.core.wording.speech import form_in
from belonging.core.wording.terms import TERMS, Term, stem
from belonging.operation.catalogs import catalog, forms_of, said
from belonging.tenancy.enums import OwnWord

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# After these a German masculine stands in the accusative: "die Begleitung" there is another form than at the beginning.
ACCUSATIVE = re.compile(r"(?i)\b(?:auf|für|durch|ohne|gegen|um|an|in|über|frag|fragt|bitte|bittet)\s+$")
TO_DO = "add a form in belonging/core/wording/terms.py, say it in one that is there, or name the text as meaning else"


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Every text as it stands in a language, with the English by which it is looked up."""
    translated = catalog(language) if language != settings.LANGUAGE_CODE else None
    for _file, text, context, _comments in said():
        one, *_many = forms = forms_of(text)
        found = translated.get(one, context) if translated else None
        yield from ((one, each) for each in (forms_of(found.string) if found else forms))


def stands_in(term: Term, language: str, text: str) -> Iterator[tuple[str, str]]:
    """Each form that a text says, with what stands before it."""
    for found in form_in(term, language).finditer(text):
        if form := found["form"]:
            known = {one.text for one in term.forms[language]}
            yield (form if form in known else form[0].lower() + form[1:]), text[: found.start("form")]


# peers 7.5
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_says_a_word_in_a_form_that_is_known(language: str) -> None:
    wrong = set()
    for message, text in texts(language):
        for term in TERMS.values():
            left = form_in(term, language).sub(" ", text)
            if term.is_meant_in(message) and stem(term, language).search(left):
                wrong.add((term.key, text))

    assert wrong == set(), TO_DO


# peers 7.5
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_stands_in_its_example_and_every_exception_is_one(language: str) -> None:
    by_message: dict[str, list[str]] = {}
    for message, text in texts(language):
        by_message.setdefault(message, []).append(text)
    missing = [
        (term.key, form.text)
        for term in TERMS.values()
        for form in term.forms[language]
        if form.text
        not in {one for text in by_message.get(form.stands_in, []) for one, _before in stands_in(term, language, text)}
    ]

    assert missing == []
    assert {text for term in TERMS.values() for text in term.only | term.elsewhere} <= set(by_message)
    assert [key.value for key in OwnWord] == list(TERMS)


# peers 7.5
def test_german_articles_stand_in_the_case_they_are_known_in() -> None:
    wrong = [
        text
        for _message, text in texts("de")
        for term in TERMS.values()
        for form, before in stands_in(term, "de", text)
        if form.startswith(("die ", "das ")) and ACCUSATIVE.search(before)
    ]

    assert wrong == [], "give the accusative a form of its own: a masculine word changes its article there"
