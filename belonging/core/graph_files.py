"""
A network written for other tools: tie list, matrix, attributes, GraphML, GEXF, and Kumu's JSON and CSV.

Whoever calls this has decided what may be shown: here are only ids, labels and numbers. Rows in, text out.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from belonging.core.cells import harmless

GRAPHML = "http://graphml.graphdrawing.org/xmlns"
GEXF = "http://gexf.net/1.3"
Value = str | int


@dataclass(frozen=True)
class Knot:
    """Somebody or something to draw."""

    id: str
    label: str
    attributes: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Strand:
    """A tie between two knots, by their ids, with a weight."""

    source: str
    target: str
    weight: int = 1


@dataclass(frozen=True)
class Net:
    """What is written. Every knot has the same attributes."""

    knots: Sequence[Knot]
    strands: Sequence[Strand]

    @property
    def columns(self) -> list[str]:
        """The names of the attributes, in order."""
        return list(self.knots[0].attributes) if self.knots else []


def tie_list(net: Net) -> str:
    """
    One tie a line.

    >>> print(tie_list(Net([Knot("a", "A"), Knot("b", "B")], [Strand("a", "b", 3)])), end="")
    source,target,weight
    a,b,3
    """
    rows: list[list[Value]] = [[one.source, one.target, one.weight] for one in net.strands]
    return _table(["source", "target", "weight"], rows)


def matrix(net: Net) -> str:
    """Everybody against everybody: the weight of the tie, or 0; a tie within a knot stands on the diagonal."""
    weight = {(one.source, one.target): one.weight for one in net.strands}
    weight |= {(target, source): number for (source, target), number in weight.items()}
    ids = [knot.id for knot in net.knots]
    rows: list[list[Value]] = [[row, *(weight.get((row, column), 0) for column in ids)] for row in ids]
    return _table(["", *ids], rows)


def attributes(net: Net) -> str:
    """One knot a line, with what is known of it."""
    rows: list[list[Value]] = [[knot.id, knot.label, *knot.attributes.values()] for knot in net.knots]
    return _table(["id", "label", *net.columns], rows)


def kumu_elements(net: Net) -> str:
    """The first of Kumu's two sheets: elements."""
    names = [name.title() for name in net.columns]
    rows: list[list[Value]] = [[one.label, one.id, *one.attributes.values()] for one in net.knots]
    return _table(["Label", "Id", *names], rows)


def kumu_connections(net: Net) -> str:
    """The second of Kumu's two sheets: connections, by label as Kumu reads them."""
    labels = {knot.id: knot.label for knot in net.knots}
    rows: list[list[Value]] = [
        [labels[one.source], labels[one.target], "undirected", one.weight] for one in net.strands
    ]
    return _table(["From", "To", "Direction", "Weight"], rows)


def kumu_json(net: Net) -> str:
    """Kumu's blueprint: elements and connections in one file."""
    elements = [{"id": knot.id, "label": knot.label, **knot.attributes} for knot in net.knots]
    connections = [
        {"from": one.source, "to": one.target, "direction": "undirected", "weight": one.weight} for one in net.strands
    ]
    return json.dumps({"elements": elements, "connections": connections}, ensure_ascii=False, indent=2)


def graphml(net: Net) -> str:
    """GraphML, undirected, as networkx, igraph, Gephi and yEd read it."""
    ET.register_namespace("", GRAPHML)
    root = ET.Element(f"{{{GRAPHML}}}graphml")
    keys = {"label": "string"} | {name: _type(net, name) for name in net.columns}
    for name, kind in keys.items():
        ET.SubElement(root, f"{{{GRAPHML}}}key", {"id": name, "for": "node", "attr.name": name, "attr.type": kind})
    weight = {"id": "weight", "for": "edge", "attr.name": "weight", "attr.type": "long"}
    ET.SubElement(root, f"{{{GRAPHML}}}key", weight)
    graph = ET.SubElement(root, f"{{{GRAPHML}}}graph", {"id": "network", "edgedefault": "undirected"})
    for knot in net.knots:
        node = ET.SubElement(graph, f"{{{GRAPHML}}}node", {"id": knot.id})
        for name, value in {"label": knot.label, **knot.attributes}.items():
            ET.SubElement(node, f"{{{GRAPHML}}}data", {"key": name}).text = str(value)
    for one in net.strands:
        edge = ET.SubElement(graph, f"{{{GRAPHML}}}edge", {"source": one.source, "target": one.target})
        ET.SubElement(edge, f"{{{GRAPHML}}}data", {"key": "weight"}).text = str(one.weight)
    return _written(root)


def gexf(net: Net) -> str:
    """GEXF 1.3, undirected, as Gephi and networkx read it."""
    ET.register_namespace("", GEXF)
    root = ET.Element(f"{{{GEXF}}}gexf", {"version": "1.3"})
    graph = ET.SubElement(root, f"{{{GEXF}}}graph", {"defaultedgetype": "undirected", "mode": "static"})
    names = ET.SubElement(graph, f"{{{GEXF}}}attributes", {"class": "node"})
    for place, name in enumerate(net.columns):
        ET.SubElement(names, f"{{{GEXF}}}attribute", {"id": str(place), "title": name, "type": _type(net, name)})
    nodes = ET.SubElement(graph, f"{{{GEXF}}}nodes")
    for knot in net.knots:
        node = ET.SubElement(nodes, f"{{{GEXF}}}node", {"id": knot.id, "label": knot.label})
        values = ET.SubElement(node, f"{{{GEXF}}}attvalues")
        for place, value in enumerate(knot.attributes.values()):
            ET.SubElement(values, f"{{{GEXF}}}attvalue", {"for": str(place), "value": str(value)})
    edges = ET.SubElement(graph, f"{{{GEXF}}}edges")
    for place, one in enumerate(net.strands):
        ends = {"id": str(place), "source": one.source, "target": one.target, "weight": str(one.weight)}
        ET.SubElement(edges, f"{{{GEXF}}}edge", ends)
    return _written(root)


WRITERS = {
    "ties.csv": tie_list,
    "matrix.csv": matrix,
    "attributes.csv": attributes,
    "network.graphml": graphml,
    "network.gexf": gexf,
    "kumu.json": kumu_json,
    "kumu-elements.csv": kumu_elements,
    "kumu-connections.csv": kumu_connections,
}
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "graphml": "application/xml",
    "gexf": "application/xml",
}


def kind_of(name: str) -> str:
    """The media type of a file by its name."""
    return KINDS[name.rpartition(".")[2]]


def _type(net: Net, name: str) -> str:
    return "long" if all(isinstance(knot.attributes[name], int) for knot in net.knots) else "string"


def _table(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> str:
    """As CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return text.getvalue()


def _written(root: ET.Element) -> str:
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
