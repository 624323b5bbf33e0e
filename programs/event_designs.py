"""Designs of events made for meeting people: what happens for how long, and how many new people each talks with.

A design is a beginning: whoever plans the event changes it. Words are ours; minutes are what worked in practice for
groups of ten to sixty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

CONNECT = "connect"
WITH_GROUPS = ("connect", "breakout")
MOST_BLOCKS = 8


def _(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Block:
    """One part of an event; `size` is how many sit together, 0 for all."""

    kind: str
    minutes: int
    title: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class Design:
    """An event to begin from, or a series of them with seats for a few."""

    key: str
    name: str
    about: str
    kind: str
    form: str
    text: str
    new_people: int
    blocks: tuple[Block, ...]
    repeats: str = "once"
    meetings: int = 1
    seats: int | None = None

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(block.minutes for block in self.blocks)


DESIGNS = (
    Design(
        "connection-first", _("Connection before content"),
        _("A themed table that begins with people, not with slides. Groups talk after the input."),
        "experiential", "roundtable",
        _("We begin in pairs with somebody new, hear a short input, and talk about it in small groups."), 4,
        (
            Block("connect", 10, _("In pairs that have not met: what are you busy with?"), 2),
            Block("present", 15, _("A short input")),
            Block("breakout", 25, _("In small groups: what of it would work here?"), 4),
            Block("share", 10, _("One sentence from each group")),
        ),
    ),
    Design(
        "virtual-cocktail", _("Virtual cocktail"),
        _("Three rounds in small rooms on a call, a new room each time. Hosts introduce people to each other."),
        "experiential", "social",
        _("Bring a glass of something. Three short rounds in small rooms, each time with other people."), 6,
        (
            Block("connect", 5, _("Hosts say hello and introduce two people each"), 0),
            Block("breakout", 12, _("Round one: where are you right now?"), 3),
            Block("breakout", 12, _("Round two: what made you smile this week?"), 3),
            Block("breakout", 12, _("Round three: whom should somebody here get to know?"), 3),
            Block("free", 14, _("Stay as long as you like")),
        ),
    ),
    Design(
        "open-space", _("Open space"),
        _("People put topics on a wall, sit down where they like, move when they like, and leave notes."),
        "experiential", "open_space",
        _("Bring a question. Whoever has a topic puts it on the wall; the rest choose where to sit."), 5,
        (
            Block("connect", 10, _("In threes: what brings you here?"), 3),
            Block("present", 10, _("How it works, and topics for the wall")),
            Block("topics", 35, _("First round of topics")),
            Block("topics", 35, _("Second round of topics")),
            Block("share", 15, _("What was noted, and what comes next")),
        ),
    ),
    Design(
        "speed-meeting", _("Short meetings"),
        _("Five rounds of two people each. The quickest way to know five more."),
        "experiential", "workshop", _("Five rounds of six minutes, each with somebody you have not met."), 5,
        (
            *(Block("connect", 6, _("With somebody new"), 2) for _round in range(5)),
            Block("share", 10, _("Whom do you want to talk with again?")),
        ),
    ),
    Design(
        "guest-questions", _("Questions to a guest"),
        _("Somebody who knows a thing answers what people most want to hear. Questions are gathered beforehand."),
        "formal", "workshop",
        _("Bring a question, and choose the one you most want to hear. They are asked in that order."), 3,
        (
            Block("connect", 10, _("In pairs: what do you want to ask, and why?"), 2),
            Block("present", 10, _("Who the guest is")),
            Block("questions", 35, _("Questions, the most wanted first")),
            Block("share", 10, _("In pairs: what will you try within a week?"), 2),
        ),
    ),
    Design(
        "face-to-face", _("The yearly meeting"),
        _("One day in one place: arriving, a table, a walk, an evening."),
        "experiential", "meeting",
        _("Once a year in one place. Badges are at the door; say that you are there, and get something warm."), 8,
        (
            Block("connect", 30, _("Arriving: find somebody whose badge has another colour"), 2),
            Block("present", 30, _("Where we stand")),
            Block("breakout", 60, _("Tables of six, mixed"), 6),
            Block("free", 90, _("Lunch and a walk")),
            Block("topics", 60, _("Topics people bring")),
            Block("share", 30, _("What we take home")),
        ),
    ),
    Design(
        "group-hour", _("Group office hour"),
        _("After a workshop: facilitators are there, and whoever is stuck brings it."),
        "peer", "group_hour", _("An hour for whatever came up since the workshop. Come late, leave early."), 2,
        (
            Block("connect", 5, _("Who is here, and with what?"), 0),
            Block("breakout", 25, _("In threes, one question each"), 3),
            Block("share", 30, _("Questions for all")),
        ),
    ),
    Design(
        "circle", _("A circle of twelve weeks"),
        _("Four or five people, an hour a week, one aim each. They ask, give and show what they do, a step at a time."),
        "peer", "roundtable",
        _(
            "Each week has a question.\n\n"
            "1. What do I want to come closer to in twelve weeks?\n"
            "2. Who already knows something about it?\n"
            "3. What small thing can I give each of them?\n"
            "4. What do I notice of their work, and have I told them?\n"
            "5. What have I to offer that I never mention?\n"
            "6. What can I show that is not finished?\n"
            "7. Half of the way: what has changed?\n"
            "8. Whom do I bring together with whom?\n"
            "9. What do I ask for, in one sentence?\n"
            "10. Which habit keeps this going?\n"
            "11. What do I tell others of it?\n"
            "12. What did we do that none of us could have done alone?"
        ), 3,
        (
            Block("connect", 10, _("What happened since last time?")),
            Block("share", 35, _("The question of the week, seven minutes each")),
            Block("share", 15, _("What each of us does until next time, and for whom")),
        ),
        repeats="weekly", meetings=12, seats=5,
    ),
)  # fmt: skip


def design_by_key(key: str) -> Design | None:
    """The design with this key, or nothing."""
    return next((design for design in DESIGNS if design.key == key), None)


def written(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Blocks as they are stored."""
    return [asdict(block) for block in blocks]


def blocks_of(agenda: list[dict[str, Any]]) -> list[Block]:
    """The blocks of a stored agenda."""
    return [Block(**row) for row in agenda]


def begins_with_people(blocks: Iterable[Block]) -> bool:
    """True when people meet people before anything else happens; an empty agenda does not."""
    first = next(iter(blocks), None)
    return first is not None and first.kind == CONNECT


def group_size(blocks: Iterable[Block]) -> int:
    """How many sit together in the first block with groups; 0 when there is none."""
    return next((block.size for block in blocks if block.kind in WITH_GROUPS and block.size > 1), 0)


def clock_of(blocks: Iterable[Block]) -> list[tuple[int, Block]]:
    """
    Each block with the minute it begins at.

    >>> [minute for minute, _block in clock_of(DESIGNS[0].blocks)]
    [0, 10, 25, 50]
    """
    found, minute = [], 0
    for block in blocks:
        found.append((minute, block))
        minute += block.minutes
    return found
