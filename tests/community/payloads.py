"""
Two hundred texts that would run if a page believed them, put into every text field of the community.

A field holds as many at once as fit; the next round goes on where this one ended, so that each field has held them all
when the rounds are over. Where the columns were made wide enough, a field holds all at once, each with its mark.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import fields as parts_of
from itertools import product
from typing import Any

from django.db import IntegrityError, models, transaction
from django.urls import URLPattern, reverse

from belonging.tenancy.models import Membership
from community import models as tables
from community.urls import in_program
from programs.models import Participant, Program
from tests.guards.community_rows import CommunityRows

FRAMES = (
    "<script>{}</script>", "<img src=x onerror={}>", "<svg onload={}>", "<a href='javascript:{}'>x</a>",
    "[x](javascript:{})", "![x](x onerror={})", "<iframe srcdoc='<script>{}</script>'>", "<math><mi xlink:href='{}'>",
    "[x](data:text/html,{})", "<style>@import '{}'</style>", "<form action='javascript:{}'><button>x</button>",
    "<body onload={}>", "<details open ontoggle={}>", "<a href=\"vbscript:{}\">x", "\"><script>{}</script>",
    "<!--><script>{}</script>-->", "'-{}-'", "</textarea><script>{}</script>",
    "\" autofocus onfocus={} x=\"", "`<script>{}</script>`",
)  # fmt: skip
ACTS = (
    "alert({n})", "alert`{n}`", "&#97;lert({n})", "\\u0061lert({n})", "top[`al`+`ert`]({n})", "eval(name+`({n})`)",
    "fetch('/x{n}')", "confirm({n})", "\tal\nert({n})", "ALERT({n})",
)  # fmt: skip
SHAPES = [frame.format(act) for frame, act in product(FRAMES, ACTS)]  # each with a place for its mark
PAYLOADS = [shape.replace("{n}", "1") for shape in SHAPES]
MARK = re.compile(r"7[0-9]{6}")  # of a payload in a field: a seven, the field in three digits, the payload in three
# Rows of these tables are shared by everything else, and some texts are ways and not words.
WORDS_OF_PEOPLE: dict[type[models.Model], tuple[str, ...]] = {Membership: ("name",), Program: ("name",)}
ASKED = ("asked",)  # where nobody was asked anything yet
LISTS = {(tables.Award, "criteria"), (tables.Theme, "terms"), (tables.Group, "topics")}
NO_WORDS = {(tables.Picture, "media_type")}  # we write it ourselves


def text_fields() -> dict[type[models.Model], list[str]]:
    """Every field of the community that holds what somebody wrote, and the names of people and programs."""
    found: dict[type[models.Model], list[str]] = {model: list(names) for model, names in WORDS_OF_PEOPLE.items()}
    for name in tables.__all__:
        model: type[models.Model] = getattr(tables, name)
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
            if (is_text or (model, field.name) in LISTS) and (model, field.name) not in NO_WORDS:
                found.setdefault(model, []).append(field.name)
    return found


class Filling:
    """Goes round by round over all rows; says how many fields have held every payload."""

    def __init__(self, payloads: list[str], fields: dict[type[models.Model], list[str]] | None = None) -> None:
        self.payloads = payloads
        self.fields = text_fields() if fields is None else fields
        self.at: dict[tuple[str, str], int] = {}
        self.refused: set[tuple[str, str]] = set()

    def held(self) -> dict[tuple[str, str], int]:
        """How many payloads each field has held, in order and at most all."""
        return {key: min(count, len(self.payloads)) for key, count in self.at.items() if key not in self.refused}

    def fill(self) -> None:
        """Puts the next payloads into every field of every row; needs an open scope."""
        for model, names in self.fields.items():
            for name in names:
                for row, there in list(model._default_manager.order_by("pk").values_list("pk", name)):
                    value = self._next(model, name, there)
                    try:
                        with transaction.atomic():
                            model._default_manager.filter(pk=row).update(**{name: value})
                    except IntegrityError:  # it may hold certain words only: none of anybody's own
                        self.refused.add((model.__name__, name))

    def _next(self, model: type[models.Model], name: str, there: Any) -> Any:
        field, key = model._meta.get_field(name), (model.__name__, name)
        longest = getattr(field, "max_length", None) or 6_000
        words, start = "", self.at.get(key, 0)
        for step in range(len(self.payloads)):
            following = self.payloads[(start + step) % len(self.payloads)]
            if words and len(words) + len(following) + 1 > longest:
                break
            words = f"{words}\n{following}".strip() if words else following
            self.at[key] = start + step + 1
        words = words[:longest]
        if isinstance(field, models.JSONField):
            return dict.fromkeys(there, words) if isinstance(there, dict) else [words]
        return words


def mark(field: int, payload: int) -> str:
    """What a payload shows or asks for when it runs: which one it is, and from which field."""
    return f"7{field:03}{payload:03}"


def fill_marked(fields: dict[type[models.Model], list[str]]) -> dict[str, tuple[str, str]]:
    """
    Puts all payloads into every field of every row at once, each row beginning with another one; needs an open scope,
    and columns without limits. Answers the field that each mark stands for.
    """
    known: dict[str, tuple[str, str]] = {}
    for number, (model, name) in enumerate((model, name) for model, names in fields.items() for name in names):
        marks = [mark(number, which) for which in range(len(SHAPES))]
        texts = [shape.replace("{n}", one) for shape, one in zip(SHAPES, marks, strict=True)]
        rows = list(model._default_manager.order_by("pk").values_list("pk", name))
        for turn, (row, there) in enumerate(rows):
            words: Any = "\n".join(texts[turn % len(texts) :] + texts[: turn % len(texts)])
            if isinstance(model._meta.get_field(name), models.JSONField):
                words = dict.fromkeys(there or ASKED, words) if isinstance(there, dict) else [words]
            with contextlib.suppress(IntegrityError), transaction.atomic():  # a few hold certain words only
                model._default_manager.filter(pk=row).update(**{name: words})
                known |= dict.fromkeys(marks, (model.__name__, name))
    return known


QUARTER = 1  # whose round of stories is planted


def addresses(program: Program, rows: CommunityRows, other: Participant) -> Iterator[str]:
    """Every address of the community inside a program, each with the rows that are there."""
    known = {part.name: getattr(rows, part.name).public_id for part in parts_of(rows)}
    known |= {"person": other.public_id, "quarter": QUARTER}
    for pattern in in_program:
        assert isinstance(pattern, URLPattern)
        names = pattern.pattern.converters
        here = {"organization": program.organization.slug, "program": program.slug}
        yield reverse(f"community:{pattern.name}", kwargs=here | {name: known[name] for name in names})
