"""
A night of many programs, one worker: from ties in PostgreSQL to snapshots stored, against the same night in plain words.

Both store the same figures (with staff and without), one row a person, in one transaction a program. The plain night
reads model objects, measures with networkx and writes with bulk_create; it is run for some of the programs and
multiplied. `python -m bench night` runs it.
"""

import io
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import numpy as np

PEOPLE, TIES, SEGMENTS, STAFF, PER_ORGANIZATION = 100, 600, 6, 2, 50
NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = NOW.date()


def main(programs: int = 1000, plain_programs: int = 30) -> None:
    """Seeds, takes both nights, prints."""
    import django

    django.setup()
    from django.db import connections

    seed(programs)
    print(f"{programs} programs of {PEOPLE} people and {TIES} ties, {STAFF} of them staff; one worker")
    ours = own_night()
    carried = own_night(timedelta(days=1))
    plain = plain_night(plain_programs)
    whole = plain["seconds"] / plain["programs"] * programs
    print(f"ledger opened and every night offered: {ours['opened']:.2f} s")
    print(f"the night: {ours['seconds']:.1f} s, {ours['median'] * 1000:.1f} ms a program (goal: at most 60 s)")
    print(f"a night on which nothing had changed: {carried['seconds']:.1f} s")
    print(f"the plain night: {whole:.0f} s, reckoned from {plain['programs']} programs in {plain['seconds']:.1f} s")
    print(f"ratio: {whole / ours['seconds']:.1f} (goal: at least 15)")
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE tenancy_organization CASCADE")
    connections.close_all()


def own_night(later: timedelta = timedelta()) -> dict[str, float]:
    """Opens the ledger and does what the worker does for each task, one after the other."""
    from belonging.tenancy.scope import unscoped
    from network.compiling import compile_kernels
    from network.models import Night, Snapshot
    from network.services.nights import open_due_nights, take_night

    compile_kernels()
    with stopwatch() as opening:
        open_due_nights(now=NOW + later)
    with unscoped("benchmark"):
        nights = list(Night.objects.filter(state="due").values_list("organization_id", "public_id"))
    each = []
    with stopwatch() as whole:
        for organization_id, night_id in nights:
            with stopwatch() as one:
                take_night(organization_id=organization_id, night_id=night_id, now=NOW + later)
            each.append(one[0])
    with unscoped("benchmark"):
        assert Snapshot.objects.filter(local_date=DAY + later).count() == len(nights)
    return {"opened": opening[0], "seconds": whole[0], "median": statistics.median(each)}


def plain_night(count: int) -> dict[str, Any]:
    """The same night as one would first write it."""
    from belonging.tenancy.scope import open_scope, unscoped
    from programs.models import Program

    with unscoped("benchmark"):
        programs = list(Program.objects.order_by("id")[:count])
    with stopwatch() as whole:
        for program in programs:
            with open_scope(program.organization_id):
                plain_snapshot(program)
    return {"programs": len(programs), "seconds": whole[0]}


def plain_snapshot(program: Any) -> None:
    """One program with model objects and networkx."""
    import networkx as nx

    from network.models import Measure, Snapshot, Tie
    from programs.models import Participant

    people = {person.pk: person for person in Participant.objects.filter(program=program, state="active")}
    graph = nx.Graph()
    graph.add_nodes_from(people)
    for tie in Tie.objects.filter(program=program, mutual_count__gt=0):
        if tie.low_id in people and tie.high_id in people:
            graph.add_edge(tie.low_id, tie.high_id)
    figures, each = plain_figures(graph, people)
    without, _ = plain_figures(graph.subgraph(pk for pk, person in people.items() if not person.is_staff), people)
    snapshot = Snapshot.objects.create(
        program=program, local_date=DAY + timedelta(days=2), taken_at=NOW, definition=program.definition,
        edges_digest="plain", without_staff=without, staff_count=STAFF, **figures,
    )  # fmt: skip
    Measure.objects.bulk_create(
        Measure(snapshot=snapshot, participant_id=pk, segment=person.segment, **{key: row[pk] for key, row in each.items()})
        for pk, person in people.items()
    )


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
        "betweenness": nx.betweenness_centrality(graph), "component": labels(parts), "community": labels(communities),
    }  # fmt: skip
    return figures, each


