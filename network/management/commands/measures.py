"""Measures a network in a plain file, without a database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from network.edge_files import EdgeFileError, NamedNetwork, read_network
from network.measures import core_measures
from network.mixing import measure_mixing

KEYS = (
    "people",
    "ties",
    "degree_mean",
    "clustering_mean",
    "transitivity",
    "path_length_mean",
    "reachable_share",
    "components",
    "largest_component",
    "isolates",
    "diameter",
    "density",
)
SEGMENT_KEYS = ("ei_index", "ei_expected", "modularity")


class Command(BaseCommand):
    help = "Measure a network in a plain file: ties one a line, comma, tab or space between, gzip or not."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--edges", required=True, type=Path, metavar="FILE", help="ties, one a line")
        parser.add_argument("--nodes", type=Path, metavar="FILE", help="people, one a line, id first")
        parser.add_argument(
            "--segment", metavar="COLUMN", help="column of the people file to compare: its name, or number from 1"
        )
        parser.add_argument(
            "--columns",
            default="",
            metavar="t,i,j",
            help="the tie file's columns in order, i and j for the ends; or two names from its header",
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON object")

    def handle(self, *_: Any, **options: Any) -> None:
        columns = [name for name in options["columns"].split(",") if name.strip()]
        try:
            network = read_network(options["edges"], options["nodes"], options["segment"], columns)
        except EdgeFileError as reason:
            raise CommandError(str(reason)) from None
        figures = figures_of(network, with_segments=options["segment"] is not None)
        self.stdout.write(json.dumps(figures, ensure_ascii=False) if options["as_json"] else table_of(figures))


def figures_of(network: NamedNetwork, *, with_segments: bool) -> dict[str, Any]:
    core = core_measures(network.graph)
    figures: dict[str, Any] = {key: getattr(core, key) for key in KEYS}
    if with_segments:
        mixing = measure_mixing(network.graph, network.segments, len(network.segment_names))
        figures |= {key: getattr(mixing, key) for key in SEGMENT_KEYS}
        figures["mixing"] = {"segments": network.segment_names, "ties": mixing.ties.tolist()}
    return figures


def table_of(figures: dict[str, Any]) -> str:
    """One figure a line, then the ties between segments as a table."""
    lines = [f"{key.replace('_', ' '):<20}{_shown(figures[key])}" for key in (*KEYS, *SEGMENT_KEYS) if key in figures]
    if "mixing" in figures:
        names = figures["mixing"]["segments"]
        widths = [max(len(name), 6) for name in names]
        first = max((len(name) for name in names), default=0)
        cells = [" ".join(name.rjust(width) for name, width in zip(names, widths, strict=True))]
        cells += [
            " ".join(str(count).rjust(width) for count, width in zip(row, widths, strict=True))
            for row in figures["mixing"]["ties"]
        ]
        heads = ["", *names]
        lines += ["", "ties between segments", *(f"{h.ljust(first)} {c}" for h, c in zip(heads, cells, strict=True))]
    return "\n".join(lines)


def _shown(value: object) -> str:
    if value is None:
        return "none"
    return f"{value:.4f}" if isinstance(value, float) else str(value)
