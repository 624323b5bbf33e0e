"""Figures of real networks that others measured with two libraries, where the data lie beside the project.

The folder is `../shared/data` seen from the project, or BELONGING_REFERENCE_DATA. The figures there are rounded to ten
significant digits, so a true figure may differ from the printed one by 5e-10 of its size: 1e-9 is asked for.
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from network.edge_files import NamedNetwork, read_network, read_rows, read_ties
from network.graph import without_people
from network.measures import NetworkMeasures, core_measures, measure_network

pytestmark = pytest.mark.reference

DATA = Path(os.environ.get("BELONGING_REFERENCE_DATA", Path(__file__).parents[3] / "shared" / "data"))
REFERENCE: dict[str, Any] = json.loads((DATA / "reference.json").read_text()) if DATA.is_dir() else {"datasets": {}}
NETWORKS = [(name, net) for name, data in REFERENCE["datasets"].items() for net in data.get("networks", ())]
LABELS = [
    (name, net, label)
    for name, net in NETWORKS
    for label in REFERENCE["datasets"][name]["networks"][net].get("by_label", ())
]

Build = Callable[[str, str | None, Path], NamedNetwork]


def near(value: float) -> Any:
    return pytest.approx(value, rel=1e-9, abs=1e-12)


def written(folder: Path, lines: Iterable[tuple[str, str]]) -> Path:
    path = folder / "ties.csv"
    path.write_text("source,target\n" + "".join(f"{a},{b}\n" for a, b in sorted(lines)))
    return path


def either_or_both(named: set[tuple[str, str]], network: str) -> set[tuple[str, str]]:
    """Both directions of each tie under "either reports"; only ties named from both sides under "both report"."""
    turned = {(b, a) for a, b in named}
    return named & turned if network.endswith(("both_report", "mutual")) else named | turned


def workplace(network: str, label: str | None, folder: Path) -> NamedNetwork:
    nodes, ties = DATA / "workplace_invs15/metadata_InVS15.txt", DATA / "workplace_invs15/tij_InVS15.dat.gz"
    if network == "aggregated_people_with_contacts":
        met = {name for tie in read_ties(ties, ["t", "i", "j"]) for name in tie}
        lines = [line for line in nodes.read_text().splitlines() if line.split()[0] in met]
        nodes = folder / "met.txt"
        nodes.write_text("\n".join(lines))
    return read_network(ties, nodes, label or "department", ["t", "i", "j"])


def conference(network: str, label: str | None, folder: Path) -> NamedNetwork:
    return read_network(DATA / "conference_sfhh/tij_SFHH.dat.gz", columns=["t", "i", "j"])


def karate(network: str, label: str | None, folder: Path) -> NamedNetwork:
    return read_network(DATA / "karate/karate_edges.csv", DATA / "karate/karate_nodes.csv", label)


def eies(network: str, label: str | None, folder: Path) -> NamedNetwork:
    nodes = DATA / "eies/eies_attributes.csv"
    if network == "messages_either_direction":
        return read_network(DATA / "eies/eies_messages.csv", nodes, label)
    wave = network[len("wave")]
    least = {"heard": 1, "met_o": 2, "frien": 3}[network[len("wave1_") :][:5]]
    rows = [row.cells for row in read_rows(DATA / "eies/eies_acquaintance.csv")][1:]
    named = {(a, b) for w, a, b, degree in rows if w == wave and int(degree) >= least}
    return read_network(written(folder, either_or_both(named, network)), nodes, label)


def newcomb(network: str, label: str | None, folder: Path) -> NamedNetwork:
    week, top, _ = network.removeprefix("week").split("_")
    rows = [row.cells for row in read_rows(DATA / "newcomb_fraternity/newcomb_rankings.csv")][1:]
    named = {(a, b) for w, a, b, rank in rows if w == week and int(rank) <= int(top.removeprefix("top"))}
    nodes = folder / "nodes.csv"
    nodes.write_text("id\n" + "\n".join(str(k) for k in range(1, 18)))
    return read_network(written(folder, either_or_both(named, network)), nodes)


def s50(network: str, label: str | None, folder: Path) -> NamedNetwork:
    wave = network[len("wave")]
    matrix = np.loadtxt(DATA / f"s50/s50{wave}.dat", dtype=int)
    named = {(str(a + 1), str(b + 1)) for a, b in np.argwhere(matrix == 1)}
    column = f"{label}{wave}" if label else None
    return read_network(written(folder, either_or_both(named, network)), DATA / "s50/s50_attributes.csv", column)


def krackhardt(network: str, label: str | None, folder: Path) -> NamedNetwork:
    kind = network.removesuffix("_either_reports").removesuffix("_both_report")
    named = set(read_ties(DATA / f"krackhardt_managers/{kind}.csv"))
    nodes = DATA / "krackhardt_managers/attributes.csv"
    return read_network(written(folder, either_or_both(named, network)), nodes, label)


def uk_faculty(network: str, label: str | None, folder: Path) -> NamedNetwork:
    named = set(read_ties(DATA / "uk_faculty/ukfaculty_edges.csv", ["source", "target"]))
    nodes = DATA / "uk_faculty/ukfaculty_nodes.csv"
    return read_network(written(folder, either_or_both(named, network)), nodes, label)


def college(network: str, label: str | None, folder: Path) -> NamedNetwork:
    return read_network(DATA / "college_msg/CollegeMsg.txt.gz")


BUILDERS: dict[str, Build] = {
    "workplace_invs15": workplace,
    "conference_sfhh": conference,
    "karate": karate,
    "eies": eies,
    "newcomb_fraternity": newcomb,
    "s50": s50,
    "krackhardt_managers": krackhardt,
    "uk_faculty": uk_faculty,
    "college_msg": college,
}


def measured(network: NamedNetwork, found: NetworkMeasures) -> dict[str, Any]:
    """Our figures under the reference's names; the largest component is measured as a network of its own."""
    largest = core_measures(without_people(network.graph, found.component != 0))
    size = found.people
    return {
        "nodes": found.people,
        "edges": found.ties,
        "density": found.density,
        "average_degree": found.degree_mean,
        "degree_min": found.degree.min(),
        "degree_max": found.degree.max(),
        "degree_median": np.median(found.degree),
        "degree_sd_population": found.degree.std(),
        "isolates": found.isolates,
        "average_local_clustering_zeros_counted": found.clustering_mean,
        "average_local_clustering_degree2plus_only": found.clustering[found.degree > 1].mean(),
        "transitivity": found.transitivity,
        "triangles": (found.clustering * found.degree * (found.degree - 1) / 2).sum() / 3,
        "components": found.components,
        "largest_component_nodes": found.largest_component,
        "largest_component_edges": largest.ties,
        "average_shortest_path_largest_component": largest.path_length_mean,
        "average_shortest_path_all_connected_pairs": found.path_length_mean,
        "connected_ordered_pairs": (found.reachable_share or 0) * size * (size - 1),
        "diameter_largest_component": found.diameter,
        "max_core": found.core_number.max(),
        "max_core_nodes": (found.core_number == found.core_number.max()).sum(),
        "mean_betweenness_normalised": found.betweenness.mean(),
        "max_betweenness_normalised": found.betweenness.max(),
    }


