"""Reads a file and says what bringing it in would do, without doing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from belonging.core.delimited import Table
from belonging.core.file_faults import Fault, FileRefused, open_table
from network.imports import times
from network.selectors.imported_rows import known_import_count
from programs.enums import ImportKind
from programs.imports import people
from programs.imports.layout import Layout, layout_from_json, named_fields
from programs.imports.writing import most_bytes

if TYPE_CHECKING:
    from programs.models import ImportFile, Program

Counts = dict[str, int]


@dataclass(frozen=True)
class Preview:
    """What bringing a file in would do: counted, or refused with what to fix."""

    table: Table
    layout: Layout
    counts: Counts
    refusal: FileRefused | None

    @property
    def changes_nothing(self) -> bool:
        """True when everything in the file is here already."""
        return self.refusal is None and not any(self.counts.get(key) for key in ("new", "joining", "changed"))


def said_fields(kind: str, columns: str) -> tuple[str, ...] | None:
    """The fields that a command or an API call names; nothing when it names none."""
    if kind == ImportKind.PEOPLE:
        return named_fields(columns, people.FIELDS)
    fields = named_fields(columns, times.FIELDS | frozenset(times.SHORT))
    return None if fields is None else tuple(times.SHORT.get(field, field) for field in fields)


def read_file(
    *,
    program: Program,
    kind: str,
    content: bytes,
    fields: tuple[str, ...] | None = None,
    has_header: bool | None = None,
    date_order: str = "",
) -> tuple[Table, Layout]:
    """The table of a file and which column holds what, guessed where nothing is said; raises FileRefused."""
    words = people.KNOWN_WORDS if kind == ImportKind.PEOPLE else times.KNOWN_WORDS
    table = open_table(content, most_bytes=most_bytes(), known_words=words, has_header=has_header)
    if fields is None:
        fields = _guessed(program, kind, table).fields
    return table, Layout(fields, table.header is not None, date_order)


def _guessed(program: Program, kind: str, table: Table) -> Layout:
    if kind == ImportKind.PEOPLE:
        return people.guess_layout(table, program.segment_attribute)
    return times.guess_layout(table)


def preview(*, program: Program, kind: str, table: Table, layout: Layout, today: date) -> Preview:
    """What bringing a table in would do, without doing it."""
    try:
        if kind == ImportKind.PEOPLE:
            counts = people.plan_people(program, table, layout).counts()
        else:
            plan = times.plan_interactions(program, table, layout, today)
            known = known_import_count(program.pk, plan.import_keys())
            counts = times_counts(plan, len(plan.author) - known)
    except FileRefused as refusal:
        return Preview(table, layout, {}, refusal)
    return Preview(table, layout, counts, None)


def times_counts(plan: times.InteractionPlan, new_count: int) -> Counts:
    """A plan of time together in figures, with how much of it is new."""
    return plan.counts() | {"new": new_count, "same": len(plan.author) - new_count}


def kept_table(program: Program, kept: ImportFile) -> tuple[Table, Layout]:
    """The table of a file that is kept, with what was chosen for its columns; raises FileRefused."""
    return read_kept(program, kept, layout_from_json(kept.columns))


def read_kept(program: Program, kept: ImportFile, layout: Layout | None) -> tuple[Table, Layout]:
    """The table of a file that is kept, with this layout or a guess; raises FileRefused."""
    content = bytes(kept.content)
    if not content:
        text = _("This file waited for more than seven days, so it is not kept any more. Choose it again.")
        raise FileRefused([Fault(None, "", text)])
    if layout is None:
        return read_file(program=program, kind=kept.kind, content=content)
    return read_file(
        program=program,
        kind=kept.kind,
        content=content,
        fields=layout.fields,
        has_header=layout.has_header,
        date_order=layout.date_order,
    )
