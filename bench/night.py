"""
A night of many programs, one worker: from ties in PostgreSQL to snapshots stored, against the same night done plainly.

Both store the same figures (with staff and without, of each segment, of those whom a few reach, of what people did and
whom they met), one row a person, in one transaction a program. The plain night reads model objects, measures with
networkx and writes with bulk_create; it is run for some of the programs, its figures are compared with ours, and its
time is multiplied. `python -m bench night` runs it.
"""

import io
import json
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import psutil
import pytest
from django.contrib.postgres.fields import ArrayField
from django.db.models import Model


@dataclass(frozen=True)
class Passed:
    """Seconds by the clock, and seconds in which this process or its server process was at work."""

    seconds: float
    busy: float


# Figures that are compared; communities, and all that hangs on them, depend on the order of looking.
SAME = (
    "people", "ties", "degree_mean", "clustering_mean", "transitivity", "path_length_mean", "reachable_share",
    "components", "largest_component", "isolates", "diameter", "density", "ei_index", "ei_expected", "modularity",
)  # fmt: skip
PEOPLE, TIES, SEGMENTS, STAFF, PER_ORGANIZATION = 100, 600, 6, 2, 50
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = NOW.date()


def main(programs: int = 1000, plain_programs: int = 30) -> None:
    """Seeds, takes both nights, prints."""
    import django

    django.setup()
    from django.db import connections

    from network.compiling import compile_kernels

    compile_kernels()
    seed(programs)
    print(f"{programs} programs of {PEOPLE} people and {TIES} ties, {STAFF} of them staff; one worker")
    with stopwatch() as opening:
        open_ledger(NOW)
    ours, plain = both_nights(plain_programs)
    assert len(ours) == programs
    open_ledger(NOW + timedelta(days=1))
    carried = [taken(*night, NOW + timedelta(days=1)) for night in due_nights()]
    print(f"ledger opened and every night offered: {opening[0].seconds:.2f} s")
    print(f"the night: {told(ours)} (goal: at most 60 s)")
    print(f"a night on which nothing had changed: {told(carried)}")
    print(f"the plain night, programs of it: {told(plain)}")
    by_clock, by_work = (mean(plain, kind) / mean(ours, kind) for kind in ("seconds", "busy"))
    print(f"ratio: {by_clock:.1f} by the clock, {by_work:.1f} by processor time (goal: at least 15)")
    print(f"the whole plain night, reckoned: {mean(plain, 'seconds') * programs:.0f} s")
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE tenancy_organization CASCADE")
    connections.close_all()


def told(passed: list[Passed]) -> str:
    """All of it, and the usual program."""
    usual = statistics.median(one.seconds for one in passed) * 1000
    busy = mean(passed, "busy") * 1000
    whole = sum(one.seconds for one in passed)
    return f"{len(passed)} in {whole:.1f} s, {usual:.1f} ms each in the median, {busy:.1f} ms of it busy"


def mean(passed: list[Passed], kind: str) -> float:
    """The mean of the seconds, or of those in which a processor was at work."""
    return statistics.fmean(getattr(one, kind) for one in passed)


def open_ledger(now: datetime) -> None:
    """The beat's tick: what programs owe becomes rows, and each is offered to the workers."""
    from network.services.nights import open_due_nights

    open_due_nights(now=now)


def due_nights() -> list[tuple[UUID, UUID]]:
    """What the tasks in the queue name."""
    from belonging.tenancy.scope import unscoped
    from network.models import Night

    with unscoped("benchmark"):
        return list(Night.objects.filter(state="due").values_list("organization_id", "public_id"))


def both_nights(plain_count: int) -> tuple[list[Passed], list[Passed]]:
    """Seconds of each program: all of them as the worker does it and, in between, some of them plainly."""
    from belonging.tenancy.scope import unscoped
    from network.models import Snapshot
    from programs.models import Program

    with unscoped("benchmark"):
        programs = list(Program.objects.order_by("id")[:plain_count])
    nights = due_nights()
    ours, plain = [], []
    for number, night in enumerate(nights):
        ours.append(taken(*night, NOW))
        # Spread over the whole night, so that both meet the machine in the same moods.
        if number * plain_count // len(nights) == len(plain):
            plain.append(taken_plainly(programs[len(plain)]))
    with unscoped("benchmark"):
        assert Snapshot.objects.filter(local_date=DAY).count() == len(nights)
        for program in programs:
            compare(*Snapshot.objects.filter(program=program).order_by("local_date"))
    return ours, plain


