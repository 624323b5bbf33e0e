"""Networks written for other tools, opened by those tools."""

import doctest
import json
from pathlib import Path

import igraph
import networkx as nx
import pytest

from belonging.core import graph_files
from belonging.core.graph_files import WRITERS, Knot, Net, Strand, kind_of

LABELS = (("a", "Care & Co", 7), ("b", '=HYPERLINK("x")', 5), ("c", "Łódź", 9))
NET = Net(
    [Knot(one, label, {"people": count}) for one, label, count in LABELS],
    [Strand("a", "b", 3), Strand("a", "a", 2)],
)  # fmt: skip
EDGES = {("a", "b", 3), ("a", "a", 2)}


def written(tmp_path: Path, name: str) -> Path:
    """One of the files, on disk."""
    file = tmp_path / name
    file.write_text(WRITERS[name](NET), encoding="utf-8")
    return file


# peers 3.20
@pytest.mark.parametrize(("name", "read"), [("network.graphml", nx.read_graphml), ("network.gexf", nx.read_gexf)])
def test_networkx_opens_it(name: str, read: object, tmp_path: Path) -> None:
    graph = read(written(tmp_path, name))  # type: ignore[operator]

    assert {(*sorted(ends), int(graph.edges[ends]["weight"])) for ends in graph.edges} == EDGES
    assert not graph.is_directed()
    assert {node: (data["label"], int(data["people"])) for node, data in graph.nodes(data=True)} == {
        knot.id: (knot.label, knot.attributes["people"]) for knot in NET.knots
    }


def test_networkx_opens_tie_list_and_matrix(tmp_path: Path) -> None:
    lines = written(tmp_path, "ties.csv").read_text().splitlines()
    matrix = [row.split(",") for row in written(tmp_path, "matrix.csv").read_text().splitlines()]
    graph = nx.parse_edgelist(lines[1:], delimiter=",", data=[("weight", int)])

    assert set(graph.edges) == {("a", "b"), ("a", "a")}
    assert matrix == [["", "a", "b", "c"], ["a", "2", "3", "0"], ["b", "3", "0", "0"], ["c", "0", "0", "0"]]


def test_igraph_opens_graphml(tmp_path: Path) -> None:
    graph = igraph.Graph.Read_GraphML(str(written(tmp_path, "network.graphml")))

    assert (graph.vcount(), graph.ecount(), graph.vs["label"]) == (3, 2, [knot.label for knot in NET.knots])


def test_kumu_reads_elements_and_connections_by_label(tmp_path: Path) -> None:
    both = json.loads(written(tmp_path, "kumu.json").read_text())

    assert [one["label"] for one in both["elements"]] == [knot.label for knot in NET.knots]
    assert both["connections"][0] == {"from": "a", "to": "b", "direction": "undirected", "weight": 3}
    assert written(tmp_path, "kumu-elements.csv").read_text().startswith("Label,Id,People\nCare & Co,a,7\n")


@pytest.mark.parametrize("name", [name for name in WRITERS if name.endswith(".csv")])
def test_no_cell_is_a_formula(name: str, tmp_path: Path) -> None:
    cells = written(tmp_path, name).read_text().replace("\n", ",").split(",")

    assert [cell for cell in cells if cell.strip('"').startswith("=")] == []


def test_each_file_says_its_kind() -> None:
    assert {name: kind_of(name).partition(";")[0] for name in WRITERS} == {
        name: {"csv": "text/csv", "json": "application/json"}.get(name.rpartition(".")[2], "application/xml")
        for name in WRITERS
    }


def test_examples_hold() -> None:
    assert doctest.testmod(graph_files).failed == 0
