"""Moves: taken on, done, measured again, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from dashboards.enums import MOVE_STEPS, Act, MoveState
from dashboards.kpis.signals import outcome
from dashboards.models import Move, Signal
from dashboards.rules import ACTS_FOR, CHECK_AFTER
from dashboards.selectors.moves import locked_move, moves_to_measure
from dashboards.selectors.signal_words import concerns_groups
from programs.selectors.remits import segments_seen

if TYPE_CHECKING:
    from datetime import date, datetime

    from belonging.tenancy.models import Membership
    from dashboards.selectors.noticing import Noticing
    from programs.models import Program


class MoveRefused(BelongingError):
    """A move cannot be taken on, or go on, like that."""

    code = "move_refused"


class NotMeasuredYet(MoveRefused):
    """A move closes only once it was measured again."""

    code = "not_measured_yet"


@transaction.atomic
def open_move(
    *, signal: Signal, act: Act, owner: Membership, due_on: date, actor: Membership, on: date, now: datetime
) -> Move:
    """This will open a move on something noticed; raises MoveRefused when somebody has one, or the act does not fit."""
    if act not in ACTS_FOR[signal.kind]:
        raise MoveRefused(_("This is not one of the acts that answer it."))
    if due_on < on:
        raise MoveRefused(_("Choose a day from today on."))
    if not concerns_groups(signal, segments_seen(signal.program, owner)):
        raise MoveRefused(_("Choose somebody who looks after that group."))
    try:
        with transaction.atomic():  # two who take it on at once meet the constraint
            move = Move.objects.create(
                program_id=signal.program_id, signal=signal, act=act, owner=owner, opened_on=on, due_on=due_on,
                before=signal.figure, basis=signal.basis,
            )  # fmt: skip
    except IntegrityError:
        raise MoveRefused(_("Somebody has taken this on already.")) from None
    record(actor=actor, verb="move.opened", target=move, now=now, act=act.value)
    return move


@transaction.atomic
def finish_move(*, move: Move, actor: Membership, on: date, now: datetime) -> Move:
    """This will say that a move was done today; from now on the days to its measures count. Raises MoveRefused."""
    held = _stepped(move, MoveState.DONE)
    held.done_on = on
    held.save(update_fields=["state", "done_on"])
    record(actor=actor, verb="move.done", target=held, now=now)
    return held


@transaction.atomic
def take_back_move(*, move: Move, actor: Membership, now: datetime) -> None:
    """This will take back a move that was not done yet; raises MoveRefused for one that was."""
    held = locked_move(move)
    if held.state != MoveState.OPEN:
        raise MoveRefused(_("What was done stays, so that it can be measured."))
    record(actor=actor, verb="move.taken_back", target=held, now=now)
    held.delete()


@transaction.atomic
def close_move(*, move: Move, actor: Membership, on: date, now: datetime) -> Move:
    """This will close a move; raises NotMeasuredYet before both measures, MoveRefused when it was not done."""
    held = _stepped(move, MoveState.CLOSED)
    if not held.outcome_30 or not held.outcome_60:
        raise NotMeasuredYet(_("It closes when it was measured again, 60 days after it was done."))
    held.closed_on = on
    held.save(update_fields=["state", "closed_on"])
    record(actor=actor, verb="move.closed", target=held, now=now, outcome=held.outcome_60)
    return held


@transaction.atomic
def measure_again(*, program: Program, found: Noticing, on: date, now: datetime) -> int:
    """This will measure again what is due after 30 and 60 days, and answer how many measures were taken."""
    soon, late = CHECK_AFTER
    there, taken = {row.key: row for row in found.rows}, 0
    for move in moves_to_measure(program, on - soon):
        signal = move.signal
        now_there = there.get((signal.kind, signal.subject))
        result = outcome(signal.kind, move.before, move.basis, now_there, is_still_measured=signal.kind in found.kinds)
        figure, fields = (now_there.figure if now_there else None), []
        if not move.outcome_30:
            move.after_30, move.outcome_30, fields = figure, result, ["after_30", "outcome_30"]
        if not move.outcome_60 and move.done_on and move.done_on + late <= on:
            move.after_60, move.outcome_60, fields = figure, result, [*fields, "after_60", "outcome_60"]
        if fields:
            move.save(update_fields=fields)
            record(actor=None, verb="move.measured", target=move, now=now, outcome=result)
            taken += 1
    return taken


def _stepped(move: Move, state: MoveState) -> Move:
    held = locked_move(move)
    if state not in MOVE_STEPS[held.state]:
        raise MoveRefused(_("This move is %(state)s already.") % {"state": held.get_state_display().lower()})
    held.state = state
    return held
