"""Programs of an organization side by side, and one program's months: from what looks kept, in a few queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from belonging.core.clock import program_month
from dashboards.kpis.together import together, value_of
from dashboards.models import Look
from dashboards.selectors.tiles import tile_names
from dashboards.selectors.words import figure_words
from programs.selectors.programs import every_program

if TYPE_CHECKING:
    from programs.models import Program

KEYS = ("belonging", "degree", "clustering", "path_length", "activity", "new_ties", "dropout")


@dataclass(frozen=True)
class Column:
    """A program, or a month, and the day its figures are of."""

    name: str
    on: date


@dataclass(frozen=True)
class Line:
    """One measure across the columns; `together` is blank where it cannot be put together."""

    name: str
    values: tuple[str, ...]
    together: str


@dataclass(frozen=True)
class SideBySide:
    """The table."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def programs_side_by_side() -> SideBySide:
    """The newest look of every program of the open organization; two queries."""
    programs = {program.pk: program for program in every_program()}
    rows = Look.objects.filter(program__in=programs).order_by("program", "-local_date", "-id").distinct("program")
    looks = sorted(rows, key=lambda row: (programs[row.program_id].starts_on, row.pk))
    columns = [Column(programs[row.program_id].name, row.local_date) for row in looks]
    return SideBySide(tuple(columns), _lines(looks, is_one=False))


def months_side_by_side(program: Program) -> SideBySide:
    """The last look of each month of a program; one query."""
    last = {}
    for look in Look.objects.filter(program=program).order_by("local_date", "id"):
        last[min(program_month(program.starts_on, look.local_date), program.month_count)] = look
    columns = [Column(_("Month %(month)s") % {"month": month}, look.local_date) for month, look in last.items()]
    return SideBySide(tuple(columns), _lines(list(last.values()), is_one=True))


def _lines(looks: Sequence[Look], *, is_one: bool) -> tuple[Line, ...]:
    parts = [look.parts for look in looks]
    return tuple(
        Line(
            tile_names()[key][0],
            tuple(figure_words(key, value_of(key, one)) for one in parts),
            "" if is_one else figure_words(key, together(key, parts)),
        )
        for key in KEYS
    )
