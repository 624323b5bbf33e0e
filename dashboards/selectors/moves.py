"""Signals and moves: what is there, what was tried, and whether it helped."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from belonging.core.prepared import Slot
from belonging.tenancy.scope import PreparedHere
from dashboards.enums import HELPED, Act, MoveState, Outcome
from dashboards.kpis.signals import recovery
from dashboards.models import Look, Move, Signal
from dashboards.rules import CHECK_AFTER, LOOK_FROM_HOUR, PLACES
from dashboards.selectors.signal_words import SignalWords, concerns_groups, figure_words, signal_words
from programs.selectors.programs import running_programs

if TYPE_CHECKING:
    from programs.models import Program
    from programs.selectors.programs import Segments


_LIVE = PreparedHere(
    lambda: Signal.objects.filter(program_id=Slot("program"), gone_on=None).order_by("-weight", "kind", "subject", "id")
)
_MOVES = PreparedHere(
    lambda: (
        Move.objects.filter(program_id=Slot("program")).select_related("signal", "owner").order_by("-opened_on", "-id")
    )
)


def live_signals(program: Program, segments: Segments) -> list[Signal]:
    """What is there now, the gravest first; nothing that is about other groups only."""
    return [row for row in _LIVE.rows(program=program.pk) if concerns_groups(row, segments)]


def signal_by_public_id(program: Program, public_id: UUID, segments: Segments) -> Signal | None:
    """Something that is there now, or nothing; what is about other groups only is not there."""
    found = Signal.objects.filter(program=program, public_id=public_id, gone_on=None).first()
    return found if found and concerns_groups(found, segments) else None


def moves_of(program: Program) -> list[Move]:
    """Every move of a program, newest first, with its signal and owner."""
    return _MOVES.rows(program=program.pk)


def move_by_public_id(program: Program, public_id: UUID, segments: Segments) -> Move | None:
    """A move of a program, or nothing; what answers a signal about other groups only is not there."""
    found = Move.objects.filter(program=program, public_id=public_id).select_related("signal").first()
    return found if found and concerns_groups(found.signal, segments) else None


def locked_move(move: Move) -> Move:
    """A move as it is now, held until the transaction ends."""
    held: Move = Move.objects.select_for_update().get(pk=move.pk)
    return held


def moves_to_measure(program: Program, done_by: date) -> list[Move]:
    """Moves done by a day that lack a measure, oldest first."""
    rows = Move.objects.filter(program=program, state=MoveState.DONE, done_on__lte=done_by)
    lacking = rows.filter(Q(outcome_30="") | Q(outcome_60=""))
    return list(lacking.select_related("signal").order_by("done_on", "id"))


@dataclass(frozen=True)
class Tried:
    """A move in the table: what it answers, before and after in words, and when it is measured again."""

    move: Move
    words: SignalWords
    before: str
    after: tuple[tuple[str, str, date | None], ...]  # figure, outcome, day on which it is measured while it was not
    place: str

    @property
    def is_open(self) -> bool:
        """True until it was done."""
        return self.move.state == MoveState.OPEN

    @property
    def may_close(self) -> bool:
        """True once both measures are there."""
        return self.move.state == MoveState.DONE and bool(self.move.outcome_30 and self.move.outcome_60)


@dataclass(frozen=True)
class Works:
    """Of the moves of one kind, how many found things better after 30 and after 60 days."""

    act: str
    measured_30: int
    better_30: int
    measured_60: int
    better_60: int


def tried(moves: Iterable[Move], segments: Segments) -> list[Tried]:
    """These moves with their measures, in their order; none that is about other groups only."""
    return [_tried(move, segments) for move in moves if concerns_groups(move.signal, segments)]


def _tried(move: Move, segments: Segments) -> Tried:
    kind, of = move.signal.kind, move.signal.of
    soon, late = CHECK_AFTER
    measures = ((move.after_30, move.outcome_30, soon), (move.after_60, move.outcome_60, late))
    after = tuple(
        (figure_words(kind, figure, of) if said in _COUNTED else str(Outcome(said).label), said, _due(move, wait, said))
        for figure, said, wait in measures
    )
    return Tried(
        move, signal_words(move.signal, segments), figure_words(kind, move.before, of), after, PLACES[move.act]
    )


_COUNTED = {Outcome.BETTER, Outcome.SAME, Outcome.WORSE}


def _due(move: Move, wait: timedelta, said: str) -> date | None:
    return move.done_on + wait if move.done_on and not said else None


def what_works(moves: Collection[Move]) -> list[Works]:
    """What tends to work, by kind of act; only moves that were measured."""
    soon = {row.act: row for row in recovery([(move.act, move.outcome_30) for move in moves], HELPED)}
    late = {row.act: row for row in recovery([(move.act, move.outcome_60) for move in moves], HELPED)}
    found = []
    for act in Act:
        one, two = soon.get(act.value), late.get(act.value)
        if one or two:
            soon_counts = (one.measured, one.better) if one else (0, 0)
            late_counts = (two.measured, two.better) if two else (0, 0)
            found.append(Works(str(act.label), *soon_counts, *late_counts))
    return found


def last_look(program: Program) -> Look | None:
    """The newest look at a program, or nothing."""
    return Look.objects.filter(program=program).order_by("-local_date", "-id").first()


def programs_to_look_at(now: datetime) -> list[Program]:
    """Running programs that were not looked at on their local day, once it is morning there."""
    found = []
    for program in running_programs():
        local = now.astimezone(ZoneInfo(program.time_zone))
        if local.hour >= LOOK_FROM_HOUR and program.starts_on <= local.date():
            looked = Look.objects.filter(program=program, local_date=local.date())
            if not looked.exists():
                found.append(program)
    return found
