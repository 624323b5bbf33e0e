"""Writes of shared walls: open, write, sort, take away, close."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from community.enums import WallSide
from community.models import Wall, WallNote
from community.rules import LONGEST_HEADING, LONGEST_WALL_NOTE, MOST_NOTES_EACH
from community.selectors.around_posts import holds
from community.selectors.walls import locked_wall

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Participant, Program


class WallRefused(BelongingError):
    """Something a wall does not take."""

    code = "wall_refused"


@transaction.atomic
def open_wall(*, actor: Membership, program: Program, title: str, left: str, right: str, now: datetime) -> Wall:
    """This will put up a wall with two questions."""
    wall = Wall.objects.create(program=program, title=title, left=left, right=right, opened_at=now)
    record(actor=actor, verb="wall.opened", target=wall, now=now)
    return wall


@transaction.atomic
def write_wall_note(*, wall: Wall, author: Participant, side: WallSide, text: str, now: datetime) -> WallNote:
    """This will put a note on a wall; raises WallRefused."""
    wall, text = locked_wall(wall.pk), " ".join(text.split())
    _check_open(wall, author)
    if not text or len(text) > LONGEST_WALL_NOTE:
        raise WallRefused(_("One thought, at most %(most)s letters.") % {"most": LONGEST_WALL_NOTE}, field="text")
    if holds(wall.program_id, text):
        raise WallRefused(_("One of these words is read twice here. Say it in others."), field="text")
    if WallNote.objects.filter(wall=wall, author=author).count() >= MOST_NOTES_EACH:
        said = _("You have %(most)s notes here. Take one away first.") % {"most": MOST_NOTES_EACH}
        raise WallRefused(said, field="text")
    return WallNote.objects.create(wall=wall, author=author, side=side, text=text, written_at=now)


def _check_open(wall: Wall, person: Participant) -> None:
    if wall.closed_at:
        raise WallRefused(_("This wall is closed. What is on it stays."))
    if not person.may_act:
        raise WallRefused(_("Your place in this program is paused. Come back first."))


@transaction.atomic
def sort_wall_note(*, note: WallNote, participant: Participant, heading: str, now: datetime) -> None:
    """This will put a heading over a note, or take it off; whoever sorts last is right."""
    _check_open(locked_wall(note.wall_id), participant)
    heading = " ".join(heading.split())[:LONGEST_HEADING]
    if holds(note.wall.program_id, heading):
        raise WallRefused(_("One of these words is read twice here. Say it in others."))
    note.heading = heading
    note.save(update_fields=["heading"])
    record(actor=participant.membership, verb="wall.note_sorted", target=note, now=now)


@transaction.atomic
def remove_wall_note(*, actor: Membership, note: WallNote, now: datetime) -> None:
    """This will take a note away for good."""
    record(actor=actor, verb="wall.note_removed", target=note, now=now)
    note.delete()


@transaction.atomic
def close_wall(*, actor: Membership, wall: Wall, now: datetime) -> None:
    """This will close a wall; twice is once."""
    if Wall.objects.filter(pk=wall.pk, closed_at=None).update(closed_at=now):
        record(actor=actor, verb="wall.closed", target=wall, now=now)
