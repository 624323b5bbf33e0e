"""Answers in plain files: what is read, and what is said of files that cannot be."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

KEY = "item,scale,reverse\na,Belonging,0\nb,Belonging,1\n"


def run(folder: Path, answers: str | bytes, key: str = KEY, *options: str) -> str:
    (folder / "answers.csv").write_bytes(answers if isinstance(answers, bytes) else answers.encode())
    (folder / "key.csv").write_text(key)
    out = io.StringIO()
    files = ["--responses", str(folder / "answers.csv"), "--key", str(folder / "key.csv")]
    call_command("score", *files, *options, stdout=out)
    return out.getvalue()


def scale(folder: Path, answers: str | bytes, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(folder, answers, KEY, "--json", *options))["scales"]["Belonging"]
    return found


def test_scale_is_scored_over_complete_cases(tmp_path: Path) -> None:
    found = scale(tmp_path, "id,a,b\n1,1,5\n2,2,4\n3,3,3\n4,NA,3\n5,4,\n")

    assert set(found) >= {"n", "items", "mean", "ci_low", "ci_high", "alpha", "omega"}
    assert (found["n"], found["items"], found["mean"], found["alpha"]) == (3, 2, 2.0, 1.0)
    assert found["omega"] is None  # two items


def test_median_is_filled_in_when_asked(tmp_path: Path) -> None:
    assert scale(tmp_path, "a,b\n1,5\n2,4\n3,3\n,4\n", "--fill", "median")["n"] == 4


@pytest.mark.parametrize(
    "answers",
    [
        "a;b\n1;5\n2;4\n",
        "a\tb\n1\t5\n2\t4\n",
        "\ufeffa,b\r\n1,5\r\n2,4\r\n",
        gzip.compress(b"a,b\n1,5\n2,4\n", mtime=0),
    ],
)
def test_files_of_other_programs_are_read(tmp_path: Path, answers: str | bytes) -> None:
    assert scale(tmp_path, answers)["n"] == 2


def test_table_is_for_people(tmp_path: Path) -> None:
    head, line = run(tmp_path, "a,b\n1,5\n2,4\n3,3\n").splitlines()

    assert head.split() == ["scale", "n", "items", "mean", "ci_low", "ci_high", "alpha", "omega"]
    assert line.split()[:4] == ["Belonging", "3", "2", "2.0000"]


def test_one_person_has_no_interval(tmp_path: Path) -> None:
    found = scale(tmp_path, "a,b\n1,5\n")

    assert (found["mean"], found["ci_low"], found["alpha"]) == (1.0, None, None)


@pytest.mark.parametrize(
    ("answers", "key", "options", "said"),
    [
        ("a,b\n1,5\n2,6\n", KEY, (), "answers.csv, line 3, column b: '6' is not an answer from 1 to 5"),
        ("a,b\n\n1,5\n\nmany,5\n", KEY, (), "answers.csv, line 5, column a: 'many'"),
        ("a,c\n1,5\n", KEY, (), "answers.csv has no column named b"),
        ("", KEY, (), "answers.csv is empty"),
        ("a,b\n", KEY, (), "answers.csv holds nothing below its header"),
        ("a,b\n1,2,3,4\n1,2\n1,2,3,4,5\n", KEY, (), "answers.csv cannot be read as a table"),
        ("a,b\n\x00,5\n", KEY, (), "answers.csv, line 2: this is not a text file"),
        (b"a,b\n\xff,5\n", KEY, (), "answers.csv, line 2: this is not text in UTF-8"),
        (b"\x1f\x8b broken", KEY, (), "answers.csv is a broken gzip file"),
        ("a,b\n1,5\n", "item,scale\na,B\n", (), "key.csv has no column named reverse"),
        ("a,b\n1,5\n", "item,scale,reverse\na,B,perhaps\n", (), "key.csv, line 2, column reverse: perhaps"),
        ("a,b\n1,5\n", "item,scale,reverse\na,B,0\na,B,1\n", (), "key.csv, line 3: a stands twice in B"),
        ("a,b\n1,5\n", "item,scale,reverse\n,B,0\n", (), "key.csv, line 2: the item is missing"),
        ("a,b\n1,5\n", KEY, ("--range", "5,1"), "--range is '5,1'"),
        ("a,b\n1,5\n", KEY, ("--range", "nan,5"), "--range is 'nan,5'"),
    ],
)
def test_broken_files_are_refused_with_a_reason(
    tmp_path: Path, answers: str | bytes, key: str, options: tuple[str, ...], said: str
) -> None:
    with pytest.raises(CommandError) as refused:
        run(tmp_path, answers, key, *options)

    assert said in str(refused.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        call_command("score", "--responses", str(tmp_path / "none.csv"), "--key", str(tmp_path / "none.csv"))
