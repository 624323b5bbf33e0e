"""One row in each table of dashboards, for the guards: something noticed, a move on it, a brief with both."""

from dataclasses import dataclass

from dashboards.enums import Act, SignalKind
from dashboards.models import Brief, BriefWish, Look, Move, Signal
from programs.models import Participant, Program
from tests.cast import NOON, TODAY


@dataclass(frozen=True)
class DashboardRows:
    """What stands there."""

    signal: Signal  # nobody has taken it on
    move: Move


def plant_dashboard(program: Program, owner: Participant) -> DashboardRows:
    """Two things noticed, one of them taken on; needs an open scope."""
    Look.objects.create(program=program, local_date=TODAY, looked_at=NOON)
    free, taken = (
        Signal.objects.create(
            program=program, kind=kind, subject="Care", figure=2, of=12, weight=2, basis="count", noticed_on=TODAY
        )
        for kind in (SignalKind.APART, SignalKind.QUIET)
    )
    move = Move.objects.create(
        program=program, signal=taken, act=Act.REACH, owner=owner.membership, opened_on=TODAY, due_on=TODAY,
        before=2, basis="count",
    )  # fmt: skip
    BriefWish.objects.get_or_create(membership=owner.membership, defaults={"minutes": 40})
    Brief.objects.create(
        program=program, membership=owner.membership, week_on=TODAY, minutes=40,
        lines=[{"key": str(free.public_id), "minutes": 15}],
    )  # fmt: skip
    return DashboardRows(free, move)
