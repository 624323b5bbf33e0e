"""
Reading a plain table that somebody exported somewhere.

gzip, encoding, separator and header are found out; limits hold before anything large is built. Plain Python: the words
of a refusal are marked here and translated by whoever shows them.
"""

import csv
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_COLUMNS = 60
MOST_ROWS = 500_000
LONGEST_CELL = 500
SHOWN = 40  # characters of a cell that a message repeats
SEPARATORS = ("\t", ",", ";", "|", " ")
SAMPLE_LINES = 40
SAMPLE_LETTERS = 20_000  # of a line; the csv module stops at 131,072 letters in one cell
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
LONGEST_LINE = MOST_COLUMNS * LONGEST_CELL * 4  # bytes: every column full of letters of four bytes
JUNK = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def _(text: str) -> str:
    return text


NO_TEXT = _("This is not a text file. Save it as CSV and bring that in.")
TOO_LONG = _("The file has more than %(most)s lines. Split it.")
TOO_WIDE = _("The file has more than %(most)s columns. Keep the ones that matter.")


class Unreadable(ValueError):
    """A file that cannot be read as a table: `text` % `values` says why, at a line of the file when there is one."""

    def __init__(self, text: str, *, line: int | None = None, **values: object) -> None:
        super().__init__(text % values)
        self.text = text
        self.values = values
        self.line = line


@dataclass(frozen=True)
class Column:
    """A column as a list of distinct values and, for each row, the place of its value; -1 where the cell is blank."""

    codes: NDArray[np.intp]
    values: list[str]

    def at(self, row: int) -> str:
        """The cell of a row, blank if there is nothing."""
        return self.values[self.codes[row]] if self.codes[row] >= 0 else ""


@dataclass(frozen=True)
class Table:
    """A file as columns of equal length, with the line of the file that each row stands on."""

    header: tuple[str, ...] | None
    columns: tuple[Column, ...]
    lines: NDArray[np.int64]

    @property
    def row_count(self) -> int:
        """Rows under the header."""
        return len(self.lines)

    def label(self, place: int) -> str:
        """The name of a column as people know it; blank where the file gives none."""
        return self.header[place] if self.header else ""

    def rows(self, most: int) -> list[list[str]]:
        """The first rows as text."""
        return [[column.at(row) for column in self.columns] for row in range(min(most, self.row_count))]


def shown(cell: str) -> str:
    """The beginning of a cell, safe to repeat in a message or on a terminal."""
    cut = cell if len(cell) <= SHOWN else f"{cell[: SHOWN - 1]}…"
    return "".join(letter if letter.isprintable() else "�" for letter in cut)