def compare(ours: Any, plain: Any) -> None:
    """Stops where the two nights of a program do not say the same."""
    for name in SAME:
        assert getattr(ours, name) == pytest.approx(getattr(plain, name)), name
    assert (ours.reach_of_few, ours.degree_counts) == (plain.reach_of_few, plain.degree_counts)
    for mine, theirs in zip(ours.within_segments, plain.within_segments, strict=True):
        assert mine == pytest.approx(theirs), mine["segment"]


def taken(organization_id: UUID, night_id: UUID, now: datetime) -> Passed:
    """The time in which the worker does one task."""
    from network.services.nights import take_night

    with stopwatch() as one:
        assert take_night(organization_id=organization_id, night_id=night_id, now=now) is not None
    return one[0]


def taken_plainly(program: Any) -> Passed:
    """The time of one program as one would first write it."""
    from belonging.tenancy.scope import open_scope

    with stopwatch() as one, open_scope(program.organization_id):
        plain_snapshot(program)
    return one[0]


def plain_snapshot(program: Any) -> None:
    """One program with model objects and networkx."""
    import networkx as nx

    from network.models import Measure, Snapshot, Tie
    from programs.models import Participant

    rows = Participant.objects.filter(program=program, state="active").select_related("membership")
    people = {person.pk: person for person in rows}
    graph = nx.Graph()
    graph.add_nodes_from(people)
    for tie in Tie.objects.filter(program=program, mutual_count__gt=0):
        if tie.low_id in people and tie.high_id in people:
            graph.add_edge(tie.low_id, tie.high_id)
    figures, each = plain_figures(graph, people)
    others = [pk for pk, person in people.items() if person.membership.role == "participant"]
    without, _ = plain_figures(graph.subgraph(others), people)
    snapshot = Snapshot.objects.create(
        program=program, local_date=DAY + timedelta(days=2), taken_at=NOW, definition=program.definition,
        edges_digest="plain", without_staff=without, staff_count=STAFF,
        within_segments=plain_segments(graph, people), reach_of_few=plain_reach(graph),
        **plain_doings(program), **figures,
    )  # fmt: skip
    Measure.objects.bulk_create(
        Measure(
            snapshot=snapshot, participant_id=pk, segment=person.segment, **{key: row[pk] for key, row in each.items()}
        )
        for pk, person in people.items()
    )


def plain_segments(graph: Any, people: dict[int, Any]) -> list[dict[str, Any]]:
    """What each segment is like as if there were no other, by networkx."""
    import networkx as nx

    found = []
    for segment in sorted({person.segment for person in people.values()}):
        part = graph.subgraph([pk for pk, person in people.items() if person.segment == segment])
        size = len(part)
        lengths = [far for _, row in nx.all_pairs_shortest_path_length(part) for far in row.values() if far]
        found.append({
            "segment": segment, "people": size, "ties": part.number_of_edges(),
            "degree_mean": 2 * part.number_of_edges() / size, "clustering_mean": nx.average_clustering(part),
            "path_length_mean": sum(lengths) / len(lengths), "reachable_share": len(lengths) / (size * (size - 1)),
            "isolates": nx.number_of_isolates(part),
        })  # fmt: skip
    return found


def plain_reach(graph: Any) -> dict[str, int]:
    """How many are reached by three, five and ten people, each the one who adds most."""
    reached: set[int] = set()
    counts = []
    for _ in range(10):
        one = max(sorted(graph), key=lambda pk: len({pk, *graph[pk]} - reached))
        reached |= {one, *graph[one]}
        counts.append(len(reached))
    return {str(few): counts[few - 1] for few in (3, 5, 10)}


