"""What the community hands out as files: the code book's counts, and what is on a wall."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from belonging.core.cells import harmless
from community.enums import Feeling, WallSide
from community.models import WallNote
from community.selectors.themes import CodeBook


def themes_csv(book: CodeBook) -> str:
    """A line for each theme and month: in how many texts people found it, and how these sound."""
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow([_("theme"), _("month"), _("texts"), *(str(one.label) for one in Feeling)])
    for line in book.lines:
        for month, count, feelings in zip(book.months, line.by_month, line.feelings_by_month, strict=True):
            write.writerow([harmless(line.theme.name), month, count, *(feelings[one] for one in Feeling)])
    return out.getvalue()


def wall_table(notes: Iterable[WallNote]) -> str:
    """A line for each note, with its question and heading, without who wrote it."""
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow([_("question"), _("heading"), _("note")])
    for note in notes:
        question = note.wall.left if note.side == WallSide.LEFT else note.wall.right
        write.writerow([harmless(words) for words in (question, note.heading, note.text)])
    return out.getvalue()