def test_every_network_of_the_reference_has_a_builder() -> None:
    assert {name for name, _ in NETWORKS} <= BUILDERS.keys()


@pytest.mark.parametrize(("name", "net"), NETWORKS)
def test_figures_when_measured_by_others_agree(name: str, net: str, tmp_path: Path) -> None:
    expected = REFERENCE["datasets"][name]["networks"][net]
    network = BUILDERS[name](net, None, tmp_path)

    found = measure_network(network.graph)

    ours = measured(network, found)
    assert ours == {key: near(expected["metrics"][key]) for key in ours}
    place = {name: k for k, name in enumerate(network.names)}
    for person, degree in expected["top_degree"]:
        assert found.degree[place[str(person)]] == degree
    for person, betweenness in expected["top_betweenness_normalised"]:
        assert found.betweenness[place[str(person)]] == near(betweenness)


@pytest.mark.parametrize(("name", "net", "label"), LABELS)
def test_segments_when_measured_by_others_agree(name: str, net: str, label: str, tmp_path: Path) -> None:
    expected = REFERENCE["datasets"][name]["networks"][net]["by_label"][label]
    network = BUILDERS[name](net, label, tmp_path)

    found = measure_network(network.graph, network.segments)

    assert found.ei_index == near(expected["ei_index"])
    assert found.ei_expected == near(expected["ei_index_expected_by_group_sizes"])
    assert found.modularity == near(expected["modularity_by_label"])
    assert (network.segments >= 0).sum() == expected["labelled_nodes"]
    assert np.triu(found.mixing).sum() == expected["edges_between_labelled"]
    assert found.mixing.trace() == expected["internal_edges"]
    groups = {
        group: {"size": size, "internal_edges": row[k], "external_edges": row.sum() - row[k]}
        for k, (group, size, row) in enumerate(
            zip(network.segment_names, found.segment_sizes, found.mixing, strict=True)
        )
    }
    keys = ("size", "internal_edges", "external_edges")
    assert groups == {group: {key: of[key] for key in keys} for group, of in expected["per_group"].items()}
