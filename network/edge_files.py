"""Networks in plain files: ties one a line, people one a line; comma, tab or space between, gzip or not.

The separator is a tab if the first line holds one, else a comma, else spaces. Lines starting with # or % and empty
lines are passed over. Ids may be any text. Every complaint names the file, the line and, where it is one cell's fault,
the column.
"""

import csv
import gzip
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from belonging.core.compiling import Small
from network.graph import Graph, build_graph

LARGEST = 1 << 30  # bytes of text; a small gzip file may hold far more than a machine does
SAMPLE = 100  # lines looked at to tell a header from data
TIE_WORDS = {"source", "target", "from", "to", "person", "other", "sender", "recipient"}
ID_WORDS = {"id", "person", "node", "name", "member"}
NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?")
STRANGE = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class EdgeFileError(ValueError):
    """The file cannot be read as a network; the message says where and why."""


@dataclass(frozen=True)
class Row:
    line: int
    cells: list[str]


@dataclass(frozen=True, eq=False)
class NamedNetwork:
    """A network whose people are known by text: `names` in the order of the graph, a segment label each or -1."""

    graph: Graph
    names: list[str]
    segment_names: list[str]
    segments: Small


def read_network(
    edges: Path, nodes: Path | None = None, segment: str | None = None, columns: Sequence[str] = ()
) -> NamedNetwork:
    """The network of a tie file and, where given, a file of people.

    People of the `nodes` file come first, in its order, with or without ties; people named only in ties follow and have
    no segment. Self-ties are dropped and repeats merged.

    Raises
    ------
    EdgeFileError
        When a file is missing, not text, empty, ragged, names somebody twice, or lacks a column asked for.
    """
    if segment is not None and nodes is None:
        raise EdgeFileError("A segment column needs a file of people.")
    ties = read_ties(edges, columns)
    people = read_people(nodes, segment) if nodes is not None else {}
    place = {name: k for k, name in enumerate(people)}
    for pair in ties:
        for name in pair:
            place.setdefault(name, len(place))
    ends = np.array([(place[a], place[b]) for a, b in ties], dtype=np.int64)
    labels = sorted({label for label in people.values() if label}, key=_number_first)
    number = {label: k for k, label in enumerate(labels)}
    segments = np.array([number.get(people.get(name, ""), -1) for name in place], dtype=np.int32)
    graph = build_graph(ends, people=np.arange(len(place)))
    return NamedNetwork(graph, list(place), labels, segments)


