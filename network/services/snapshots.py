"""What a program's network is like now: read as arrays, measured, and stored at once."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from numpy.typing import NDArray

from belonging.core.clock import today
from belonging.core.coverage import widest_few
from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.copying import insert_columns
from belonging.tenancy.enums import JobKind
from belonging.tenancy.jobs import ask
from belonging.tenancy.selectors import unfinished_job_about
from network.enums import Occasion
from network.graph import Graph, build_graph, without_people
from network.layout import place_people
from network.measures import NetworkMeasures, core_measures, measure_network
from network.mixing import Mixing, measure_mixing
from network.models import Measure, Snapshot
from network.new_ties import NewTieRule, new_tie_counts, pairs_met_often
from network.selectors.activity import count_activity
from network.selectors.map_updates import month_changes
from network.selectors.nights import LastCount, last_count
from network.selectors.snapshots import drawn_places, last_drawn, snapshots_with_pairs_before
from network.selectors.ties import Ends, People, counted_ties, heard_from, known_before, meetings, network_people
from programs.enums import ConsentMode
from programs.rules import FEWEST_PEOPLE
from programs.selectors.programs import locked_program, program_by_public_id

if TYPE_CHECKING:
    from belonging.tenancy.models import Job, Membership
    from programs.models import Program

# Part of the digest: raise it when a figure is computed differently, so that the next night counts everybody again.
WAY_OF_COUNTING = "5"
STEPS = 3
LARGE = 5_000  # people

Tell = Callable[[int, int, str], None]  # done, of how many, in words

FIGURES = (
    "people", "ties", "degree_mean", "clustering_mean", "transitivity", "path_length_mean", "reachable_share",
    "components", "largest_component", "isolates", "diameter", "density", "ei_index", "ei_expected", "modularity",
    "communities", "communities_modularity", "betweenness_error", "path_error",
)  # fmt: skip
BULKY = (
    "staff_count", "without_staff", "without_silent", "mixing", "degree_counts", "within_segments", "reach_of_few",
    "centrality",
)  # fmt: skip
BOUNDED = (
    "people", "ties", "degree_mean", "clustering_mean", "transitivity", "path_length_mean", "reachable_share",
    "components", "isolates", "density",
)  # fmt: skip
WITHIN = ("people", "ties", "degree_mean", "clustering_mean", "path_length_mean", "reachable_share", "isolates")
FEW = (3, 5, 10)
CENTRALITY = ("degree", "closeness", "betweenness", "eigenvector")
PER_PERSON = (
    "degree",
    "clustering",
    "core_number",
    "betweenness",
    "closeness",
    "eigenvector",
    "component",
    "community",
)


class SnapshotRefused(BelongingError):
    """The network of this program cannot be counted."""

    code = "snapshot_refused"


@transaction.atomic
def ask_snapshot(*, program: Program, asked_by: Membership, now: datetime) -> Job:
    """This will ask for the network to be counted now; asking again while that is unfinished gives the same job."""
    locked_program(program.pk)  # of two who ask at once, the second finds the first one's job
    waiting = unfinished_job_about(JobKind.TAKE_SNAPSHOT, program=str(program.public_id))
    if waiting is not None:
        return waiting
    arguments = {"program": str(program.public_id)}
    return ask(kind=JobKind.TAKE_SNAPSHOT, arguments=arguments, asked_by=asked_by, now=now)


def take_asked_snapshot(*, job: Job, now: datetime, tell: Tell) -> Snapshot:
    """This will take the snapshot that a job asks for; raises SnapshotRefused when its program is gone."""
    program = program_by_public_id(UUID(job.arguments["program"]))
    if program is None:
        raise SnapshotRefused(gettext_lazy("This program is no longer there."))
    on = today(program.time_zone, now)
    return take_snapshot(
        program=program, on=on, now=now, occasion=Occasion.ASKED, job=job.public_id, actor=job.asked_by, tell=tell
    )


@dataclass(frozen=True, eq=False)
class _Network:
    """What was read: one state of the database, and the program's snapshot before it."""

    program: Program
    people: People
    ends: Ends
    before: LastCount | None

    @cached_property
    def heard(self) -> NDArray[np.int64]:
        """Row ids of those who drew, wrote or answered something."""
        return heard_from(self.program)

    def digest(self, *, draws: bool) -> str:
        """The same as long as the same people, segments, staff and ties count by the same definition."""
        people, ends, program = self.people, self.ends, self.program
        names = json.dumps([WAY_OF_COUNTING, program.definition, program.consent_mode, people.segments, draws])
        digest = hashlib.sha256(names.encode())
        for array in (people.ids, people.segment_codes, people.is_staff, ends.low, ends.high, self.heard):
            digest.update(len(array).to_bytes(8, "big") + array.tobytes())
        return digest.hexdigest()


