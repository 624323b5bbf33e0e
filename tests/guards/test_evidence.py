"""docs/evidence.md names every goal, and claims nothing that no test names."""

from pathlib import Path

import pytest

from tests.evidence import NOT_YET, PAGE, PART, PASS, ROW, Shown, citations, cited, shown, written
from tests.goals import GAPS, GOALS

ROWS = [
    dict(zip(("goal", "promise", "standing", "words", "tests"), row, strict=True))
    for row in ROW.findall(PAGE.read_text())
]


def test_every_goal_is_there_once() -> None:
    assert [row["goal"] for row in ROWS] == list(GOALS)
    assert len(GOALS) == 96
    assert set(GAPS) - set(GOALS) == set()
    assert set(citations()) - set(GOALS) == set(), "tests name goals that do not exist"


def test_what_is_claimed_is_named_by_a_test() -> None:
    named = citations()
    claims = {row["goal"]: row["standing"] for row in ROWS}

    assert [goal for goal, standing in claims.items() if standing != NOT_YET and goal not in named] == []
    assert [goal for goal, standing in claims.items() if standing == PASS and goal in GAPS] == [], "run make evidence"
    assert set(claims.values()) <= {PASS, PART, NOT_YET}


def test_what_is_missing_is_said() -> None:
    assert [row["goal"] for row in ROWS if row["standing"] != PASS and len(row["words"]) < 5] == []


@pytest.mark.parametrize(
    ("kept", "standing"),
    [
        ({}, NOT_YET),
        ({"tests/test_a.py::test_x[1]": {"outcome": "passed", "whole": True, "told": ["S8: 5 asked"]}}, PASS),
        ({"tests/test_a.py::test_x[1]": {"outcome": "skipped", "whole": True, "told": []}}, NOT_YET),
        (
            {
                "tests/test_a.py::test_x[1]": {"outcome": "passed", "whole": True, "told": []},
                "tests/test_a.py::test_x[2]": {"outcome": "failed", "whole": True, "told": []},
            },
            NOT_YET,
        ),
    ],
)
def test_only_what_ran_and_passed_counts(kept: dict[str, object], standing: str) -> None:
    found = shown({"S8": ["tests/test_a.py::test_x"]}, kept)["S8"]

    assert Shown(found.tests, found.failed, found.unseen, found.told).standing("S8")[0] == standing


def test_page_lists_all_goals_without_any_run() -> None:
    assert len(ROW.findall(written(shown({}, {})))) == len(GOALS)


def test_citation_belongs_to_its_test(tmp_path: Path) -> None:
    file = tmp_path / "test_a.py"
    file.write_text(
        "def helper():\n    pass\n\n\n# security S1, S2: both\n@mark\ndef test_one():\n    pass\n\n\n"
        "def test_two():  # peers 1.2; security A3\n    pass\n"
    )

    assert list(cited(file)) == [("S1", "test_one"), ("S2", "test_one"), ("A3", "test_two")]