def read_ties(path: Path, columns: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Both ends of each tie as text, in the order of the file.

    `columns` names the columns: in a file whose header holds all these names, those two (or those called i and j);
    otherwise by position, where i and j are the ends and the rest, like the time of a contact log, is ignored.
    Without it the first two columns are the ends. A first line is a header when no cell of it is a number and either
    its cells are usual names for the ends of a tie or the lines below have numbers there.

    Raises
    ------
    EdgeFileError
        As in `read_network`.
    """
    rows = list(read_rows(path))
    left, right, has_header = _tie_columns(path, rows, [name.strip().lower() for name in columns])
    width = len(rows[0].cells)
    if len(rows) == int(has_header):
        raise EdgeFileError(f"{path.name} holds no ties below its header.")
    ties = []
    for row in rows[int(has_header) :]:
        _check_width(path, row, width)
        for column in (left, right):
            if not row.cells[column]:
                raise EdgeFileError(f"{path.name}, line {row.line}, column {column + 1}: the id is missing.")
        ties.append((row.cells[left], row.cells[right]))
    return ties


def read_people(path: Path, segment: str | None = None) -> dict[str, str]:
    """Each person's id (the first column) and segment, empty where there is none, in the order of the file.

    `segment` is the name of a column in the header, else its number from 1. In a file without a header any name means
    the second column. A first line is a header when it holds the name asked for, when its first cell is a usual name
    for an id, or when its first cell is not a number and those below are.

    Raises
    ------
    EdgeFileError
        As in `read_network`.
    """
    rows = list(read_rows(path))
    header = [cell.lower() for cell in rows[0].cells]
    has_header = (
        header[0] in ID_WORDS
        or (segment is not None and segment.strip().lower() in header)
        or (not _is_number(header[0]) and _all_numbers(rows, 0))
    )
    column = None if segment is None else _segment_column(path, rows[0], segment.strip(), has_header)
    people: dict[str, str] = {}
    lines: dict[str, int] = {}
    for row in rows[int(has_header) :]:
        _check_width(path, row, len(header))
        name = row.cells[0]
        if not name:
            raise EdgeFileError(f"{path.name}, line {row.line}, column 1: the id is missing.")
        if name in people:
            raise EdgeFileError(
                f"{path.name}, line {row.line}, column 1: {name} is named twice, first in line {lines[name]}."
            )
        lines[name] = row.line
        people[name] = "" if column is None else row.cells[column]
    return people


def read_rows(path: Path) -> Iterator[Row]:
    """The lines of the file that hold something, cut into cells. At least one, or it is an error.

    Raises
    ------
    EdgeFileError
        As in `read_network`.
    """
    text = _read_text(path)
    first = next((line for line in text.splitlines() if _holds_data(line)), None)
    if first is None:
        raise EdgeFileError(f"{path.name} is empty.")
    if "\t" not in first and "," in first:
        yield from _comma_rows(path, text)
        return
    separator = "\t" if "\t" in first else None
    for number, line in enumerate(text.split("\n"), start=1):
        if _holds_data(line):
            yield Row(number, [cell.strip() for cell in line.strip("\r").split(separator)])


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as plain:
            is_packed = plain.read(2) == b"\x1f\x8b"
        if path.suffix == ".gz" and not is_packed:
            raise EdgeFileError(f"{path.name} is named as gzip and is not.")
        with gzip.open(path, "rb") if is_packed else path.open("rb") as source:
            content = source.read(LARGEST + 1)
    except FileNotFoundError:
        raise EdgeFileError(f"There is no file {path}.") from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as reason:
        raise EdgeFileError(f"{path.name} is a broken gzip file: {reason}.") from None
    except OSError as reason:
        raise EdgeFileError(f"{path.name} cannot be read: {reason.strerror}.") from None
    if len(content) > LARGEST:
        raise EdgeFileError(f"{path.name} holds more than {LARGEST >> 20} MB of text.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        where = _where(content[: reason.start].decode("utf-8", "replace"))
        raise EdgeFileError(f"{path.name}, {where}: this is not text in UTF-8.") from None
    strange = STRANGE.search(text)
    if strange:
        raise EdgeFileError(f"{path.name}, {_where(text[: strange.start()])}: this is not a text file.")
    return text.replace("\r\n", "\n")


def _where(before: str) -> str:
    return f"line {before.count(chr(10)) + 1}, character {len(before) - before.rfind(chr(10))}"


def _holds_data(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(("#", "%"))


def _comma_rows(path: Path, text: str) -> Iterator[Row]:
    reader = csv.reader(text.split("\n"), strict=True, skipinitialspace=True)
    while True:
        begun = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as reason:
            raise EdgeFileError(f"{path.name}, line {begun}: {reason}.") from None
        if cells is None:
            return
        if cells and _holds_data(",".join(cells)):
            yield Row(begun, [cell.strip() for cell in cells])


def _tie_columns(path: Path, rows: list[Row], names: list[str]) -> tuple[int, int, bool]:
    """The columns of the two ends, and whether the first line is a header."""
    header = [cell.lower() for cell in rows[0].cells]
    if len(header) < 2:
        raise EdgeFileError(f"{path.name}, line {rows[0].line} has one column; a tie needs two.")
    left, right, has_header = 0, 1, False
    if names:
        has_header = all(name in header for name in names)
        wanted = ["i", "j"] if "i" in names and "j" in names else names
        if len(wanted) != 2 or wanted[0] == wanted[1]:
            raise EdgeFileError("Name two columns for the ends of a tie, or call them i and j among all columns.")
        if has_header:
            return header.index(wanted[0]), header.index(wanted[1]), True
        if wanted != ["i", "j"]:
            missing = next(name for name in names if name not in header)
            raise EdgeFileError(f"{path.name}, line {rows[0].line} has no column named {missing}.")
        left, right = names.index("i"), names.index("j")
        if max(left, right) >= len(header):
            raise EdgeFileError(
                f"{path.name}, line {rows[0].line} has {len(header)} columns; column {max(left, right) + 1} is wanted."
            )
    if not any(_is_number(cell) for cell in header):
        ends = {header[left], header[right]}
        has_header = ends <= TIE_WORDS or (_all_numbers(rows, left) and _all_numbers(rows, right))
    return left, right, has_header


def _segment_column(path: Path, first: Row, segment: str, has_header: bool) -> int:
    names = [cell.lower() for cell in first.cells]
    if has_header and segment.lower() in names:
        return names.index(segment.lower())
    if segment.isascii() and segment.isdigit() and 1 <= int(segment) <= len(names):
        return int(segment) - 1
    if has_header or segment.isdigit():
        known = ", ".join(first.cells) if has_header else f"1 to {len(names)}"
        raise EdgeFileError(f"{path.name}, line {first.line} has no column {segment}; it has {known}.")
    if len(names) < 2:
        raise EdgeFileError(f"{path.name}, line {first.line} has one column; the segment needs a second.")
    return 1


def _check_width(path: Path, row: Row, width: int) -> None:
    if len(row.cells) != width:
        raise EdgeFileError(
            f"{path.name}, line {row.line}: {_columns(len(row.cells))} where the first line has {width};"
            f" column {min(len(row.cells), width) + 1} is {'missing' if len(row.cells) < width else 'too many'}."
        )


def _columns(count: int) -> str:
    return "1 column" if count == 1 else f"{count} columns"


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None


def _all_numbers(rows: list[Row], column: int) -> bool:
    below = [row.cells[column] for row in rows[1:SAMPLE] if column < len(row.cells)]
    return bool(below) and all(_is_number(cell) for cell in below)


def _number_first(label: str) -> tuple[int, float, str]:
    return (0, float(label), label) if _is_number(label) else (1, 0.0, label)
