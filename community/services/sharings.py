"""Writes of alone, two, four, all: open, come in, write, move on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from community.enums import SHARING_STEPS, SharingStage
from community.models import Sharing, SharingNote, SharingSeat
from community.rules import FEWEST_SHARING, LONGEST_NOTE, STAGE_DAYS, STAGE_MINUTES
from community.selectors.sharings import (
    WRITTEN_IN,
    due_sharings,
    locked_sharing,
    next_place,
    sharing_seat_of,
    sharing_seats,
)
from network.selectors.gatherings import twos_and_fours

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Participant, Program


class SharingRefused(BelongingError):
    """Something that alone, two, four, all does not allow now."""

    code = "sharing_refused"


@transaction.atomic
def open_sharing(*, actor: Membership, program: Program, question: str, is_live: bool, now: datetime) -> Sharing:
    """This will open a run that people can come into; raises SharingRefused without a question."""
    question = " ".join(question.split())
    if not question:
        raise SharingRefused(_("Ask a question."), field="question")
    sharing = Sharing.objects.create(program=program, question=question[:300], is_live=is_live, opened_at=now)
    record(actor=actor, verb="sharing.opened", target=sharing, now=now, is_live=is_live)
    return sharing


@transaction.atomic
def come_in(*, sharing: Sharing, participant: Participant, now: datetime) -> SharingSeat:
    """This will give somebody a seat; twice is once. Raises SharingRefused once the twos are drawn."""
    sharing = locked_sharing(sharing.pk)
    seat = sharing_seat_of(sharing, participant)
    if seat is not None:
        return seat
    if sharing.stage not in (SharingStage.COMING, SharingStage.ALONE):
        raise SharingRefused(_("They are already in twos. What comes of it can be read here afterwards."))
    if not participant.may_act:
        raise SharingRefused(_("Your place in this program is paused. Come back first."))
    record(actor=participant.membership, verb="sharing.came_in", target=sharing, now=now)
    return SharingSeat.objects.create(sharing=sharing, participant=participant, place=next_place(sharing))


@transaction.atomic
def write_note(
    *, sharing: Sharing, participant: Participant, stage: str, text: str, may_be_kept: bool, now: datetime
) -> SharingNote:
    """
    This will keep what a table writes, in place of what it wrote before; raises SharingRefused.

    The stage is the one the page showed: who presses a moment too late loses nothing.
    """
    sharing = locked_sharing(sharing.pk)
    seat, text = sharing_seat_of(sharing, participant), text.strip()
    table = seat.table_at(stage) if seat and stage in WRITTEN_IN else None
    has_come = stage in WRITTEN_IN and list(SharingStage).index(SharingStage(stage)) <= _index(sharing)
    if table is None or not has_come or sharing.stage == SharingStage.OVER:
        raise SharingRefused(_("Nothing can be written here now."))
    if not text or len(text) > LONGEST_NOTE:
        raise SharingRefused(_("Write a few words, at most %(most)s letters.") % {"most": LONGEST_NOTE}, field="text")
    said = {"text": text, "may_be_kept": may_be_kept, "written_at": now}
    note, _is_new = SharingNote.objects.update_or_create(sharing=sharing, stage=stage, table=table, defaults=said)
    return note


def _index(sharing: Sharing) -> int:
    return list(SharingStage).index(SharingStage(sharing.stage))


@transaction.atomic
def move_on(*, actor: Membership | None, sharing: Sharing, seen: str, now: datetime) -> Sharing:
    """
    This will begin the next stage; twos and fours are drawn after the time alone, from people who have not met.

    `seen` is the stage that who leads saw: pressed twice it moves once. At the end whatever may not be kept is erased.
    """
    sharing = locked_sharing(sharing.pk)
    following = SHARING_STEPS.get(SharingStage(sharing.stage))
    if sharing.stage != seen or following is None:
        return sharing
    if following == SharingStage.ALONE and len(sharing_seats(sharing)) < FEWEST_SHARING:
        raise SharingRefused(_("It takes at least two people."))
    if following == SharingStage.PAIRS and not _draw(sharing):
        following = SharingStage.OVER  # one person is left, and nobody sits at a table alone
    if following == SharingStage.OVER:
        SharingNote.objects.filter(sharing=sharing, may_be_kept=False).delete()
    sharing.stage, sharing.stage_ends_at = following, _ends_at(sharing, following, now)
    sharing.save(update_fields=["stage", "stage_ends_at"])
    record(actor=actor, verb="sharing.moved_on", target=sharing, now=now, stage=str(following))
    return sharing


def _ends_at(sharing: Sharing, stage: SharingStage, now: datetime) -> datetime | None:
    minutes = STAGE_MINUTES.get(stage)
    if minutes is None:
        return None
    return now + (timedelta(minutes=minutes) if sharing.is_live else timedelta(days=STAGE_DAYS))


def _draw(sharing: Sharing) -> bool:
    seats = sharing_seats(sharing)
    if len(seats) < FEWEST_SHARING:
        return False
    drawn = twos_and_fours(sharing.program_id, [seat.participant for seat in seats], sharing.pk)
    pairs = {person: number for number, group in enumerate(drawn.twos, 1) for person in group}
    fours = {person: number for number, group in enumerate(drawn.fours, 1) for person in group}
    for seat in seats:
        seat.pair, seat.four = pairs[seat.participant_id], fours[seat.participant_id]
    # One statement; SharingSeat has no save hooks beyond the organization check.
    SharingSeat.objects.bulk_update(seats, ["pair", "four"])
    return True


@transaction.atomic
def move_due_sharings(*, now: datetime) -> int:
    """This will begin the next stage of every run over days whose stage has had its days, and count them."""
    due = due_sharings(now)
    for sharing in due:
        move_on(actor=None, sharing=sharing, seen=sharing.stage, now=now)
    return len(due)
