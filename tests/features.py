"""The last column of docs/features.md: which tests name which row, as in `# peers 1.7` or `# peers D25-D36, 1.20`.

`python -m tests.features` writes it. Where two branches changed the same row, Git keeps both lines (.gitattributes) and
the one that says more wins.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from belonging.runtime.places import ROOT

PAGE = ROOT / "docs" / "features.md"
GUARD = ROOT / "tests" / "guards" / "test_features.py"  # names rows to try the reading, not as a test of them
NOT_YET = "not yet"
NAME = r"(?:\d\.\d+|[CD]\d+)"
NAMED = re.compile(rf"# peers ({NAME}(?:(?:-|,? ){NAME})*)")
ROW = re.compile(rf"^\| ({NAME}) \|([^|]*)\|([^|]*)\|([^|]*)\|$")


@dataclass(frozen=True)
class Feature:
    row: str
    what: str
    where: str
    tests: str

    @property
    def is_not_yet(self) -> bool:
        return self.where.startswith(NOT_YET)

    def line(self) -> str:
        tests = f" {self.tests} " if self.tests else " "
        return f"| {self.row} | {self.what} | {self.where} |{tests}|"


def feature(line: str) -> Feature | None:
    """The row a line of the page holds."""
    match = ROW.match(line)
    return Feature(*(cell.strip() for cell in match.groups())) if match else None


def features(text: str) -> list[Feature]:
    """All rows of the page, in its order."""
    return [found for line in text.splitlines() if (found := feature(line))]


def named_rows(comment: str) -> list[str]:
    """The rows a comment names; D25-D27 names three."""
    return [row for names in NAMED.findall(comment) for part in re.split(r",? ", names) for row in spread(part)]


def spread(part: str) -> Iterable[str]:
    """One row, or each of a range."""
    first, _, last = part.partition("-")
    if not last:
        return [first]
    head = re.match(r"\d\.|[CD]", first)
    assert head is not None
    assert last.startswith(head[0]), f"{part} begins and ends in different tables"
    begin, end = (int(name[len(head[0]) :]) for name in (first, last))
    return [f"{head[0]}{number}" for number in range(begin, end + 1)]


def citations(folder: Path = ROOT / "tests") -> dict[str, list[str]]:
    """For each row named anywhere the test files that name it."""
    found: dict[str, set[str]] = {}
    for file in sorted(set(folder.rglob("test_*.py")) - {GUARD}):
        for row in named_rows(file.read_text()):
            found.setdefault(row, set()).add(file.relative_to(folder).as_posix())
    return {row: sorted(files) for row, files in found.items()}


def written(text: str, named: dict[str, list[str]]) -> str:
    """The page with its last column written anew and each row once."""
    kept: dict[str, Feature] = {}
    for found in features(text):
        before = kept.get(found.row)
        if before is None or (before.is_not_yet, len(found.where)) > (found.is_not_yet, len(before.where)):
            kept[found.row] = found
    lines = []
    for line in text.splitlines():
        found_here = feature(line)
        if found_here is None:
            lines.append(line)
        elif found_here.row in kept:
            best = kept.pop(found_here.row)
            tests = ", ".join(f"[{Path(name).stem[5:]}](../tests/{name})" for name in named.get(best.row, []))
            lines.append(Feature(best.row, best.what, best.where, tests).line())
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(), citations()))
