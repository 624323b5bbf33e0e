"""
The forms in which a word stands in sentences, and how each is made of what an admin says of it.

English needs "a" or "an"; German an article of the gender and the case, often grown together with what stands before
it; Arabic its article, and an ending by case. Each form is a pattern over the pieces of its language, and whatever a
rule gets wrong an admin writes by hand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

ONE, MANY, GENDER, TWO = "one", "many", "gender", "two"
GENDERS = ("der", "die", "das")
MOST_LETTERS = 40
# Letters and their marks, figures, a space, and what people write in words: co-lead, Mentor:innen, Pat*innen, Lots_in.
WORD = re.compile(r"[^\W_](?:[\w\u0610-\u061A\u064B-\u065F\u0670 ’:*/·-]*[\w\u064B-\u065F\u0670])?")
_SOUNDS_LIKE_A_VOWEL = re.compile(r"(?i)(?!uni(?!n)|us[ae]|eu|one\b|once)[aeiou]|(?i:heir|hon(?:est|our|or)|hour)")
_ARTICLES = {
    "der": {"nom": "der", "acc": "den", "dat": "dem", "von": "vom", "bei": "beim", "in": "im", "zu": "zum",
            "ein": "ein", "kein": "kein", "einem": "einem"},
    "die": {"nom": "die", "acc": "die", "dat": "der", "von": "von der", "bei": "bei der", "in": "in der", "zu": "zur",
            "ein": "eine", "kein": "keine", "einem": "einer"},
    "das": {"nom": "das", "acc": "das", "dat": "dem", "von": "vom", "bei": "beim", "in": "im", "zu": "zum",
            "ein": "ein", "kein": "kein", "einem": "einem"},
}  # fmt: skip


@dataclass(frozen=True)
class Form:
    """One way in which the catalog says a word: what it says, what that is made of, and a text in which it stands."""

    key: str
    text: str
    made_of: str
    stands_in: str  # an English text of the product, as it is looked up


def is_word(text: str) -> bool:
    """Whether this may stand in a sentence of the product: no markup, nothing to be filled in, no line's end."""
    return len(text) <= MOST_LETTERS and WORD.fullmatch(text) is not None


def as_printed(text: str) -> str:
    """What somebody typed, as it stands in a sentence: each letter in one piece, an apostrophe as printers set it."""
    return unicodedata.normalize("NFC", text.strip()).replace("'", "’")


def made(form: Form, language: str, base: Mapping[str, str]) -> str:
    """The form of a word, by rule; blank when the word is not given as far as the form needs it."""
    try:
        return form.made_of.format_map(_PIECES[language](base))
    except KeyError:
        return ""


def _english(base: Mapping[str, str]) -> dict[str, str]:
    found = {key: base[key] for key in (ONE, MANY) if base.get(key)}
    if ONE in found:
        found["a"] = "an" if _SOUNDS_LIKE_A_VOWEL.match(found[ONE]) else "a"
    return found


def _german(base: Mapping[str, str]) -> dict[str, str]:
    found = {key: base[key] for key in (ONE, MANY) if base.get(key)}
    if MANY in found:
        found["many_dative"] = found[MANY] if found[MANY].endswith(("n", "s")) else found[MANY] + "n"
    return found | _ARTICLES.get(base.get(GENDER, ""), {})


def _arabic(base: Mapping[str, str]) -> dict[str, str]:
    found = {key: base[key] for key in (ONE, MANY, TWO) if base.get(key)}
    if ONE in found:
        one = found[ONE]
        found |= {"the_one": _the(one), "to_the_one": _to(_the(one))}
        found["one_accusative"] = one if one[-1] in "ةىاءًٌٍ" else one + "ًا"
        found["two_of_it"] = one[:-1] + "تان" if one.endswith("ة") else one + "ان"
    if MANY in found:
        many = found[MANY]
        oblique = many[:-2] + "ين" if many.endswith("ون") else many
        found |= {"the_many": _the(many), "the_many_oblique": _the(oblique), "to_the_many": _to(_the(oblique))}
    return found


def _the(word: str) -> str:
    return word if word.startswith("ال") else "ال" + word


def _to(word: str) -> str:
    return "ل" + word.removeprefix("ا") if word.startswith("ال") else "ل" + word


_PIECES = {"en": _english, "de": _german, "ar": _arabic}
