"""
The catalogs of the languages: gathered from the code, compiled for a start. Needs no tools of the system.

    python -m belonging.operation.catalogs gather     reads every text anew into locale/*/LC_MESSAGES/django.po
    python -m belonging.operation.catalogs compile    makes the .mo files beside them, where they are older

What was translated stays; what the code says no longer goes. docs/decisions/0027 says why Babel does it.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
APPS = ("belonging", "programs", "surveys", "network", "mentoring", "community", "dashboards")
TEMPLATES = ROOT / "templates"
LOCALE = ROOT / "locale"
PLURALS = {
    "de": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 "
    ": 5;",
}
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Belonging\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
ONE, MANY = None, (1, 2)
NAMED, NAMED_MANY = ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": ONE, "gettext": ONE, "gettext_lazy": ONE, "gettext_noop": ONE,
    "ngettext": MANY, "ngettext_lazy": MANY,
    "pgettext": NAMED, "pgettext_lazy": NAMED, "npgettext": NAMED_MANY, "npgettext_lazy": NAMED_MANY,
}  # fmt: skip


def sources() -> Iterator[tuple[Path, str]]:
    """Every file that may speak to people, with the Python that says the same."""
    for app in APPS:
        for file in sorted((ROOT / app).rglob("*.py")):
            yield file, file.read_text()
    for file in sorted(file for file in TEMPLATES.rglob("*") if file.suffix in {".html", ".txt", ".js"}):
        # Django blanks out all but the texts; what is left of each line's beginning is no indentation.
        yield file, re.sub(r"^[ \t]+", "", templatize(file.read_text()), flags=re.MULTILINE)


def said() -> Iterator[tuple[str, str | tuple[str, ...], str | None, list[str]]]:
    """Everything the code says: the file, the text (or its one and many), its context, and words to translators."""
    for file, source in sources():
        for _line, text, comments, context in extract(
            "python", BytesIO(source.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
        ):
            yield str(file.relative_to(ROOT)), text, context, comments


def gathered() -> Catalog:
    """Each text of the code once, with the files it stands in."""
    found = Catalog()
    for file, text, context, comments in said():
        found.add(text, locations=[(file, 0)], auto_comments=comments, context=context)
    return found


def catalog_file(language: str) -> Path:
    """Where the translations of a language stand."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def catalog(language: str) -> Catalog:
    """What is translated into a language; an empty one where nothing is yet."""
    file = catalog_file(language)
    text = file.read_text() if file.exists() else HEADER.format(language=language, plurals=PLURALS[language])
    return read_po(BytesIO(text.encode()), locale=language)


def write(language: str, words: Catalog) -> None:
    """Writes the catalog of a language: sorted by file, with no day and nobody's name in it."""
    body = BytesIO()
    write_po(body, words, width=100, omit_header=True, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    file = catalog_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(HEADER.format(language=language, plurals=PLURALS[language]) + body.getvalue().decode())


def gather() -> None:
    """Reads every text anew, and says how many of them have no translation."""
    template = gathered()
    for language in PLURALS:
        words = catalog(language)
        words.update(template, no_fuzzy_matching=True)
        write(language, words)
        bare = sum(1 for message in words if message.id and not all(forms_of(message.string)))
        print(f"{language}: {len(words)} texts, {bare} of them not translated")  # noqa: T201 - whoever ran it reads it


def forms_of(words: str | Sequence[str] | None) -> tuple[str, ...]:
    """All forms of a text or of its translation."""
    return (words or "",) if isinstance(words, str | None) else tuple(words)


def compile_all() -> None:
    """Makes the .mo files that Django reads, where a .po file is newer."""
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        made = file.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < file.stat().st_mtime:
            with file.open("rb") as text, made.open("wb") as machine:
                write_mo(machine, read_po(text, locale=file.parts[-3]))


if __name__ == "__main__":
    {"gather": gather, "compile": compile_all}[sys.argv[1]]()
