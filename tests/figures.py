"""
The figures that tests print about goals of security and reliability, as in `S13: 50 presses at once, 1 envelope`.

They are told at the end of a run and kept in `var/evidence` with how the tests ended, for `make evidence`.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from belonging.runtime.places import ROOT

RESULTS = ROOT / "var" / "evidence" / "results.json"
LINE = re.compile(r"^((?:[A-Z]\d+, )*[A-Z]\d+): (.+)$", re.MULTILINE)


class Figures:
    """Listens to the reports of a run; registered where they come together."""

    def __init__(self, whole: bool) -> None:
        self.whole = whole
        self.outcomes: dict[str, str] = {}
        self.told: dict[str, list[str]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.nodeid.partition("@")[0]] = report.outcome
        if report.when == "teardown":  # it carries what was printed before as well
            self.told[report.nodeid.partition("@")[0]] = [line for line, *_ in lines(report.capstdout)]

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Tells the figures and keeps the outcomes."""
        told = sorted({line for some in self.told.values() for line in some}, key=natural)
        if told:
            terminalreporter.section("figures")
            terminalreporter.write_line("\n".join(told))
        keep(self.outcomes, self.told, whole=self.whole, on=datetime.now(UTC).date())


def lines(printed: str) -> Iterator[tuple[str, list[str], str]]:
    """Each figure in what a test printed: the line, its goals, its words."""
    for found in LINE.finditer(printed):
        yield found[0], found[1].split(", "), found[2]


def natural(line: str) -> tuple[str, int, str]:
    """S2 before S10."""
    return line[0], int(re.match(r"\d+", line[1:])[0]), line  # type: ignore[index]


def keep(outcomes: dict[str, str], told: dict[str, list[str]], *, whole: bool, on: date, file: Path = RESULTS) -> None:
    """Adds a run to what is kept: its tests replace what they said before, but a sample never replaces the whole."""
    kept: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
    for test, outcome in outcomes.items():
        before = kept.get(test)
        if before is None or whole or not before["whole"] or outcome == "failed":
            kept[test] = {"outcome": outcome, "whole": whole, "on": f"{on}", "told": told.get(test, [])}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(kept, indent=1, sort_keys=True))