@dataclass(frozen=True, eq=False)
class _Counted:
    """What goes into the snapshot's row, and into the rows of its people: none where nothing had changed."""

    digest: str
    figures: dict[str, Any]
    columns: dict[str, Any]


@transaction.atomic(savepoint=False)
def take_snapshot(
    *,
    program: Program,
    on: date,
    now: datetime,
    occasion: Occasion,
    job: UUID | None = None,
    actor: Membership | None = None,
    tell: Tell = lambda done, total, message: None,
) -> Snapshot:
    """
    This will measure a program's network and store the snapshot with one row a person, or say that nothing had changed.

    A night, and a job, has one snapshot: taken again, by this worker or another at the same moment, it gives that one.
    """
    tell(0, STEPS, _("Reading ties"))
    people = network_people(program, on)
    network = _Network(program, people, counted_ties(program, on, people), last_count(program))
    tell(1, STEPS, _("Measuring"))
    counted = _counted(network, draws=_may_draw(program, occasion))
    tell(2, STEPS, _("Writing"))
    row = Snapshot(
        program=program, local_date=on, taken_at=now, occasion=occasion, job=job,
        definition=program.definition, edges_digest=counted.digest, map_changes=month_changes(program, on),
        new_ties=_new_ties(program, people, on),
        activity=count_activity(program, on, network.before.months if network.before else []),
        **counted.figures,
    )  # fmt: skip
    if not _is_stored(row):
        # Taken before, or by a worker a moment quicker; until that one commits, the constraint makes this one wait.
        quicker: Snapshot = Snapshot.objects.get(program=program, **_once(on, occasion, job))
        return quicker
    if counted.columns:
        same = {"organization": row.organization_id, "created_at": now, "snapshot": row.pk}
        insert_columns(Measure, same, counted.columns)
    if row.carried_from_id is None and (row.pairs is not None or program.consent_mode == ConsentMode.SEGMENTS):
        # Only the newest drawing needs to know who is tied to whom; the figures are kept for ever, the pairs are not.
        snapshots_with_pairs_before(row).update(pairs=None)
    record(actor=actor, verb="snapshot.taken", target=row, now=now, people=row.people, ties=row.ties)
    return row


def _may_draw(program: Program, occasion: Occasion) -> bool:
    """
    Whether a count may come with a drawing. Dots are drawn anew by nights alone, once there is a drawing: whoever logs
    one tie, counts, and lays the two drawings side by side would see which dot is whom.
    """
    if program.consent_mode == ConsentMode.DOTS and occasion == Occasion.ASKED:
        return last_drawn(program) is None
    return program.consent_mode != ConsentMode.SEGMENTS


def _new_ties(program: Program, people: People, on: date) -> dict[str, Any]:
    """Counted every night: meeting the same person again changes nothing else."""
    rule = NewTieRule(program.new_tie_count, program.new_tie_meetings, program.new_tie_within)
    often = pairs_met_often(*meetings(program, on), rule)
    counts = new_tie_counts(people.ids.tolist(), often, known_before(program) if often else [])
    reached = sum(count >= rule.ties for count in counts.values())
    return {"definition": rule.label, "people": len(counts), "reached": reached, "ties": len(often)}


def _is_stored(row: Snapshot) -> bool:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return False
    return True


def _once(on: date, occasion: Occasion, job: UUID | None) -> dict[str, Any]:
    return {"occasion": occasion, "local_date": on} if job is None else {"occasion": occasion, "job": job}


