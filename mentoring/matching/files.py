"""People, ready fits and rules from plain files; every fault names its line."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from mentoring.matching.hours import HoursInvalid, spans, zone_of
from mentoring.matching.people import Both, Someone, both
from mentoring.matching.rules import Rules, read_rules

LISTS = ("offers", "wants", "interests", "languages", "hours")
RUNGS = {"": 3, "write_first": 1, "one_to_one": 2, "small_group": 3, "1": 1, "2": 2, "3": 3}
PLAIN = {"id", "timezone", "comfort", "capacity", *LISTS}
MOST_CAPACITY = 10


class FileInvalid(ValueError):
    """A file that cannot be read as what it should be."""


def read_people(path: Path) -> list[Someone]:
    """People by id; columns besides the known ones are facts that rules may compare."""
    found: dict[str, Someone] = {}
    for line, row in _rows(path, ("id",)):
        one = _person(row, f"{path.name}, line {line}")
        if one.id in found:
            raise FileInvalid(f"{path.name}, line {line}: {one.id} is there twice.")
        found[one.id] = one
    return list(found.values())


def read_fits(path: Path, people: Mapping[str, Someone]) -> dict[Both, float]:
    """Ready fits of pairs; a pair may stand there twice only if both say the same."""
    found: dict[Both, float] = {}
    for line, row in _rows(path, ("a", "b", "fit")):
        where = f"{path.name}, line {line}"
        a, b = row["a"].strip(), row["b"].strip()
        if missing := [one for one in (a, b) if one not in people]:
            raise FileInvalid(f"{where}: {missing[0] or 'nobody'} is not among the people.")
        if a == b:
            raise FileInvalid(f"{where}: {a} is paired with themselves.")
        try:
            fit = float(row["fit"])
        except ValueError:
            fit = math.nan
        if not math.isfinite(fit):
            raise FileInvalid(f"{where}: the fit “{row['fit']}” is not a number.")
        if found.setdefault(both(a, b), fit) != fit:
            raise FileInvalid(f"{where}: {a} and {b} have another fit further up.")
    return found


def read_rules_file(path: Path) -> Rules:
    """Rules from YAML: must, prefer, trios, seed."""
    try:
        content: Any = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise FileInvalid(f"{path.name} is not YAML: {' '.join(str(fault).split())}") from None
    if content is None:
        return Rules()
    if not isinstance(content, dict):
        raise FileInvalid(f"{path.name} holds must, prefer, trios and seed.")
    return read_rules(content)


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise FileInvalid(f"{path.name} is not text in UTF-8.") from None
    reader = csv.reader(text.splitlines())
    header = [name.strip().casefold() for name in next(reader, [])]
    if missing := [name for name in needed if name not in header]:
        raise FileInvalid(f"{path.name} needs a column {missing[0]} in its first line.")
    if doubled := [name for name in header if name and header.count(name) > 1]:
        raise FileInvalid(f"{path.name} has the column {doubled[0]} twice.")
    for cells in reader:
        if any(cell.strip() for cell in cells):
            if len(cells) > len(header):
                raise FileInvalid(f"{path.name}, line {reader.line_num}: more cells than the first line has columns.")
            yield reader.line_num, dict(zip(header, [*cells, *[""] * len(header)], strict=False))


def _person(row: Mapping[str, str], where: str) -> Someone:
    lists = {name: tuple(part.strip() for part in row.get(name, "").split(";") if part.strip()) for name in LISTS}
    ident, zone, comfort = row["id"].strip(), row.get("timezone", "").strip(), row.get("comfort", "").strip().casefold()
    capacity = row.get("capacity", "").strip() or "1"
    if not ident:
        raise FileInvalid(f"{where}: the id is missing.")
    if comfort not in RUNGS:
        raise FileInvalid(f"{where}: the comfort “{comfort}” is not known; write_first, one_to_one or small_group.")
    if not capacity.isdecimal() or not 0 <= int(capacity) <= MOST_CAPACITY:
        raise FileInvalid(f"{where}: the capacity “{capacity}” is not a number up to {MOST_CAPACITY}.")
    try:
        zone_of(zone)
        for words in lists["hours"]:
            spans(words)
    except HoursInvalid as fault:
        raise FileInvalid(f"{where}: {fault}") from None
    facts = {name: value.strip() for name, value in row.items() if name and name not in PLAIN}
    return Someone(
        ident, facts=facts, time_zone=zone, comfort=RUNGS[comfort], capacity=int(capacity),
        **{name: lists[name] for name in LISTS},
    )  # fmt: skip
