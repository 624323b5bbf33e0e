"""Which terms stand in which texts, by the stems of words: PostgreSQL's full text on texts that need not be rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml
from django.utils.translation import get_language

from belonging.tenancy.statements import rows_of

FILE = Path(__file__).resolve().parent.parent / "harm_words.yaml"
STEMS = {"en": "english", "de": "german", "ar": "arabic"}  # PostgreSQL's own dictionaries
WHOLE_WORDS = "simple"  # other languages
STROKES = re.compile("[\u0640\u064b-\u065f\u0670]")  # marks of vowels and the stretch, which Arabic may leave out
NO_WORDS = re.compile(r"[^\w\s'.@/:-]+")  # marks that the database may take for letters, as « » and ،


def terms_in(texts: Sequence[str], terms: Sequence[str], language: str = "") -> list[set[int]]:
    """
    For each text the places of the terms that stand in it; a term of several words has to stand there as it is.

    Words are matched by their stems. Where a dictionary leaves out words of a term ("afraid of him" is "afraid" to it),
    the term stands there only word for word. Reads no table: texts and terms are handed in, whoever they belong to.
    """
    found: list[set[int]] = [set() for _ in texts]
    if not texts or not terms:
        return found
    stems = STEMS.get((language or get_language() or "en").split("-")[0], WHOLE_WORDS)
    words = {"texts": [_plain(one) for one in texts], "terms": [_plain(one) for one in terms]}
    for text, term in rows_of(_MATCH, {"stems": stems, "plain": WHOLE_WORDS} | words):
        found[text - 1].add(term - 1)
    return found


def _plain(text: str) -> str:
    return NO_WORDS.sub(" ", STROKES.sub("", unicodedata.normalize("NFKC", text)))


_MATCH = """
WITH texts AS MATERIALIZED (
  SELECT place, to_tsvector(%(stems)s::regconfig, text) AS words, to_tsvector(%(plain)s::regconfig, text) AS whole
  FROM unnest(%(texts)s::text[]) WITH ORDINALITY AS one(text, place)
), terms AS MATERIALIZED (
  SELECT place, phraseto_tsquery(%(stems)s::regconfig, term) AS query,
         phraseto_tsquery(%(plain)s::regconfig, term) AS as_is
  FROM unnest(%(terms)s::text[]) WITH ORDINALITY AS one(term, place)
)
SELECT texts.place, terms.place FROM texts JOIN terms ON texts.words @@ terms.query
WHERE numnode(terms.query) > 0 AND (numnode(terms.query) = numnode(terms.as_is) OR texts.whole @@ terms.as_is)
"""


@cache
def harm_words() -> dict[str, list[str]]:
    """The words that send a remark to the restricted folder, by language."""
    loaded: dict[str, list[str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def harmful(texts: Sequence[str]) -> list[bool]:
    """For each text whether a word of harm stands in it, in any language that is kept."""
    found = [False] * len(texts)
    for language, terms in harm_words().items():
        found = [known or bool(hit) for known, hit in zip(found, terms_in(texts, terms, language), strict=True)]
    return found