def _counted(network: _Network, *, draws: bool) -> _Counted:
    before, people, ends = network.before, network.people, network.ends
    # What was drawn serves whoever may not draw, too: it is the same drawing.
    for digest in (network.digest(draws=draws), network.digest(draws=True)):
        if before is not None and before.digest == digest:
            return _Counted(digest, figures=_carried(before), columns={})
    graph = build_graph((ends.low, ends.high), people.ids)
    threads = min(2, os.cpu_count() or 1) if len(people) >= LARGE else 1  # a small network is done before they begin
    measured = measure_network(graph, people.segment_codes, people.is_staff, network.program.pk, threads)
    columns = {name: getattr(measured, name) for name in PER_PERSON}
    columns |= {"participant": people.ids, "segment": people.segment_names}
    figures = _figures(measured, people) | {"without_silent": _without_silent(network, graph)}
    figures["mixing"] = _mixing(measured, people, graph)
    figures |= {"within_segments": _within_segments(people, graph), "reach_of_few": _reach_of_few(graph)}
    figures["centrality"] = _centrality(measured)
    if draws:
        columns |= _places(network, graph)
        figures["pairs"] = {"low": ends.low.tolist(), "high": ends.high.tolist()}
    return _Counted(network.digest(draws=draws), figures, columns)


def _mixing(measured: NetworkMeasures, people: People, graph: Graph) -> dict[str, Any]:
    """
    The table of segments. Who has none is in it as a segment without a name: were they left out, all ties less the
    table's would be theirs, of one or two people perhaps.
    """
    segments = people.segments
    table = Mixing(measured.segment_sizes, measured.mixing, measured.mixing_expected, None, None, None)
    unplaced = people.segment_codes < 0
    if unplaced.any():
        segments = [*segments, ""]
        codes = np.where(unplaced, len(people.segments), people.segment_codes)
        table = measure_mixing(graph, codes.astype(np.int32), len(segments))
    return {
        "segments": segments,
        "sizes": table.sizes.tolist(),
        "ties": table.ties.tolist(),
        "expected": table.expected.tolist(),
    }


def _within_segments(people: People, graph: Graph) -> list[dict[str, Any]]:
    """The figures of each segment as if there were no other, where it is a crowd."""
    found = []
    for code, name in enumerate(people.segments):
        others = people.segment_codes != code
        if int((~others).sum()) >= FEWEST_PEOPLE:
            measured = core_measures(without_people(graph, others))
            found.append({"segment": name} | {figure: getattr(measured, figure) for figure in WITHIN})
    return found


def _centrality(measured: NetworkMeasures) -> dict[str, list[float]] | None:
    """How central people are: what a quarter, half and three quarters of them have at most, by each measure."""
    if not measured.people:
        return None
    return {name: np.quantile(getattr(measured, name), (0.25, 0.5, 0.75)).tolist() for name in CENTRALITY}


def _reach_of_few(graph: Graph) -> dict[str, int]:
    """How many are reached by so many; of fewer, one of them would be known by the number of their ties."""
    reached = widest_few(len(graph), *graph.ends(), max(FEW))[1]
    return {str(few): reached[few - 1] for few in FEW if few <= len(reached)}


def _without_silent(network: _Network, graph: Graph) -> dict[str, Any] | None:
    """
    The figures among those who were heard from. Somebody who says nothing has no ties, or fewer than they have: the
    truth lies between the two.
    """
    heard = np.isin(network.people.ids, network.heard)
    silent = int((~heard).sum())
    if not silent or not heard.any():
        return None
    measured = core_measures(without_people(graph, ~heard))
    return {name: getattr(measured, name) for name in BOUNDED} | {"silent": silent}


def _places(network: _Network, graph: Graph) -> dict[str, Any]:
    """Where each person is drawn: near their last place, so that eyes find them again."""
    people = network.people
    previous = np.full((len(people), 2), np.nan)
    drawn_before = last_drawn(network.program)
    if drawn_before is not None:
        known = {person: (x, y) for person, x, y in drawn_places(drawn_before)}
        rows = [(place, known[person]) for place, person in enumerate(people.ids.tolist()) if person in known]
        for place, spot in rows:
            previous[place] = spot
    drawn = place_people(graph, previous, people.segment_codes, network.program.pk)
    return {"x": drawn[:, 0], "y": drawn[:, 1]}


def _carried(before: LastCount) -> dict[str, Any]:
    same = Snapshot.objects.values(*FIGURES, *BULKY).get(pk=before.pk)
    return {**same, "carried_from_id": before.counted_in}


def _figures(measured: NetworkMeasures, people: People) -> dict[str, Any]:
    without = measured.without_staff
    return _plain(measured) | {
        "staff_count": int(people.is_staff.sum()),
        "without_staff": None if without is None else _plain(without),
        "degree_counts": measured.degree_counts.tolist(),
    }


def _plain(measured: NetworkMeasures) -> dict[str, Any]:
    return {name: getattr(measured, name) for name in FIGURES}