def unpacked(content: bytes, most_bytes: int) -> bytes:
    """The content, out of its gzip if it is in one, never more than `most_bytes`."""
    if content[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}:
        raise Unreadable(_("This is a spreadsheet or a zip file. Save it as CSV and bring that in."))
    if content[:2] == b"\x1f\x8b":
        reader = zlib.decompressobj(wbits=31)
        try:
            content = reader.decompress(content, most_bytes + 1)
        except zlib.error:
            raise Unreadable(_("The gzip file is damaged. Pack it again.")) from None
        if len(content) <= most_bytes and not reader.eof:
            raise Unreadable(_("The gzip file is cut off. Pack it again."))
    if len(content) > most_bytes:
        text = _("The file is larger than %(most)s MB. Split it and bring the parts in one after the other.")
        raise Unreadable(text, most=most_bytes // 1_000_000)
    return content


def _refuse_shape(content: bytes) -> None:
    """Limits that hold before the bytes become text, so that a refusal costs little memory."""
    if content.count(b"\n") + content.count(b"\r") > 2 * MOST_ROWS:
        raise Unreadable(TOO_LONG, most=MOST_ROWS)
    begin = 0
    while len(content) - begin > LONGEST_LINE:
        # A jump to the last line end within reach: the next line begins there, whatever lies between.
        end = max(content.rfind(mark, begin, begin + LONGEST_LINE + 1) for mark in (b"\n", b"\r"))
        if end < 0:
            line = content.count(b"\n", 0, begin) + 1
            raise Unreadable(_("This line is far too long. A table has one line for each row."), line=line)
        begin = end + 1


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8 with or without a mark, or UTF-16 with one, with line ends made alike."""
    encoding = "utf-8-sig"
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        encoding = "utf-16"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise _wrong_encoding(content, encoding, problem.start) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if junk := JUNK.search(text):
        line = text.count("\n", 0, junk.start()) + 1
        raise Unreadable(NO_TEXT, line=line)
    return text


def _wrong_encoding(content: bytes, encoding: str, start: int) -> Unreadable:
    if encoding == "utf-16" or b"\x00" in content[:1000]:
        return Unreadable(NO_TEXT, line=1)
    line = content.count(b"\n", 0, start) + 1
    begin = content.rfind(b"\n", 0, start) + 1
    cell = content[max(begin, start - 15) : start + 15].split(b"\n")[0].decode("latin-1").strip()
    text = _("The letters of “%(cell)s” are not in UTF-8. Save the file as “CSV UTF-8” and bring that in.")
    return Unreadable(text, line=line, cell=shown(cell))


def find_separator(text: str) -> str:
    """What stands between the cells: the candidate that cuts the first lines most evenly, the usual ones first."""
    lines = [line[:SAMPLE_LETTERS] for line in text[:200_000].split("\n")[: SAMPLE_LINES * 2] if line.strip()][
        :SAMPLE_LINES
    ]
    best, best_score = ",", (0.0, 0)
    for separator in SEPARATORS:
        counts = [len(cells) for cells in _cut(lines, separator)]
        usual = max(set(counts), key=counts.count, default=1)
        if usual < 2:
            continue
        score = (counts.count(usual) / len(counts), min(usual, MOST_COLUMNS) if separator != " " else 0)
        if score > best_score:
            best, best_score = separator, score
    return best


def _cut(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    if separator == " ":
        return (line.split() for line in lines)
    return iter(csv.reader(lines, delimiter=separator))


def read_table(
    content: bytes, *, most_bytes: int, known_words: frozenset[str], has_header: bool | None = None
) -> Table:
    """
    The table in a file. `known_words` are column names that give a header away; `has_header` settles it.

    Raises Unreadable for anything that is not one table with the same columns on every line.
    """
    content = unpacked(content, most_bytes)
    _refuse_shape(content)
    text = decoded(content)
    if not text.strip():
        raise Unreadable(_("The file is empty."))
    separator = find_separator(text)
    first = text.lstrip("\n").split("\n", 1)[0]
    if (
        first.count(separator) >= MOST_COLUMNS
        and len(first.split(None if separator == " " else separator)) > MOST_COLUMNS
    ):
        raise Unreadable(TOO_WIDE, most=MOST_COLUMNS, line=1)
    if text.count("\n") > MOST_ROWS:
        raise Unreadable(TOO_LONG, most=MOST_ROWS)
    columns, lines = _columns_by_pandas(text, separator) or _columns_by_hand(text, separator)
    columns, lines = _without_blank_rows(columns, lines)
    if not len(lines):
        raise Unreadable(_("The file is empty."))
    _refuse_long_cells(columns, lines)
    if has_header is None:
        has_header = looks_like_header(columns, known_words)
    header = None
    if has_header:
        header = tuple(column.at(0)[:60] for column in columns)
        columns, lines = tuple(Column(column.codes[1:], column.values) for column in columns), lines[1:]
    if not len(lines):
        raise Unreadable(_("The file has names of columns but no rows."))
    return Table(header, columns, lines)


Columns = tuple[Column, ...]


def _columns_by_pandas(text: str, separator: str) -> tuple[Columns, NDArray[np.int64]] | None:
    """The fast way; nothing when the file needs the slow one: quotes, lone blanks, or a line that is too long."""
    import pandas as pd  # noqa: PLC0415 -- a sixth of every process's start, and files alone need it

    if '"' in text:
        return None
    options: dict[str, Any] = {
        "header": None,
        "dtype": object,
        "keep_default_na": False,
        "na_values": [""],
        "engine": "c",
    }
    try:
        frame = pd.read_csv(
            io.BytesIO(text.encode()),
            sep=r"\s+" if separator == " " else separator,
            quoting=csv.QUOTE_NONE,
            skip_blank_lines=False,
            **options,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError):
        return None
    columns = tuple(_column(frame[place].to_numpy()) for place in frame.columns)
    return columns, np.arange(1, len(frame) + 1, dtype=np.int64)


def _columns_by_hand(text: str, separator: str) -> tuple[Columns, NDArray[np.int64]]:
    rows: list[list[str]] = []
    lines: list[int] = []
    width = 0
    for line, cells in _rows_with_lines(text, separator):
        if not any(cell.strip() for cell in cells):
            continue
        width = width or len(cells)
        if width > MOST_COLUMNS:
            raise Unreadable(TOO_WIDE, line=line, most=MOST_COLUMNS)
        if len(cells) > width:
            extra = _(
                "This line has %(count)s columns, the first one %(width)s. Put cells that hold the separator in quotes."
            )
            raise Unreadable(extra, line=line, count=len(cells), width=width)
        rows.append(cells + [""] * (width - len(cells)))
        lines.append(line)
    columns = tuple(_column(np.array(cells, dtype=object)) for cells in zip(*rows, strict=True))
    return columns, np.array(lines, dtype=np.int64)


def _rows_with_lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on; a quoted cell may run over several lines."""
    lines = text.split("\n")
    if separator == " " and '"' not in text:
        yield from ((number, line.split()) for number, line in enumerate(lines, 1))
        return
    reader = csv.reader(
        (f"{line}\n" for line in lines), delimiter=separator, strict=True, skipinitialspace=separator == " "
    )
    begin = 1
    try:
        for cells in reader:
            yield begin, cells
            begin = reader.line_num + 1
    except csv.Error:
        text = _("A quotation mark is not closed, or stands inside a cell. Double it or take it out.")
        raise Unreadable(text, line=begin) from None


def _column(cells: NDArray[Any]) -> Column:
    """Distinct values with blanks around them taken off; different spellings of one value share its place."""
    import pandas as pd  # noqa: PLC0415 -- a sixth of every process's start, and files alone need it

    codes, found = pd.factorize(cells)
    places: dict[str, int] = {}
    moved = np.full(len(found) + 1, -1, dtype=np.intp)  # the last one is for blank cells, whose code is -1
    for code, cell in enumerate(found):
        if value := str(cell).strip():
            moved[code] = places.setdefault(value, len(places))
    return Column(moved[codes], list(places))


def _without_blank_rows(columns: Columns, lines: NDArray[np.int64]) -> tuple[Columns, NDArray[np.int64]]:
    filled = np.zeros(len(lines), dtype=bool)
    for column in columns:
        filled |= column.codes >= 0
    if filled.all():
        return columns, lines
    return tuple(Column(column.codes[filled], column.values) for column in columns), lines[filled]


def _refuse_long_cells(columns: Columns, lines: NDArray[np.int64]) -> None:
    for column in columns:
        for code, value in enumerate(column.values):
            if len(value) > LONGEST_CELL:
                line = int(lines[np.flatnonzero(column.codes == code)[0]])
                text = _("A cell has more than %(most)s letters. Is a quotation mark missing?")
                raise Unreadable(text, line=line, most=LONGEST_CELL)


def looks_like_header(columns: Columns, known_words: frozenset[str]) -> bool:
    """True when the first row names columns: a word we know, or text above a column that holds only numbers or days."""
    first = [column.at(0) for column in columns]
    if any(cell and (NUMBER.fullmatch(cell) or "@" in cell or _is_day(cell)) for cell in first):
        return False
    if any(cell.casefold() in known_words for cell in first):
        return True
    for column, cell in zip(columns, first, strict=True):
        below = [column.values[code] for code in np.unique(column.codes[1:50]) if code >= 0]
        if cell and below and all(NUMBER.fullmatch(value) or _is_day(value) for value in below):
            return True
    return False


def _is_day(cell: str) -> bool:
    try:
        date.fromisoformat(cell[:10])
    except ValueError:
        return False
    return True
