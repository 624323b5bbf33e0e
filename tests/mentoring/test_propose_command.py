"""`manage.py propose_pairs`: a plain file in, pairs with reasons out."""

import csv
import json
import os
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

DATA = Path(os.environ.get("BELONGING_REFERENCE_DATA", Path(__file__).parents[3] / "shared" / "data"))
FOLDERS = [DATA / "newcomb_fraternity"] if (DATA / "newcomb_fraternity").is_dir() else []
PEOPLE = """id,offers,wants,interests,team,timezone,hours
ada,bread;trust,listening,cycling;tea,Care,Europe/London,mon-evening
ben,listening,baking bread,cycling,Digital,Europe/London,mon-evening
cleo,night buses,chess,tea,Care,UTC,
"""


def run(folder: Path, people: str = PEOPLE, rules: str = "", fit: str = "", **options: Any) -> str:
    """What the command prints for files of these contents."""
    arguments = []
    for name, content, ending in (("people", people, "csv"), ("rules", rules, "yaml"), ("fit", fit, "csv")):
        if content:
            file = folder / f"{name}.{ending}"
            file.write_text(content)
            arguments += [f"--{name}", str(file)]
    out = StringIO()
    call_command("propose_pairs", *arguments, stdout=out, **options)
    return out.getvalue()


# peers 4.2, 4.7
def test_json_names_pairs_reasons_and_who_is_left(tmp_path: Path) -> None:
    found = json.loads(run(tmp_path, rules="must:\n  - different: team\ntrios: false\n", as_json=True))

    assert [pair["members"] for pair in found["pairs"]] == [["ada", "ben"]]
    assert found["pairs"][0]["reasons"] == [
        "ada can help ben with bread", "ben can help ada with listening", "Both like cycling",
        "About 4 hours a week suit both",
    ]  # fmt: skip
    assert found["unmatched"] == [
        {"id": "cleo", "reason": "Everybody who fits has a partner now. First in line next time."}
    ]
    assert found["total_fit"] == found["pairs"][0]["fit"]
    assert found["rules"] == [{"rule": "a different team", "pairs": 1, "people": []}]


def test_text_reads_like_a_list(tmp_path: Path) -> None:
    text = run(tmp_path, rules="must: [{same: team}]\ntrios: false")

    assert "ada & cleo  " in text
    assert "    Both like tea" in text
    assert "ben is left: Nobody is left by: “the same team”." in text
    assert "the same team: shuts out 2 pairs, and alone leaves nobody for ben" in text


def test_ready_fits_decide_alone(tmp_path: Path) -> None:
    found = json.loads(run(tmp_path, fit="a,b,fit\nada,ben,1\ncleo,ben,3.5\n", rules="trios: false", as_json=True))

    assert ([pair["members"] for pair in found["pairs"]], found["total_fit"]) == ([["ben", "cleo"]], 3.5)
    assert found["unmatched"][0]["id"] == "ada"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"people": "name\nada\n"}, "needs a column id"),
        ({"people": "id,id\na,b\n"}, "has the column id twice"),
        ({"people": "id\na\na\n"}, "line 3: a is there twice"),
        ({"people": "id,team\n,Care\n"}, "line 2: the id is missing"),
        ({"people": "id,timezone\na,Moon/Base\n"}, "line 2: The time zone “Moon/Base” is not known"),
        ({"people": "id,hours\na,noonish\n"}, "line 2: “noonish” names no time"),
        ({"people": "id\na,b\n"}, "line 2: more cells"),
        ({"people": "id,capacity\na,many\n"}, "the capacity “many”"),
        ({"people": "id,comfort\na,brave\n"}, "the comfort “brave”"),
        ({"fit": "a,b\nada,ben\n"}, "needs a column fit"),
        ({"fit": "a,b,fit\nada,zoe,1\n"}, "line 2: zoe is not among the people"),
        ({"fit": "a,b,fit\nada,ada,1\n"}, "ada is paired with themselves"),
        ({"fit": "a,b,fit\nada,ben,nan\n"}, "the fit “nan” is not a number"),
        ({"fit": "a,b,fit\nada,ben,1\nben,ada,2\n"}, "line 3: ben and ada have another fit"),
        ({"rules": "must: [\n"}, "rules.yaml is not YAML"),
        ({"rules": "- must\n"}, "holds must, prefer, trios and seed"),
        ({"rules": "must: [{same: team}, {different: team}]"}, "“the same team” and “a different team” contradict"),
        ({"rules": "must: [tall]"}, "“tall” is no hard rule"),
    ],
)
def test_faults_name_their_line(tmp_path: Path, files: dict[str, str], words: str) -> None:
    with pytest.raises(CommandError, match=words.replace("[", r"\[")):
        run(tmp_path, **files)


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("propose_pairs", "--people", str(tmp_path / "nobody.csv"))


def test_nobody_in_the_file(tmp_path: Path) -> None:
    found = json.loads(run(tmp_path, people="id\n", as_json=True))

    assert (found["pairs"], found["unmatched"], found["total_fit"]) == ([], [], 0)


@pytest.mark.reference
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_fraternity_reaches_the_reference_optimum(tmp_path: Path, folder: Path) -> None:
    """Men 1 to 8 with men 9 to 17: the smallest sum of mutual ranks, in each of the fifteen weeks."""
    reference = json.loads((DATA / "reference.json").read_text())
    weeks = reference["datasets"][folder.name]["matching_on_real_preferences"]["weeks"]
    ranks: dict[str, dict[tuple[int, int], int]] = {}
    with (folder / "newcomb_rankings.csv").open() as file:
        for row in csv.DictReader(file):
            ranks.setdefault(row["week"], {})[int(row["chooser"]), int(row["chosen"])] = int(row["rank"])
    people = "id\n" + "".join(f"{number}\n" for number in range(1, 18))

    sums = {
        week: -json.loads(run(tmp_path, people, fit=mutual_ranks(given), as_json=True))["total_fit"]
        for week, given in ranks.items()
    }

    assert sums == {week: found["smallest_possible_sum_of_mutual_ranks"] for week, found in weeks.items()}
    assert len(sums) == 15


def mutual_ranks(given: dict[tuple[int, int], int]) -> str:
    """A file of fits: the ranks the two give each other among the other side, with a minus."""
    ones, others = range(1, 9), range(9, 18)

    def rank(who: int, whom: int, side: range) -> int:
        return sorted(side, key=lambda one: given[who, one]).index(whom) + 1

    lines = [f"{a},{b},{-rank(a, b, others) - rank(b, a, ones)}" for a, b in product(ones, others)]
    return "a,b,fit\n" + "\n".join(lines)
