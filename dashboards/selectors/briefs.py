"""What may stand in a week's brief, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.enums import Act, MoveState
from dashboards.kpis.signals import Candidate
from dashboards.models import Brief, BriefWish, Move, Signal
from dashboards.rules import ACTS_FOR, MINUTES, SAID_IN_SURVEYS
from dashboards.selectors.moves import live_signals, moves_of
from dashboards.selectors.signal_words import SignalWords, signal_words
from programs.selectors.remits import segments_seen

if TYPE_CHECKING:
    from datetime import date

    from belonging.tenancy.models import Membership
    from programs.models import Program
    from programs.selectors.programs import Segments


@dataclass(frozen=True)
class BriefLine:
    """One line: what was noticed, what to do about it, how long that takes; `move` once somebody has taken it on."""

    signal: Signal
    words: SignalWords
    act: Act
    minutes: int
    move: Move | None

    @property
    def acts(self) -> tuple[Act, ...]:
        """What may be chosen."""
        return ACTS_FOR[self.signal.kind]


def candidates(program: Program, membership: Membership) -> list[Candidate]:
    """Everything live that is theirs and nobody else has taken on: own open moves, and signals without a move."""
    taken = {move.signal_id: move for move in moves_of(program) if move.state != MoveState.CLOSED}
    found = []
    for signal in live_signals(program, segments_seen(program, membership)):
        move = taken.get(signal.pk)
        act = move.act if move else ACTS_FOR[signal.kind][0]
        if move is None or (move.state == MoveState.OPEN and move.owner_id == membership.pk):
            found.append(
                Candidate(
                    str(signal.public_id), signal.weight, MINUTES[act], is_due=move is not None,
                    is_said=signal.kind in SAID_IN_SURVEYS,
                )
            )  # fmt: skip
    return found


def briefs_of_week(program: Program, week_on: date) -> list[Brief]:
    """Every brief of a program's week, in the order they were written."""
    return list(Brief.objects.filter(program=program, week_on=week_on).order_by("id"))


def brief_of(program: Program, membership: Membership, week_on: date) -> Brief | None:
    """Somebody's brief of a week, or nothing."""
    return Brief.objects.filter(program=program, membership=membership, week_on=week_on).first()


def brief_lines(brief: Brief, live: Iterable[Signal], moves: Iterable[Move], segments: Segments) -> list[BriefLine]:
    """The lines of a brief that are still there and were not done, best first: of what is live, and what was tried."""
    keys = [line["key"] for line in brief.lines]
    there = {str(signal.public_id): signal for signal in live}
    taken = {move.signal_id: move for move in moves if move.state != MoveState.CLOSED}
    lines = [_line(there[key], taken.get(there[key].pk), segments) for key in keys if key in there]
    return [line for line in lines if line.move is None or line.move.state == MoveState.OPEN]


def waiting_lines(
    live: Iterable[Signal], moves: Iterable[Move], besides: Iterable[BriefLine], segments: Segments
) -> list[BriefLine]:
    """What of the live was noticed, has no move, and does not stand in the brief: the rest waits."""
    taken = {move.signal_id for move in moves if move.state != MoveState.CLOSED}
    left_out = taken | {line.signal.pk for line in besides}
    return [_line(signal, None, segments) for signal in live if signal.pk not in left_out]


def _line(signal: Signal, move: Move | None, segments: Segments) -> BriefLine:
    act = Act(move.act) if move else ACTS_FOR[signal.kind][0]
    return BriefLine(signal, signal_words(signal, segments), act, MINUTES[act], move)


def wishes_of(memberships: Iterable[Membership]) -> dict[int, BriefWish]:
    """What these people said of their time, by row id."""
    rows = BriefWish.objects.filter(membership__in=list(memberships)).order_by("id")
    return {row.membership_id: row for row in rows}
