"""Every text of the code has a translation in every language, with the same things to be filled in."""  # peers 7.15

import gettext
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.conf import locale, settings

from belonging.operation.catalogs import catalog, catalog_file, forms_of, said

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
HOLES = re.compile(r"%\(\w+\)[sdrf]|%%|%[sd]|\{\w*(?:![rs])?(?::[^}]*)?\}|</?\w+[^>]*>|&\w+;")
Key = tuple[str, str | None]
TO_DO = "run `make messages`, then write what is missing into locale/*/LC_MESSAGES/django.po"


@pytest.fixture(scope="module")
def texts() -> dict[Key, set[tuple[str, ...]]]:
    """Each text of the code once, with its many; a catalog finds it by what it says of one."""
    found: dict[Key, set[tuple[str, ...]]] = {}
    for _file, text, context, _comments in said():
        one, *many = forms_of(text)
        found.setdefault((one, context), set()).add(tuple(many))
    return found


def holes(text: str) -> list[str]:
    return sorted(HOLES.findall(text))


def amiss(singular: str, plural: str, words: Sequence[str]) -> str:
    """What is wrong with a translation, if anything is."""
    if not all(word.strip() for word in words):
        return "not translated"
    if any(
        word[0].isspace() != singular[0].isspace() or word[-1].isspace() != singular[-1].isspace() for word in words
    ):
        return "begins or ends otherwise"
    if not plural:
        return "" if holes(words[0]) == holes(singular) else f"fills in {holes(words[0])}"
    allowed = set(holes(singular)) | set(holes(plural))  # one, two and none may do without their number
    is_same = set(holes(words[-1])) == set(holes(plural)) and all(set(holes(word)) <= allowed for word in words)
    return "" if is_same else "fills in something else"


def test_text_of_one_is_always_the_same_of_many(texts: dict[Key, set[tuple[str, ...]]]) -> None:  # peers 7.15
    # A catalog would keep one of them, and the others would stay English.
    assert [(one, many) for (one, _context), many in texts.items() if len(many) > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str, texts: dict[Key, set[tuple[str, ...]]]) -> None:  # peers 7.15
    translated = catalog(language)

    wrong = []
    for (one, context), (many, *_) in texts.items():
        found = translated.get(one, context)
        words = forms_of(found.string) if found else ("",)
        if fault := amiss(one, "".join(many), words):
            wrong.append(f"{one!r}: {fault}")
    print(f"{language}: {len(texts)} texts, {len(wrong)} of them not translated or with other things to fill in")
    assert wrong == [], TO_DO


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_counts_as_django_does_and_names_nobody(language: str) -> None:  # peers 7.15
    head = catalog_file(language).read_text().split("\n\n", 1)[0]
    django = Path(locale.__file__).parent / language / "LC_MESSAGES" / "django.mo"

    with django.open("rb") as machine:
        assert gettext.GNUTranslations(machine).info()["plural-forms"] in head.replace('"\n"', "")
    assert re.findall(r"^\"([\w-]+): ", head, flags=re.MULTILINE) == [
        "Project-Id-Version", "Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms",
    ]  # fmt: skip
