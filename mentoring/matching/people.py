"""The people of a round, and what is known between them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

Both = tuple[str, str]  # ids of two people, in the order of the alphabet
WRITES_FIRST, ONE_OTHER, TWO_OTHERS = 1, 2, 3  # rungs of comfort
SHORTEST_WORD = 4
COMMON = frozenset(
    re.findall(
        r"\w+",
        "about after also another been being from have help into just like many more most other people some somebody "
        "something than that their them then there these they thing things this those time very want what when where "
        "which while with would your better good",
    )
)


@dataclass(frozen=True)
class Someone:
    """One person as matching sees them; `facts` are what rules may compare, such as a team."""

    id: str
    offers: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    time_zone: str = ""
    hours: tuple[str, ...] = ()
    comfort: int = TWO_OTHERS
    capacity: int = 1


@dataclass(frozen=True)
class Known:
    """
    What lies between people before a round.

    steps : how many steps lead from one to the other, 1 for a tie; whoever is not here is further apart than any. None
        when nothing is known of the network, which then plays no part.
    partners : who has been a pair before
    apart : who is never brought together, without a word why
    cooling : who was together too lately; a rule like any other, that may be named
    skipped : who was left alone last time; they are served first
    locked : groups that stand already
    """

    steps: Mapping[Both, int] | None = None
    partners: Collection[Both] = ()
    apart: Collection[Both] = ()
    cooling: Collection[Both] = ()
    skipped: Collection[str] = ()
    locked: tuple[tuple[str, ...], ...] = ()


def both(one: str, other: str) -> Both:
    """Two ids as a pair."""
    return (one, other) if one < other else (other, one)


def in_order(who: str) -> tuple[bool, int, str]:
    """
    How ids are put in order: row numbers by their size, so that it does not matter where counting began.

    >>> sorted(["10", "9", "ada"], key=in_order)
    ['9', '10', 'ada']
    """
    is_number = who.isdecimal()
    return not is_number, int(who) if is_number else 0, who


def key(line: str) -> str:
    """A line as it is compared: lower case, single spaces, no full stop."""
    return " ".join(line.casefold().split()).strip(" .")


def words(line: str) -> frozenset[str]:
    """
    The words of a line that say what it is about.

    >>> sorted(words("Asking for help, with baking"))
    ['asking', 'baking']
    """
    return frozenset(
        word for word in re.findall(r"\w+", line.casefold()) if len(word) >= SHORTEST_WORD and word not in COMMON
    )


def meets(wanted: str, offered: str) -> bool:
    """
    Whether an offered line is what a wanted line is about: the same, or a telling word in common.

    >>> meets("baking bread", "Bread."), meets("a good listener", "listening")
    (True, False)
    """
    return key(wanted) == key(offered) or bool(words(wanted) & words(offered))


def shared(mine: Collection[str], theirs: Collection[str]) -> tuple[str, ...]:
    """The lines of one that are about the same as one of the other's, in order."""
    return tuple(line for line in mine if any(meets(line, other) for other in theirs))


def same_lines(mine: Collection[str], theirs: Collection[str]) -> tuple[str, ...]:
    """The lines that stand in both lists, as the first one writes them."""
    keys = {key(line) for line in theirs}
    return tuple(line for line in mine if key(line) in keys)
