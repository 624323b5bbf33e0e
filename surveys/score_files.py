"""Answers and their key in plain files, read with pandas. Every complaint names the file and the line or column."""

from __future__ import annotations

import gzip
import re
import zlib
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd

from surveys.scoring import Numbers, turn_reverse

LARGEST = 1 << 28  # bytes of text
MISSING = {"", "na", "n/a", "nan", "null", "none", ".", "-"}
REVERSED = {"1", "true", "yes", "y", "r", "reverse", "reversed", "-1"}
STRAIGHT = {"", "0", "false", "no", "n", "straight", "+1"}
SEPARATORS = (",", "\t", ";")
STRANGE = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
KEY_COLUMNS = ("item", "scale", "reverse")


class ScoreFileError(ValueError):
    """The file cannot be scored; the message says where and why."""


@dataclass(frozen=True)
class KeyLine:
    """One line of the key: an item, the scale it belongs to, and whether its wording is turned round."""

    item: str
    scale: str
    reverse: bool


def read_key(path: Path) -> list[KeyLine]:
    """
    The lines of a key file with the columns item, scale and reverse (1 or 0, true or false, yes or no).

    An item may stand in several scales, in each of them once. Raises ScoreFileError.
    """
    table = _read_table(path)
    missing = [name for name in KEY_COLUMNS if name not in table]
    if missing:
        raise ScoreFileError(f"{path.name} has no column named {missing[0]}; a key has item, scale and reverse.")
    lines: dict[tuple[str, str], KeyLine] = {}
    for number, (item, scale, word) in _numbered(table[list(KEY_COLUMNS)]):
        if not item or not scale:
            raise ScoreFileError(f"{path.name}, line {number}: the {'item' if not item else 'scale'} is missing.")
        if word.lower() not in REVERSED | STRAIGHT:
            raise ScoreFileError(f"{path.name}, line {number}, column reverse: {word} is neither 1 nor 0.")
        if (scale, item) in lines:
            raise ScoreFileError(f"{path.name}, line {number}: {item} stands twice in {scale}.")
        lines[scale, item] = KeyLine(item, scale, word.lower() in REVERSED)
    return list(lines.values())


def read_scales(path: Path, key: list[KeyLine], low: float, high: float) -> dict[str, tuple[list[str], Numbers]]:
    """Each scale's items and answers, reverse items turned round, missing ones NaN; raises ScoreFileError."""
    table = _read_table(path)
    columns = {}
    for item in dict.fromkeys(line.item for line in key):
        if item not in table:
            raise ScoreFileError(f"{path.name} has no column named {item}, which the key asks for.")
        columns[item] = _answers(path, table, item, low, high)
    scales = {}
    for scale in dict.fromkeys(line.scale for line in key):
        lines = [line for line in key if line.scale == scale]
        answers = np.column_stack([columns[line.item] for line in lines])
        scales[scale] = (
            [line.item for line in lines],
            turn_reverse(answers, [one.reverse for one in lines], low, high),
        )
    return scales


def _answers(path: Path, table: pd.DataFrame, item: str, low: float, high: float) -> Numbers:
    words = table[item].str.strip()
    is_missing = words.str.lower().isin(MISSING)
    numbers = pd.to_numeric(words.where(~is_missing), errors="coerce")
    answers: Numbers = numbers.to_numpy(dtype=float, na_value=np.nan)
    wrong = ~is_missing.to_numpy() & ~((answers >= low) & (answers <= high))
    if wrong.any():
        place = int(np.flatnonzero(wrong)[0])
        raise ScoreFileError(
            f"{path.name}, line {table.index[place]}, column {item}: {words.iloc[place][:40]!r} is not an answer "
            f"from {low:g} to {high:g}. Name another scale with --range."
        )
    return answers


def _numbered(table: pd.DataFrame) -> list[tuple[int, tuple[str, ...]]]:
    cells = zip(*(table[name].str.strip() for name in table), strict=True)
    return list(zip(table.index.tolist(), cells, strict=True))


def _read_table(path: Path) -> pd.DataFrame:
    """The file as text, each row under the number of its line; empty lines are passed over."""
    text = _read_text(path)
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not lines:
        raise ScoreFileError(f"{path.name} is empty.")
    header = lines[0][1]
    separator = max(SEPARATORS, key=header.count)
    try:
        table = pd.read_csv(StringIO(text), sep=separator, dtype=str, keep_default_na=False, index_col=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as reason:
        raise ScoreFileError(f"{path.name} cannot be read as a table: {str(reason).strip()}.") from None
    table.columns = pd.Index([str(name).strip() for name in table.columns])
    repeated = table.columns[table.columns.duplicated()]
    if len(repeated):
        raise ScoreFileError(f"{path.name} has two columns named {repeated[0]}.")
    if table.empty:
        raise ScoreFileError(f"{path.name} holds nothing below its header.")
    # A cell may hold a line break, in quotes; then only the row is known, not the line of the file.
    is_plain = len(lines) == len(table) + 1
    table.index = pd.Index([number for number, _ in lines[1:]] if is_plain else range(2, len(table) + 2))
    return table.fillna("")


def _read_text(path: Path) -> str:
    try:
        content = path.read_bytes()
        if content[:2] == b"\x1f\x8b":
            with gzip.open(path, "rb") as source:
                content = source.read(LARGEST + 1)
    except FileNotFoundError:
        raise ScoreFileError(f"There is no file {path}.") from None
    except (gzip.BadGzipFile, EOFError, zlib.error) as reason:
        raise ScoreFileError(f"{path.name} is a broken gzip file: {reason}.") from None
    except OSError as reason:
        raise ScoreFileError(f"{path.name} cannot be read: {reason.strerror}.") from None
    if len(content) > LARGEST:
        raise ScoreFileError(f"{path.name} holds more than {LARGEST >> 20} MB.")
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as reason:
        line = content[: reason.start].count(b"\n") + 1
        raise ScoreFileError(f"{path.name}, line {line}: this is not text in UTF-8.") from None
    if found := STRANGE.search(text):
        raise ScoreFileError(f"{path.name}, line {text[: found.start()].count(chr(10)) + 1}: this is not a text file.")
    return text
