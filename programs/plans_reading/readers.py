"""Readers: each takes a node of the tree and gives a value of one kind, or notes a fault and gives a filler.

A filler stands in for what could not be read, so that the rest of the file is looked at all the same and a person hears
of every fault at once.
"""

import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, get_type_hints

from programs.calendar import After, When, WhenInvalid
from programs.plans_reading.faults import Desk, Path
from programs.plans_reading.trees import UNFIT, Node

KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
WHOLE = re.compile(r"[-+]?[0-9]{1,9}")
NUMBER = re.compile(r"[-+]?[0-9]{1,9}(?:\.[0-9]{1,9})?")
NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
LONGEST_KEY = 60
SHOWN = 40


def _(text: str) -> str:
    return text


@dataclass(frozen=True)
class Reader:
    """How a value is read, and what stands in for it when it cannot be."""

    read: Callable[[Node, Path, Desk], Any]
    filler: Any = None

    def __call__(self, node: Node, path: Path, desk: Desk) -> Any:
        desk.places.setdefault(path, (node.line, node.column))
        return self.read(node, path, desk)


def shown(text: str) -> str:
    """The beginning of a text, fit to be repeated in a message."""
    cut = text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
    return "".join(letter if letter.isprintable() else "�" for letter in cut)


def words(most: int) -> Reader:
    """A text of at most so many characters, without blanks at its ends."""

    def read(node: Node, path: Path, desk: Desk) -> str:
        if node.text is None or (node.is_plain and node.text in NOTHING) or not node.text.strip():
            desk.refuse(path, _("This is a text, with at least one letter."))
            return ""
        text = node.text.strip()
        if len(text) > most:
            desk.refuse(path, _("This text is longer than %(most)s characters."), most=most)
        elif UNFIT.search(text):
            desk.refuse(path, _("This text holds a character that cannot be in a plan."))
        return text

    return Reader(read, "")


def key() -> Reader:
    """A short name for the machine, which other places of the plan refer to."""

    def read(node: Node, path: Path, desk: Desk) -> str:
        if node.text is None or len(node.text) > LONGEST_KEY or not KEY.fullmatch(node.text):
            desk.refuse(path, _("A key has small letters, digits and hyphens, at most %(most)s."), most=LONGEST_KEY)
            return ""
        return node.text

    return Reader(read, "")


def one_of(*options: str) -> Reader:
    """One of a few words."""

    def read(node: Node, path: Path, desk: Desk) -> str:
        if node.text not in options:
            desk.refuse(path, _("This is one of: %(options)s."), options=", ".join(options))
            return options[0]
        return node.text

    return Reader(read, options[0])


def whole(least: int, most: int) -> Reader:
    """A whole number."""

    def read(node: Node, path: Path, desk: Desk) -> int:
        if node.is_plain and WHOLE.fullmatch(node.text or "") and least <= int(node.text or "") <= most:
            return int(node.text or "")
        if least == most:
            desk.refuse(path, _("This can only be %(least)s."), least=least)
        else:
            desk.refuse(path, _("This is a whole number from %(least)s to %(most)s."), least=least, most=most)
        return least

    return Reader(read, least)


def number(least: float, most: float) -> Reader:
    """A number, perhaps with a decimal point."""

    def read(node: Node, path: Path, desk: Desk) -> float:
        if node.is_plain and NUMBER.fullmatch(node.text or "") and least <= float(node.text or "") <= most:
            return float(node.text or "")
        desk.refuse(path, _("This is a number from %(least)g to %(most)g."), least=least, most=most)
        return least

    return Reader(read, least)


def flag() -> Reader:
    """Yes or no, written true or false."""

    def read(node: Node, path: Path, desk: Desk) -> bool:
        if not node.is_plain or node.text not in {"true", "false"}:
            desk.refuse(path, _("This is true or false."))
        return node.text == "true"

    return Reader(read, filler=False)


def many(reader: Reader, most: int = 1_000) -> Reader:
    """A list."""

    def read(node: Node, path: Path, desk: Desk) -> tuple[Any, ...]:
        if node.items is None:
            desk.refuse(path, _("This is a list, each line with a dash."))
            return ()
        if len(node.items) > most:
            desk.refuse(path, _("This list is longer than %(most)s."), most=most)
        return tuple(reader(item, (*path, place), desk) for place, item in enumerate(node.items[:most]))

    return Reader(read, ())


def when() -> Reader:
    """A moment of the plan."""
    return _parsed(When.parse, When(offset=0))


def after() -> Reader:
    """A time to do something."""
    return _parsed(After.parse, After(days=0))


def _parsed(parse: Callable[[dict[str, object]], Any], filler: object) -> Reader:
    def read(node: Node, path: Path, desk: Desk) -> Any:
        try:
            return parse({name: _guessed(value) for name, value in _pairs(node, path, desk).items()})
        except WhenInvalid as problem:
            desk.refuse(path, problem.text, **problem.values)
            return filler

    return Reader(read, filler)


def _guessed(node: Node) -> object:
    if node.items is not None:
        return [_guessed(item) for item in node.items]
    return int(node.text) if node.text and node.is_plain and WHOLE.fullmatch(node.text) else node.text


def record(shape: type) -> Reader:
    """A mapping with the fields of a dataclass; each field's reader stands in its annotation."""

    def read(node: Node, path: Path, desk: Desk) -> Any:
        readers, pairs = field_readers(shape), _pairs(node, path, desk)
        for name in pairs.keys() - readers.keys():
            desk.refuse((*path, name), _("“%(name)s” is not known here."), name=shown(name))
        values = {name: readers[name](value, (*path, name), desk) for name, value in pairs.items() if name in readers}
        for field in fields(shape):
            if field.name not in pairs and field.default is MISSING:
                if node.pairs is not None:
                    desk.refuse(path, _("“%(name)s” is missing here."), name=field.name)
                values[field.name] = readers[field.name].filler
        return shape(**values)

    return Reader(read)


@cache
def field_readers(shape: type) -> dict[str, Reader]:
    """The reader of each field of a dataclass."""
    hints = get_type_hints(shape, include_extras=True)
    return {
        field.name: next(part for part in hints[field.name].__metadata__ if isinstance(part, Reader))
        for field in fields(shape)
    }


def _pairs(node: Node, path: Path, desk: Desk) -> dict[str, Node]:
    found: dict[str, Node] = {}
    if node.pairs is None:
        desk.refuse(path, _("These are names with values, as in “name: value”."))
    for name, value in node.pairs or ():
        text = "" if name.text is None else name.text
        place = (*path, text)
        if text in found:
            desk.places[*place, "again"] = (name.line, name.column)
            desk.refuse((*place, "again"), _("“%(name)s” stands here twice."), name=shown(text))
            continue
        desk.places[place] = (name.line, name.column)
        found[text] = value
    return found
