"""Everything that is to be noticed in a program today, from the selectors of the apps below; read once a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.enums import SignalKind
from dashboards.kpis.findings import Finding, FindingKind, Severity, findings
from dashboards.kpis.signals import Noticed
from dashboards.rules import BETWEEN_GROUPS, LOWEST_ITEMS, STEP_LEFT_OPEN
from dashboards.selectors.network import snapshot_facts
from mentoring.selectors.care import silent_pairs
from network.selectors.outreach import people_to_reach
from network.selectors.snapshots import highest_betweenness, latest_snapshot
from programs.rules import FEWEST_IN_A_GROUP, FEWEST_PEOPLE
from programs.selectors.mixes import planned_mix
from programs.selectors.signals import months_without_doing, step_turns, welcomed
from surveys.selectors.results import WEAK, result_of
from surveys.selectors.waves import ended_waves

if TYPE_CHECKING:
    from datetime import date

    from programs.models import Program

WEIGHTS = {Severity.CARE: 3, Severity.LOOK: 2, Severity.NOTE: 1}
IN_THE_NETWORK = frozenset(SignalKind(kind.value) for kind in FindingKind)
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Noticing:
    """What was noticed, and which kinds could be looked for at all: what is not among them may still be there."""

    rows: tuple[Noticed, ...]
    kinds: frozenset[str]


def noticing(program: Program, on: date) -> Noticing:
    """Everything noticed on a day, network, participation, pairs, plan and published results."""
    rows: list[Noticed] = []
    kinds: set[str] = set()
    for look in (_network, _low_items, _participation, _pairs, _steps, _plan, _welcomes):
        found, looked_for = look(program, on)
        rows += found
        kinds |= looked_for
    return Noticing(tuple(rows), frozenset(kinds))


Found = tuple[list[Noticed], set[str]]


def _network(program: Program, on: date) -> Found:
    snapshot = latest_snapshot(program)
    if snapshot is None or snapshot.people < FEWEST_PEOPLE:
        return [], set()
    basis = f"count {snapshot.taken_at.isoformat(timespec='seconds')}"
    found = findings(snapshot_facts(snapshot, highest_betweenness(snapshot)))
    rows = {row.key: row for row in (_finding(one, basis) for one in found)}
    return list(rows.values()), set(IN_THE_NETWORK)


def _finding(one: Finding, basis: str) -> Noticed:
    figure = _FIGURES[one.kind](one)
    of = float(one.of) if one.of else None
    return Noticed(
        one.kind.value, BETWEEN_GROUPS.join(one.groups)[:LONGEST_SUBJECT], figure, of, WEIGHTS[one.severity], basis
    )


# How much of it there is; it grows or falls as dashboards.kpis.signals.RISES says.
_FIGURES: dict[FindingKind, Callable[[Finding], float]] = {
    FindingKind.PIECES: lambda one: one.count,
    FindingKind.HELD_BY_STAFF: lambda one: one.share,
    FindingKind.HELD_BY_ONE: lambda one: one.share,
    FindingKind.ALL_APART: lambda one: one.count,
    FindingKind.APART: lambda one: one.count,
    FindingKind.CIRCLES: lambda one: one.share,
    FindingKind.ISOLATES: lambda one: one.count,
    FindingKind.REACH: lambda one: one.share,
    FindingKind.INWARD: lambda one: one.share,
}


def _low_items(program: Program, on: date) -> Found:
    """The lowest statements, each as the newest survey that asked it published it."""
    newest: dict[str, Noticed] = {}
    for wave in sorted(ended_waves(program), key=lambda one: (one.opens_on, one.pk)):
        result = result_of(wave, for_staff=True, segments=None)
        for item in result.items if result else ():
            if item.value is not None:
                subject, basis = item.label[:LONGEST_SUBJECT], f"survey {wave.public_id}"
                newest[subject] = Noticed(SignalKind.LOW_ITEM.value, subject, item.value, 5, 2, basis)
    low = sorted((row for row in newest.values() if row.figure < WEAK), key=lambda row: (row.figure, row.subject))
    return low[:LOWEST_ITEMS], {SignalKind.LOW_ITEM.value} if newest else set()


def _participation(program: Program, on: date) -> Found:
    quiet = len(people_to_reach(program, on, segments=None))
    row = Noticed(SignalKind.QUIET.value, "", quiet, None, 2 if quiet >= FEWEST_IN_A_GROUP else 1, str(on))
    return [row] if quiet else [], {SignalKind.QUIET.value}


def _pairs(program: Program, on: date) -> Found:
    silent = len(silent_pairs(program, on))
    row = Noticed(SignalKind.SILENT_PAIRS.value, "", silent, None, 2, str(on))
    return [row] if silent else [], {SignalKind.SILENT_PAIRS.value}


def _steps(program: Program, on: date) -> Found:
    """Steps that more than half of those they asked left open; of a step with several turns the newest."""
    kind = SignalKind.STEP.value
    turns = {turn.title[:LONGEST_SUBJECT]: turn for turn in step_turns(program, on)}
    rows = [
        Noticed(kind, title, turn.done / turn.asked, turn.asked, 1, str(on))
        for title, turn in turns.items()
        if 1 - turn.done / turn.asked > STEP_LEFT_OPEN
    ]
    lowest = sorted(rows, key=lambda row: (row.figure, row.subject))[:LOWEST_ITEMS]
    return lowest, {kind}


def _plan(program: Program, on: date) -> Found:
    empty, off = SignalKind.NO_DOING.value, SignalKind.MIX_OFF.value
    rows = [Noticed(empty, str(month), 0, None, 2, str(on)) for month in months_without_doing(program, on)]
    mix = planned_mix(program).whole
    if mix.minutes and mix.is_off:
        rows.append(Noticed(off, mix.furthest.label, abs(mix.furthest.off_by), None, 1, str(on)))
    return rows, {empty, off}


def _welcomes(program: Program, on: date) -> Found:
    came = welcomed(program, on)
    row = Noticed(SignalKind.UNWELCOMED.value, "", came.without, came.people, 2, str(on))
    return [row] if came.without else [], {SignalKind.UNWELCOMED.value}
