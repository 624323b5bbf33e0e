"""docs/evidence.md names every goal, and claims nothing that no test names."""

from pathlib import Path

import pytest

from tests.evidence import NOT_YET, PAGE, PART, PASS, Row, Shown, citations, cited, read, shown, written
from tests.goals import GAPS, GOALS

ROWS = list(read(PAGE.read_text()).values())
PASSED = {"outcome": "passed", "whole": True, "on": "2026-11-02", "told": ["S8: 5 asked"]}


def test_every_goal_is_there_once() -> None:
    assert [row.goal for row in ROWS] == list(GOALS)
    assert len(GOALS) == 96
    assert set(GAPS) - set(GOALS) == set()
    assert set(citations()) - set(GOALS) == set(), "tests name goals that do not exist"


def test_what_is_claimed_is_named_by_a_test() -> None:
    named = citations()
    claims = {row.goal: row.standing for row in ROWS}

    assert [goal for goal, standing in claims.items() if standing != NOT_YET and goal not in named] == []
    assert [goal for goal, standing in claims.items() if standing == PASS and goal in GAPS] == [], "run make evidence"
    assert set(claims.values()) <= {PASS, PART, NOT_YET}


def test_what_is_missing_is_said() -> None:
    assert [row.goal for row in ROWS if row.standing != PASS and len(row.words) < 5] == []


@pytest.mark.parametrize(
    ("kept", "standing"),
    [
        ({}, NOT_YET),
        ({"tests/test_a.py::test_x[1]": PASSED}, PASS),
        ({"tests/test_a.py::test_x[1]": PASSED | {"outcome": "skipped"}}, NOT_YET),
        ({"tests/test_a.py::test_x[1]": PASSED, "tests/test_a.py::test_x[2]": PASSED | {"outcome": "failed"}}, NOT_YET),
    ],
)
def test_only_what_ran_and_passed_counts(kept: dict[str, object], standing: str) -> None:
    found = shown({"S8": ["tests/test_a.py::test_x"]}, kept)["S8"]

    assert found.standing("S8")[0] == standing


BEFORE = Row("S8", GOALS["S8"], PASS, "7 asked", "[a](../tests/test_a.py)", "2026-11-01")
FAILED = "failed in the last run: test_x"


@pytest.mark.parametrize(
    ("one", "before", "stands"),
    [
        (Shown(["tests/test_a.py::test_x"], told=["5 asked"], days=["2026-11-02"]), BEFORE, "5 asked"),
        (Shown(["tests/test_a.py::test_x"], unseen=["test_x"]), BEFORE, "7 asked"),
        (Shown(["tests/test_a.py::test_x"], is_sampled=True), BEFORE, "7 asked"),
        (
            Shown(["tests/test_a.py::test_x"], is_sampled=True, told=["1 asked"], days=["2026-11-02"]),
            BEFORE._replace(standing=PART),
            "1 asked",
        ),
        (Shown(["tests/test_a.py::test_x"], failed=["test_x"]), BEFORE, FAILED),
        (Shown(["tests/test_a.py::test_x"], failed=["test_x"], told=["3 asked"]), BEFORE, f"{FAILED}; 3 asked"),
        (
            Shown(["tests/test_a.py::test_x"], unseen=["test_x"]),
            BEFORE._replace(standing=NOT_YET, words=FAILED),
            FAILED,
        ),
        (Shown(["tests/test_b.py::test_x"], unseen=["test_x"]), BEFORE, "not run: test_x"),
    ],
    ids=[
        "the whole",
        "not run",
        "a sample",
        "a sample after a sample",
        "failed",
        "failed with a figure",
        "not run after it failed",
        "other tests",
    ],
)
def test_row_that_shows_more_stays(one: Shown, before: Row, stands: str) -> None:
    page = written({"S8": one}, {"S8": before})

    assert read(page)["S8"].words.startswith(stands)


def test_day_is_that_of_the_oldest_figure() -> None:
    kept = {"tests/test_a.py::test_x[1]": PASSED, "tests/test_a.py::test_x[2]": PASSED | {"on": "2026-10-31"}}
    found = shown({"S8": ["tests/test_a.py::test_x"]}, kept)

    assert read(written(found, {}))["S8"].seen == "2026-10-31"


def test_page_lists_all_goals_without_any_run() -> None:
    assert list(read(written(shown({}, {}), {}))) == list(GOALS)


def test_citation_belongs_to_its_test(tmp_path: Path) -> None:
    file = tmp_path / "test_a.py"
    file.write_text(
        "def helper():\n    pass\n\n\n# security S1, S2: both\n@mark\ndef test_one():\n    pass\n\n\n"
        "def test_two():  # peers 1.2; security A3\n    pass\n"
    )

    assert list(cited(file)) == [("S1", "test_one"), ("S2", "test_one"), ("A3", "test_two")]
