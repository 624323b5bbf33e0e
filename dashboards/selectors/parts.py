"""The measures of a program as plain parts, kept with each look so that programs and months stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.selectors.dashboard import beside_of
from dashboards.selectors.people_tiles import activity_shares
from network.selectors.round_pages import key_results
from network.selectors.snapshots import latest_snapshot
from programs.rules import FEWEST_PEOPLE

if TYPE_CHECKING:
    from datetime import datetime

    from network.models import Snapshot
    from programs.models import Program

Parts = dict[str, list[float]]


def measured_parts(program: Program, now: datetime) -> Parts:
    """What is known of each measure now, with how many people stand behind it; nothing about fewer than ten."""
    snapshot, beside = latest_snapshot(program), beside_of(program, now)
    found: dict[str, tuple[float | None, float]] = {}
    if beside.path.scores:
        newest = beside.path.scores[-1]
        found["belonging"] = newest.value, newest.answered
    if snapshot is not None and snapshot.people >= FEWEST_PEOPLE:
        found["degree"] = snapshot.degree_mean, snapshot.people
        found["clustering"] = snapshot.clustering_mean, snapshot.people
        found["path_length"] = snapshot.path_length_mean, snapshot.people
        found |= _shares(program, snapshot)
    if beside.leaving and beside.leaving[-1].everybody >= FEWEST_PEOPLE:
        found["dropout"] = beside.leaving[-1].left, beside.leaving[-1].everybody
    return {key: [float(value), float(people)] for key, (value, people) in found.items() if value is not None}


def chart_parts(program: Program, now: datetime) -> Parts:
    """The measures, and what has come in people and introductions: all that a key result may be linked to."""
    so_far = key_results(program)
    if so_far.people < FEWEST_PEOPLE:
        return measured_parts(program, now)
    counts = {"people": so_far.people, "introduced": so_far.introduced}
    return measured_parts(program, now) | {key: [float(count), float(so_far.people)] for key, count in counts.items()}


def _shares(program: Program, snapshot: Snapshot) -> dict[str, tuple[float | None, float]]:
    """What a count says in people: the last month that is over, and new meaningful ties."""
    found: dict[str, tuple[float | None, float]] = {}
    over, ties = activity_shares(program, snapshot)[:-1], snapshot.new_ties
    if over and over[-1].whole >= FEWEST_PEOPLE:
        found["activity"] = over[-1].part, over[-1].whole
    if ties and ties["people"] >= FEWEST_PEOPLE:
        found["new_ties"] = ties["reached"], ties["people"]
    return found
