"""docs/features.md says what is there, and tests stand behind what it says."""

from pathlib import Path

import pytest

from tests.features import PAGE, citations, features, named_rows, written

TEXT = PAGE.read_text()
NAMED = citations()
TABLES = {"1.": 22, "2.": 34, "3.": 26, "4.": 22, "5.": 21, "6.": 12, "7.": 20, "C": 20, "D": 84}  # 2.29 is no row


def test_every_row_is_there_once() -> None:
    rows = [feature.row for feature in features(TEXT)]

    assert sorted(rows) == sorted(set(rows)), "run make features"
    assert {head: sum(row.startswith(head) for row in rows) for head in TABLES} == TABLES
    assert set(NAMED) - set(rows) == set(), "tests name rows that do not exist"


def test_every_row_has_a_name_and_a_place() -> None:
    assert [feature.row for feature in features(TEXT) if not feature.what or not feature.where] == []


def test_what_is_said_to_be_there_is_named_by_a_test() -> None:
    built = {feature.row for feature in features(TEXT) if not feature.is_not_yet}

    assert built - set(NAMED) == set(), "say 'not yet' in docs/features.md, or name the row in its test"


def test_what_a_test_names_is_said_to_be_there() -> None:
    missing = {feature.row for feature in features(TEXT) if feature.is_not_yet}

    assert missing & set(NAMED) == set(), "say in docs/features.md where these rows live"


def test_last_column_is_fresh() -> None:
    assert written(TEXT, NAMED) == TEXT, "run make features"


@pytest.mark.parametrize(
    ("comment", "rows"),
    [
        ("def test_x() -> None:  # peers 1.7", ["1.7"]),
        ("# peers 1.4 1.5", ["1.4", "1.5"]),
        ("# peers D25-D27, 1.20: kept apart", ["D25", "D26", "D27", "1.20"]),
        ("# peers 1.2, goal R8: a beat", ["1.2"]),
        ("# security S7", []),
    ],
)
def test_comment_names_rows(comment: str, rows: list[str]) -> None:
    assert named_rows(comment) == rows


def test_row_changed_by_two_branches_keeps_what_says_more(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text("# peers 1.8\n")
    both = "| 1.8 | a page | not yet | |\n| 1.8 | a page | personal link | |\n| 1.9 | library | not yet | |\n"

    page = written(both, citations(tmp_path))

    assert page == "| 1.8 | a page | personal link | [a](../tests/test_a.py) |\n| 1.9 | library | not yet | |\n"