def plain_doings(program: Any) -> dict[str, Any]:
    """What people did in which month, whom they met, and what changed on their maps: nothing yet in these programs."""
    from network.models import Interaction, InteractionPartner, Map, MapUpdate
    from programs.models import Participant, PersonStep, Promise, Reply

    joined = [place for place in Participant.objects.filter(program=program) if place.joined_on]
    did = [
        *Interaction.objects.filter(program=program, taken_back_at=None),
        *InteractionPartner.objects.filter(program=program, state="mutual").select_related("interaction"),
        *MapUpdate.objects.filter(map__program=program),
        *PersonStep.objects.filter(participant__program=program, done_at__isnull=False),
        *Promise.objects.filter(participant__program=program, done_at__isnull=False),
        *Reply.objects.filter(event__program=program, attendance="present").select_related("event"),
    ]
    assert not did
    return {
        "activity": {"months": [], "ever": 0, "everybody": len(joined)},
        "map_changes": {"maps": Map.objects.filter(program=program, frozen_at__isnull=False).count()},
        "new_ties": {"people": 0, "reached": 0, "ties": 0},
    }


def plain_figures(graph: Any, people: dict[int, Any]) -> tuple[dict[str, Any], dict[str, dict[int, Any]]]:
    """Every figure of a snapshot, by networkx."""
    import networkx as nx

    size = len(graph)
    degree, clustering = dict(graph.degree), nx.clustering(graph)
    parts = sorted(nx.connected_components(graph), key=len, reverse=True)
    communities = nx.community.louvain_communities(graph, seed=1)
    lengths = [far for _, row in nx.all_pairs_shortest_path_length(graph) for far in row.values() if far]
    segments = {pk: people[pk].segment for pk in graph}
    nx.set_node_attributes(graph, segments, "segment")
    mixing = nx.attribute_mixing_dict(graph, "segment")
    outside = sum(segments[one] != segments[other] for one, other in graph.edges)
    by_segment = [{pk for pk in graph if segments[pk] == name} for name in sorted(set(segments.values()))]
    inside_pairs = sum(len(group) * (len(group) - 1) for group in by_segment) / (size * (size - 1))
    figures = {
        "people": size, "ties": graph.number_of_edges(), "degree_mean": sum(degree.values()) / size,
        "clustering_mean": sum(clustering.values()) / size, "transitivity": nx.transitivity(graph),
        "path_length_mean": sum(lengths) / len(lengths), "reachable_share": len(lengths) / (size * (size - 1)),
        "components": len(parts), "largest_component": len(parts[0]), "isolates": nx.number_of_isolates(graph),
        "diameter": nx.diameter(graph.subgraph(parts[0])), "density": nx.density(graph),
        "ei_index": 2 * outside / graph.number_of_edges() - 1, "ei_expected": 1 - 2 * inside_pairs,
        "modularity": nx.community.modularity(graph, by_segment), "communities": len(communities),
        "communities_modularity": nx.community.modularity(graph, communities),
        "mixing": mixing, "degree_counts": nx.degree_histogram(graph),
    }  # fmt: skip
    each = {
        "degree": degree, "clustering": clustering, "core_number": nx.core_number(graph),
        "betweenness": nx.betweenness_centrality(graph), "closeness": nx.closeness_centrality(graph),
        "eigenvector": nx.eigenvector_centrality(graph, max_iter=1000), "component": labels(parts),
        "community": labels(communities),
    }  # fmt: skip
    return figures, each


def labels(groups: list[set[int]]) -> dict[int, int]:
    """The number of each person's group."""
    return {pk: number for number, group in enumerate(groups) for pk in group}


