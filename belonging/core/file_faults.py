"""What is wrong with a file somebody wants to bring in: the line, the column, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from numpy.typing import NDArray

from belonging.core.delimited import Table, Unreadable, read_table, shown
from belonging.core.errors import BelongingError

SHOWN_FAULTS = 50


@dataclass(frozen=True)
class Fault:
    """One thing to fix; without a line it is about the whole file."""

    line: int | None
    column: str
    message: str

    def __str__(self) -> str:
        place = "" if self.line is None else _("Line %(line)s") % {"line": self.line}
        if self.column:
            label = _("column “%(column)s”") % {"column": self.column}
            place = f"{place}, {label}" if place else label
        return f"{place}: {self.message}" if place else self.message


class FileRefused(BelongingError):
    """A file that cannot be brought in. `faults` are the first ones in the order of lines, `fault_count` is all."""

    code = "file_refused"

    def __init__(self, faults: Iterable[Fault], fault_count: int = 0) -> None:
        self.faults = list(faults)[:SHOWN_FAULTS]
        self.fault_count = max(fault_count, len(self.faults))
        more = self.fault_count - 1
        text = str(self.faults[0])
        if more:
            text += " " + ngettext("And %(more)s more.", "And %(more)s more.", more) % {"more": more}
        super().__init__(text, field="file")


@dataclass
class Faults:
    """Collects what is wrong in a table by whole columns, and words only those that are shown."""

    table: Table
    _found: list[tuple[NDArray[np.intp], int, str]] = field(default_factory=list)

    def add(self, is_wrong: NDArray[np.bool_], place: int, message: str) -> None:
        """Notes the rows where a column is wrong; “%(cell)s” in the message stands for the cell."""
        rows = np.flatnonzero(is_wrong)
        if len(rows):
            self._found.append((rows, place, message))

    def add_row(self, row: int, place: int, message: str) -> None:
        """Notes one row."""
        self._found.append((np.array([row], dtype=np.intp), place, message))

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(len(rows) for rows, _place, _message in self._found)

    def first(self) -> list[Fault]:
        """The first ones, in the order of lines."""
        heads = [(int(row), place, text) for rows, place, text in self._found for row in rows[:SHOWN_FAULTS]]
        return [self._fault(*head) for head in sorted(heads)[:SHOWN_FAULTS]]

    def _fault(self, row: int, place: int, message: str) -> Fault:
        cell = shown(self.table.columns[place].at(row))
        return Fault(int(self.table.lines[row]), column_name(self.table, place), message % {"cell": cell})

    def refuse(self) -> None:
        """Raises FileRefused if anything is wrong."""
        if self._found:
            raise FileRefused(self.first(), self.count)


def column_name(table: Table, place: int) -> str:
    """What people call a column: its name in the file, else its number."""
    return shown(table.label(place)) or _("Column %(number)s") % {"number": place + 1}


def open_table(content: bytes, *, most_bytes: int, known_words: frozenset[str], has_header: bool | None) -> Table:
    """The table in a file; raises FileRefused for what cannot be read."""
    try:
        return read_table(content, most_bytes=most_bytes, known_words=known_words, has_header=has_header)
    except Unreadable as problem:
        raise FileRefused([Fault(problem.line, "", _(problem.text) % problem.values)]) from None