def labels(groups: list[set[int]]) -> dict[int, int]:
    """The number of each person's group."""
    return {pk: number for number, group in enumerate(groups) for pk in group}


def seed(programs: int) -> None:
    """Organizations, programs, people and ties by COPY, as the owner, whom row-level security lets pass."""
    from django.db import connections

    random = np.random.default_rng(1)
    owners = [uuid4() for _ in range(-(-programs // PER_ORGANIZATION))]
    of = [owners[number // PER_ORGANIZATION] for number in range(programs)]
    usual = f"{NOW.isoformat()}"
    people = [(number * PEOPLE + place + 1, number, place) for number in range(programs) for place in range(PEOPLE)]
    with connections["owner"].cursor() as cursor:
        copy(cursor, "tenancy_organization (id, name, slug, created_at)", (
            (owner, "Northlight", f"northlight-{number}", usual) for number, owner in enumerate(owners)
        ))  # fmt: skip
        copy(cursor, "programs_program (id, public_id, created_at, organization_id, name, slug, state, starts_on, "
             "month_count, time_zone, segment_attribute, targets, tie_rule, tie_window, consent_mode, started_at)", (
            (number + 1, uuid4(), usual, of[number], "Common Ground", f"common-{number}", "running", date(2026, 1, 5), 12,
             "UTC", "Department", "{}", "mutual", "program", "segments", NOW.isoformat())
            for number in range(programs)
        ))  # fmt: skip
        copy(cursor, "tenancy_membership (id, public_id, created_at, organization_id, name, email, reference, role, "
             "attributes, state)", (
            (pk, uuid4(), usual, of[number], f"Person {place}", "", "", "participant", "{}", "active")
            for pk, number, place in people
        ))  # fmt: skip
        copy(cursor, "programs_participant (id, public_id, created_at, organization_id, program_id, membership_id, state, "
             "segment, is_staff, withdrawal_reason)", (
            (pk, uuid4(), usual, of[number], number + 1, pk, "active", f"Segment {place % SEGMENTS}", place < STAFF, "")
            for pk, number, place in people
        ))  # fmt: skip
        copy(cursor, "network_tie (id, public_id, created_at, organization_id, program_id, low_id, high_id, "
             "claimed_count, mutual_count, is_baseline, is_imported)", tie_rows(random, of, usual))  # fmt: skip
        cursor.execute("ANALYZE")
    connections["owner"].close()


def tie_rows(random: Any, of: list[UUID], usual: str) -> Iterator[tuple[Any, ...]]:
    """Ties of small worlds: rings of near neighbours with some ties thrown far."""
    pk = 0
    for number, organization in enumerate(of):
        found: set[tuple[int, int]] = set()
        while len(found) < TIES:
            one, step = int(random.integers(PEOPLE)), int(random.integers(1, 8))
            other = int(random.integers(PEOPLE)) if random.random() < 0.15 else (one + step) % PEOPLE
            if one != other:
                found.add((min(one, other), max(one, other)))
        for one, other in sorted(found):
            pk += 1
            ends = (number * PEOPLE + one + 1, number * PEOPLE + other + 1)
            yield (pk, uuid4(), usual, organization, number + 1, *ends, 0, 3, False, False)


def copy(cursor: Any, table: str, rows: Iterator[tuple[Any, ...]]) -> None:
    """COPY of rows of plain values."""
    text = io.StringIO("".join("\t".join(map(str, row)) + "\n" for row in rows))
    cursor.copy_expert(f"COPY {table} FROM STDIN", text)


@contextmanager
def stopwatch() -> Iterator[list[float]]:
    """The seconds that passed, in a list of one."""
    passed: list[float] = []
    begun = time.perf_counter()
    yield passed
    passed.append(time.perf_counter() - begun)