def seed(programs: int, size: int = PEOPLE, tied: int = TIES, now: datetime = NOW) -> None:
    """Organizations, programs, people and ties by COPY, as the owner, whom row-level security lets pass."""
    from django.db import connections

    from belonging.tenancy.models import Membership, Organization
    from network.models import Tie
    from programs.models import Participant, Program

    random = np.random.default_rng(1)
    owners = [uuid4() for _ in range(-(-programs // PER_ORGANIZATION))]
    of = [owners[number // PER_ORGANIZATION] for number in range(programs)]
    usual, starts_on = now.isoformat(), str((now - timedelta(days=64)).date())
    people = [(number * size + place + 1, number, place) for number in range(programs) for place in range(size)]
    with connections["owner"].cursor() as cursor:
        copy(cursor, Organization, (
            {"id": owner, "name": "Northlight", "slug": f"northlight-{number}", "created_at": usual}
            for number, owner in enumerate(owners)
        ))  # fmt: skip
        copy(cursor, Program, (
            row(number + 1, of[number]) | {
                "name": "Common Ground", "slug": f"common-{number}", "state": "running", "starts_on": starts_on,
                "started_at": usual, "segment_attribute": "Department", "consent_mode": "segments",
            }
            for number in range(programs)
        ))  # fmt: skip
        copy(cursor, Membership, (
            row(pk, of[number]) | {
                "name": f"Person {place}", "role": "facilitator" if place < STAFF else "participant",
            }
            for pk, number, place in people
        ))  # fmt: skip
        copy(cursor, Participant, (
            row(pk, of[number]) | {
                "program_id": number + 1, "membership_id": pk, "state": "active",
                "segment": f"Segment {place % SEGMENTS}",
            }
            for pk, number, place in people
        ))  # fmt: skip
        copy(cursor, Tie, (
            row(pk, of[number]) | {"program_id": number + 1, "low_id": low, "high_id": high, "mutual_count": 3}
            for pk, number, low, high in ties(random, programs, size, tied)
        ))  # fmt: skip
        cursor.execute("ANALYZE")
    connections["owner"].close()


def row(pk: int, organization: UUID) -> dict[str, Any]:
    """What every row of a tenant table holds."""
    return {"id": pk, "public_id": uuid4(), "created_at": NOW.isoformat(), "organization_id": organization}


def ties(random: Any, programs: int, size: int, tied: int) -> Iterator[tuple[int, int, int, int]]:
    """Ties of small worlds, rings of near neighbours with some ties thrown far: key, program, and both ends."""
    pk = 0
    for number in range(programs):
        found: set[tuple[int, int]] = set()
        while len(found) < tied:
            one, step = int(random.integers(size)), int(random.integers(1, 8))
            other = int(random.integers(size)) if random.random() < 0.15 else (one + step) % size
            if one != other:
                found.add((min(one, other), max(one, other)))
        for one, other in sorted(found):
            pk += 1
            yield pk, number, number * size + one + 1, number * size + other + 1


def copy(cursor: Any, model: type[Model], rows: Iterator[dict[str, Any]]) -> None:
    """COPY of rows of plain values; what a row does not name is as the model has it by default."""
    usual = {
        field.attname: tuple(field.get_default()) if isinstance(field, ArrayField) else field.get_default()
        for field in model._meta.local_concrete_fields
    }
    text = io.StringIO("".join("\t".join(map(plain, (usual | row).values())) + "\n" for row in rows))
    cursor.copy_expert(f"COPY {model._meta.db_table} ({', '.join(usual)}) FROM STDIN", text)


def plain(value: Any) -> str:
    """A value as COPY reads it: a tuple as an array, a list as JSON."""
    if value is None:
        return r"\N"
    if isinstance(value, tuple):
        return f"{{{','.join(map(plain, value))}}}"
    return json.dumps(value) if isinstance(value, dict | list) else str(value)


@contextmanager
def stopwatch() -> Iterator[list[Passed]]:
    """What passed, in a list of one."""
    passed: list[Passed] = []
    busy, begun = busy_seconds(), time.perf_counter()
    yield passed
    seconds = time.perf_counter() - begun
    passed.append(Passed(seconds, busy_seconds() - busy))


def busy_seconds() -> float:
    """Processor time so far of this process and of the server process that answers it."""
    from django.db import connection

    connection.ensure_connection()
    server = psutil.Process(connection.connection.info.backend_pid).cpu_times()
    return time.process_time() + float(server.user + server.system)
