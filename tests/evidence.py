"""
docs/evidence.md: what has been shown of each goal of security and reliability, and by which tests.

`make evidence` writes it from what the runs before left in `var/evidence`: a test says which goal it shows (`# security
S7` at its definition), whether it passed, and prints its figure (`S7: 2000 cohorts, 0 exposed`). What a goal asks for
and its tests do not show yet is said in `GAPS`, by hand; a goal with a gap is never a pass.

No one run shows everything, nor has everybody every run at hand: a row that shows more than the runs here stays as it
is, with the day it was shown on.
"""

import ast
import json
import platform
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from belonging.runtime.places import ROOT
from tests import figures
from tests.goals import GAPS, GOALS

PAGE = ROOT / "docs" / "evidence.md"
GUARD = ROOT / "tests" / "guards" / "test_evidence.py"  # names goals to try the reading, not as a test of them
GOAL = r"[TASIMXPRLO]\d+"
NAMED = re.compile(rf"#.*?\bsecurity ({GOAL}(?:,? {GOAL})*)")
ROW = re.compile(rf"^\| ({GOAL})" + r" \| ([^|]*)" * 5 + r" \|$", re.MULTILINE)
STANDINGS = PASS, PART, NOT_YET = "pass", "in part", "not yet"
MOST_FIGURES = 2
NEVER = "–"  # of the day on which something was seen
SAMPLE = "a sample of it; `make thorough` tries the whole"
DRAWS = re.compile(r"^from tests\.effort import", re.MULTILINE)

HEAD = """# Evidence

What has been shown of each of the 96 goals of security, privacy and reliability that this product sets itself, and by
which tests. Written by `make evidence` from the last runs of `make test`, `make isolation`, `make faults`,
`make load`, `make soak` and `make thorough`; `tests/guards/test_evidence.py` checks that no row claims what no test
names.

*pass*: tests show the whole of it, and passed. *in part*: tests passed, and what they do not show is said. *not yet*:
nothing shows it. *Seen*: the day on which the figures of the row were shown; a later run that tried less, and passed,
leaves them there, and one that failed does not.

"""
TOP = "| Goal | Promise | Standing | Figure, or what is missing | Tests | Seen |"


class Row(NamedTuple):
    """One line of the page."""

    goal: str
    promise: str
    standing: str
    words: str
    tests: str
    seen: str


@dataclass
class Shown:
    """What is known of one goal."""

    tests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)  # not run since results were kept
    told: list[str] = field(default_factory=list)
    is_sampled: bool = False  # the last run tried a part of what its tests can try
    days: list[str] = field(default_factory=list)  # of its tests' last runs

    def standing(self, goal: str) -> tuple[str, str]:
        """In one word, and what is to be said about it."""
        gap = GAPS.get(goal, SAMPLE if self.is_sampled else "")
        often = Counter(self.told)
        told = "; ".join(f"{count} × {one}" if count > 1 else one for one, count in often.most_common(MOST_FIGURES))
        if not self.tests:
            return NOT_YET, gap or "no test names it"
        if self.failed:
            return NOT_YET, "; ".join([f"failed in the last run: {', '.join(self.failed)}", *filter(None, [told])])
        if self.unseen:
            return NOT_YET, f"not run: {', '.join(self.unseen)}"
        return (PART, f"{told}; {gap}" if told else gap) if gap else (PASS, told)

    def row(self, goal: str) -> Row:
        """Its line of the page."""
        standing, words = self.standing(goal)
        files = dict.fromkeys(test.partition("::")[0] for test in self.tests)
        tests = ", ".join(f"[{Path(file).stem[5:]}](../{file})" for file in files)
        seen = "" if self.unseen and not self.failed else min(self.days, default="")
        return Row(goal, GOALS[goal], standing, words.replace("|", "/") or "–", tests or "–", seen or NEVER)

    def outdoes(self, before: Row) -> bool:
        """Whether what was shown here takes the place of a row: unless that shows more, of the same tests."""
        here = self.row(before.goal)
        of_here, of_before = ((STANDINGS.index(row.standing), row.seen == NEVER) for row in (here, before))
        still_true = before.tests == here.tests and not (before.standing == PASS and before.goal in GAPS)
        return bool(self.failed) or not (of_here > of_before and still_true)


