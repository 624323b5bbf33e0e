"""Reads of shared walls."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, QuerySet

from community.enums import WallSide
from community.models import Wall, WallNote

if TYPE_CHECKING:
    from programs.models import Program


@dataclass(frozen=True)
class WallHalf:
    """One question of a wall with its notes, those without a heading first."""

    side: WallSide
    question: str
    groups: list[tuple[str, list[WallNote]]]


def walls_of(program: Program) -> QuerySet[Wall]:
    """The walls of a program, newest first, with how many notes hang there."""
    return Wall.objects.filter(program=program).annotate(note_count=Count("notes")).order_by("-opened_at", "-id")


def wall_by_public_id(program: Program, public_id: UUID) -> Wall | None:
    """One wall, or nothing."""
    return walls_of(program).filter(public_id=public_id).first()


def locked_wall(pk: int) -> Wall:
    """A wall as it is now, held until the transaction ends: writing, sorting and closing race."""
    wall: Wall = Wall.objects.select_for_update(no_key=True).get(pk=pk)
    return wall


def notes_of(wall: Wall) -> QuerySet[WallNote]:
    """Everything on a wall, in the order in which it is shown."""
    rows = WallNote.objects.filter(wall=wall).select_related("wall", "author__membership")
    return rows.order_by("side", "heading", "id")


def halves_of(wall: Wall) -> list[WallHalf]:
    """Both questions with their notes under the headings people gave them; one query."""
    rows = list(notes_of(wall))
    halves = []
    for side, question in ((WallSide.LEFT, wall.left), (WallSide.RIGHT, wall.right)):
        here = [row for row in rows if row.side == side]
        groups = [(heading, list(some)) for heading, some in groupby(here, key=lambda row: row.heading)]
        halves.append(WallHalf(side, question, groups))
    return halves


def headings_of(halves: list[WallHalf]) -> list[str]:
    """The headings that are there, for whoever sorts."""
    return sorted({heading for half in halves for heading, _notes in half.groups if heading})


def note_by_public_id(program: Program, public_id: UUID) -> WallNote | None:
    """One note of a program's walls, or nothing."""
    rows = WallNote.objects.filter(wall__program=program, public_id=public_id)
    return rows.select_related("wall", "author").first()
