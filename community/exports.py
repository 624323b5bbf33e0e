"""The code book's counts as a file."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from belonging.core.cells import harmless
from community.selectors.themes import CodeBook


def themes_csv(book: CodeBook) -> str:
    """A line for each theme and month: in how many texts people found it."""
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow([_("theme"), _("month"), _("texts")])
    for line in book.lines:
        for month, count in zip(book.months, line.by_month, strict=True):
            write.writerow([harmless(line.theme.name), month, count])
    return out.getvalue()