def cited(file: Path) -> Iterator[tuple[str, str]]:
    """Each goal and the test of a file that names it: in its definition, or in the comment above."""
    text = file.read_text()
    spans = sorted(
        (min([node.lineno, *(one.lineno for one in node.decorator_list)]), node.end_lineno or 0, node.name)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )
    for number, line in enumerate(text.splitlines(), 1):
        for found in NAMED.finditer(line):
            test = next((name for _, end, name in spans if number <= end), None)
            if test is not None:
                yield from ((goal, test) for goal in re.findall(GOAL, found[1]))


def citations(folder: Path = ROOT / "tests") -> dict[str, list[str]]:
    """For each goal the tests that name it, as `file::test`."""
    found: dict[str, set[str]] = {}
    for file in sorted(set(folder.rglob("test_*.py")) - {GUARD}):
        for goal, test in cited(file):
            found.setdefault(goal, set()).add(f"{file.relative_to(folder.parent).as_posix()}::{test}")
    return {goal: sorted(tests) for goal, tests in found.items()}


def shown(named: dict[str, list[str]], kept: dict[str, Any]) -> dict[str, Shown]:
    """What the kept results say of each goal."""
    found = {goal: Shown(named.get(goal, [])) for goal in GOALS}
    runs: dict[str, list[dict[str, Any]]] = {}
    drawing = {test for tests in named.values() for test in tests if draws(test)}
    for node, run in kept.items():
        runs.setdefault(node.partition("[")[0], []).append(run)
    for goal, one in found.items():
        for test in one.tests:
            name = test.partition("::")[2]
            outcomes = {run["outcome"] for run in runs.get(test, [])}
            if not outcomes or outcomes == {"skipped"}:
                one.unseen.append(name)
            elif "failed" in outcomes:
                one.failed.append(name)
            one.is_sampled |= test in drawing and not all(run["whole"] for run in runs.get(test, []))
            one.days += [run["on"] for run in runs.get(test, [])]
            one.told += [
                words
                for run in runs.get(test, [])
                for line in run["told"]
                for _, goals, words in figures.lines(line)
                if goal in goals
            ]
    return found


def draws(test: str) -> bool:
    """Whether a test lies in a file that draws a sample unless the whole is asked for."""
    file = ROOT / test.partition("::")[0]
    return file.exists() and bool(DRAWS.search(file.read_text()))


def read(page: str) -> dict[str, Row]:
    """The rows of a page, by goal."""
    return {row[0]: Row(*row) for row in ROW.findall(page)}


def written(found: dict[str, Shown], before: dict[str, Row]) -> str:
    """The page, where rows stood before."""
    rows = [
        one.row(goal) if goal not in before or one.outdoes(before[goal]) else before[goal]
        for goal, one in found.items()
    ]
    counts = Counter(row.standing for row in rows)
    totals = ", ".join(f"{counts[word]} {word}" for word in STANDINGS)
    lines = [f"Python {platform.python_version()}, {platform.machine()}: {totals}.", "", TOP]
    lines += [re.sub(r"[^|]+", "---", TOP), *(f"| {' | '.join(row)} |" for row in rows)]
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    """Writes the page and says how many goals stand where."""
    kept = json.loads(figures.RESULTS.read_text()) if figures.RESULTS.exists() else {}
    text = written(shown(citations(), kept), read(PAGE.read_text()))
    PAGE.write_text(text)
    print(text[len(HEAD) :].splitlines()[0])


if __name__ == "__main__":
    main()
