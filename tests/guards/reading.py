"""Reads a page as a person hears or sees it, and tells which of its words came out of a catalog."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils.translation import trans_real

OPENS, CLOSES = "⟦", "⟧"
LETTERS = re.compile(r"[^\W\d_]{2,}")
HEARD = {"aria-label", "alt", "title", "placeholder", "label", "aria-description", "aria-valuetext"}
WRITTEN = models.CharField | models.TextField | models.JSONField | models.BinaryField
PARTS = re.compile(r"[\n,]|: |^\W+|[,}]+$")  # lines, cells of tables, what stands in lists and behind keys of plans
NAMES = re.compile(
    r"\b[A-Z]{2}\b|[\w-]+\.(?:csv|xlsx|pdf|json|graphml|gexf)|https?://\S+|[\w.]+@[\w.]+"  # initials, files, addresses
    r"|\bBelonging\b|\b(?:[A-Z][a-z]+/)+[A-Za-z_]+|\b[a-z]+_[a-z_]+\b"  # the product, time zones, what scripts look for
)
UNSEEN = {"script", "style", "textarea"}


def mark_translations(patch: pytest.MonkeyPatch) -> None:
    """From now on what a catalog holds stands between marks; what it does not hold comes as it is."""
    django = trans_real.DjangoTranslation
    one, many = django.gettext, django.ngettext

    def gettext(self: Any, message: str) -> str:
        words = one(self, message)
        return f"{OPENS}{words}{CLOSES}" if message and message in self._catalog else words

    def ngettext(self: Any, singular: str, plural: str, count: int) -> str:
        words = many(self, singular, plural, count)
        return words if words in {singular, plural} else f"{OPENS}{words}{CLOSES}"

    patch.setattr(django, "gettext", gettext)
    patch.setattr(django, "ngettext", ngettext)


class Reader(HTMLParser):
    """Keeps every run of words that stands outside the marks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.bare: list[str] = []
        self._depth = 0  # a text may hold elements, so its marks stand apart
        self._unseen = ""
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag in UNSEEN:
            self._unseen, self._is_data = tag, known.get("type") == "application/json"
        if self._depth:
            return
        for name, text in attrs:
            is_button = name == "value" and tag == "input" and known.get("type") in {"submit", "button"}
            is_for_script = name.startswith("data-") and " " in (text or "")
            if text and (name in HEARD or is_button or is_for_script):
                self.bare += outside(text)[0]

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen, self._is_data = "", False

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.bare += [run for text in strings(json.loads(data)) for run in outside(text)[0]]
        elif not self._unseen:
            runs, self._depth = outside(data, self._depth)
            self.bare += runs


def outside(text: str, depth: int = 0) -> tuple[list[str], int]:
    """The runs of a text that stand outside the marks, and how deep its end is in them."""
    runs = []
    for part in re.split(f"([{OPENS}{CLOSES}])", text):
        depth += {OPENS: 1, CLOSES: -1}.get(part, 0)
        if not depth and LETTERS.search(part):
            runs.append(" ".join(part.split()))
    return runs, depth


def strings(value: Any) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in strings(part))
    elif isinstance(value, list | tuple):
        yield from (text for part in value for text in strings(part))


def written_by_people() -> set[str]:
    """What stands in the fields of the open organization that people write; choices are words of ours."""
    found: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, WRITTEN) and not field.choices:
                for value in model._base_manager.values_list(field.name, flat=True):
                    file = (
                        bytes(value or b"").decode(errors="ignore") if isinstance(field, models.BinaryField) else value
                    )
                    found.update(part for text in strings(file) for part in PARTS.split(text))
    return {" ".join(part.split()) for part in found if LETTERS.search(part)}


class Known:
    """Words that need no catalog: those of people, and names."""

    def __init__(self, people: set[str]) -> None:
        self.people = {words.lower() for words in people}
        longest = sorted(self.people, key=len, reverse=True)
        self._within = re.compile("|".join(rf"(?<!\w){re.escape(words)}(?!\w)" for words in longest))

    def explains(self, run: str) -> bool:
        """Whether nothing is left of a run without them."""
        if run.lower() in self.people:
            return True
        run = NAMES.sub("", run).lower()
        return not LETTERS.search(run) or not LETTERS.search(self._within.sub("", run))
