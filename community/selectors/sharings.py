"""Reads of alone, two, four, all: the runs, and what one person sees of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from community.enums import SHARING_STEPS, SharingStage
from community.models import Sharing, SharingNote, SharingSeat
from programs.selectors.programs import unless_archived

if TYPE_CHECKING:
    from programs.models import Participant, Program

WRITTEN_IN = (SharingStage.ALONE, SharingStage.PAIRS, SharingStage.FOURS, SharingStage.ALL)


@dataclass(frozen=True)
class Table:
    """What one person sees of a run now."""

    seat: SharingSeat | None
    people_count: int
    people: list[Participant]  # at my table, without me
    note: SharingNote | None  # of my table in this stage
    brought: list[SharingNote]  # what those at my table wrote the stage before
    kept: list[SharingNote]  # once it is over


def sharings_of(program: Program) -> QuerySet[Sharing]:
    """The runs of a program, newest first, with how many take part."""
    rows = Sharing.objects.filter(program=program).annotate(people_count=Count("seats"))
    return rows.order_by("-opened_at", "-id")


def sharing_by_public_id(program: Program, public_id: UUID) -> Sharing | None:
    """One run, or nothing."""
    return sharings_of(program).filter(public_id=public_id).first()


def locked_sharing(pk: int) -> Sharing:
    """A run as it is now, held until the transaction ends: coming in, writing and moving on race."""
    held: Sharing = Sharing.objects.select_for_update(no_key=True).get(pk=pk)
    return held


def sharing_seats(sharing: Sharing) -> list[SharingSeat]:
    """Everybody who takes part, in the order they came."""
    rows = SharingSeat.objects.filter(sharing=sharing).select_related("participant__membership")
    return list(rows.order_by("place"))


def sharing_seat_of(sharing: Sharing, me: Participant | None) -> SharingSeat | None:
    """Somebody's seat, or nothing."""
    return SharingSeat.objects.filter(sharing=sharing, participant=me).first() if me else None


def next_place(sharing: Sharing) -> int:
    """The next free place."""
    last = SharingSeat.objects.filter(sharing=sharing).aggregate(last=Max("place"))["last"]
    return (last or 0) + 1


def due_sharings(now: datetime) -> list[Sharing]:
    """Runs over days whose stage has had its days; those in a room move by hand."""
    return list(_due(now).order_by("stage_ends_at", "id"))


def organizations_with_due_sharings(now: datetime) -> list[UUID]:
    """Organizations with such a run; needs unscoped()."""
    return sorted(set(_due(now).order_by().values_list("organization_id", flat=True)))


def _due(now: datetime) -> QuerySet[Sharing]:
    running = [stage for stage in WRITTEN_IN if stage in SHARING_STEPS]
    return Sharing.objects.filter(unless_archived(), is_live=False, stage__in=running, stage_ends_at__lte=now)


def sharings_for(me: Participant) -> list[Sharing]:
    """Runs over days in which somebody's table has written nothing yet in this stage, the one that ends first first."""
    seats = SharingSeat.objects.filter(participant=me, sharing__is_live=False, sharing__stage__in=WRITTEN_IN)
    mine = {seat.sharing_id: seat for seat in seats.select_related("sharing").order_by("sharing__stage_ends_at", "id")}
    notes = SharingNote.objects.filter(sharing__in=mine).order_by("id").values_list("sharing", "stage", "table")
    written = set(notes)
    return [
        seat.sharing
        for key, seat in mine.items()
        if (key, seat.sharing.stage, seat.table_at(seat.sharing.stage)) not in written
    ]


def table_of(sharing: Sharing, me: Participant | None) -> Table:
    """What somebody sees of a run: their table, what it brought and wrote; once it is over what is kept."""
    seats, stage = sharing_seats(sharing), sharing.stage
    mine = next((seat for seat in seats if me and seat.participant_id == me.pk), None)
    rows = SharingNote.objects.filter(sharing=sharing).order_by("table", "id")
    notes = sorted(rows, key=lambda note: WRITTEN_IN.index(SharingStage(note.stage)))  # alone, two, four, all
    if stage == SharingStage.OVER:
        with_me = [seat for seat in seats if mine and seat.four == mine.four]
        return Table(mine, len(seats), _others(with_me, mine), None, [], notes)
    if mine is None or stage not in WRITTEN_IN:
        return Table(mine, len(seats), [], None, [], [])
    around = [seat for seat in seats if seat.table_at(stage) == mine.table_at(stage)]
    before = next((one for one, following in SHARING_STEPS.items() if following == stage), SharingStage.COMING)
    tables = {seat.table_at(before) for seat in around}
    note = next((one for one in notes if one.stage == stage and one.table == mine.table_at(stage)), None)
    brought = [one for one in notes if one.stage == before and one.table in tables]
    return Table(mine, len(seats), _others(around, mine), note, brought, [])


def _others(seats: list[SharingSeat], mine: SharingSeat | None) -> list[Participant]:
    return [seat.participant for seat in seats if mine is None or seat.pk != mine.pk]
