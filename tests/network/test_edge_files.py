import gzip
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from network.edge_files import EdgeFileError, read_network, read_people, read_ties
from network.management.commands import measures

PAIRS = [("1", "2"), ("2", "3")]


def put(folder: Path, content: str | bytes, name: str = "ties.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        ("1,2\n2,3\n", []),
        ("1\t2\r\n2\t3\r\n", []),
        ("  1   2\n\n2 3", []),
        ("source,target,weight\n1,2,5\n2,3,1\n", []),
        ("who,whom\n1,2\n2,3\n", []),
        ("\ufeffwho,whom\n1,2\n2,3\n", []),
        ("# a comment\n% another\n1 2\n2 3\n", []),
        ("20 1 2\n40 2 3\n", ["t", "i", "j"]),
        ("t,i,j\n20,1,2\n40,2,3\n", ["t", "i", "j"]),
        ("when,giver,taker\nmay,1,2\njune,2,3\n", ["Giver", "taker"]),
        ("i t j\n1 20 2\n2 40 3\n", ["i", "j"]),
        ('"1", "2"\n"2", "3"\n', []),
    ],
)
def test_ties_when_the_file_has_one_of_many_shapes(tmp_path: Path, content: str, columns: list[str]) -> None:
    assert read_ties(put(tmp_path, content), columns) == PAIRS
    assert read_ties(put(tmp_path, gzip.compress(content.encode()), "ties.gz"), columns) == PAIRS


def test_ties_when_ids_are_text(tmp_path: Path) -> None:
    path = put(tmp_path, 'ada,"Lopez, Mira"\nzoë,ada\n')

    assert read_ties(path) == [("ada", "Lopez, Mira"), ("zoë", "ada")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "ties.csv is empty."),
        ("\n \n# only words\n", "ties.csv is empty."),
        ("source,target\n", "ties.csv holds no ties below its header."),
        ("1\n2\n", "ties.csv, line 1 has one column; a tie needs two."),
        ("1,2\n3\n", "ties.csv, line 2: 1 column where the first line has 2; column 2 is missing."),
        ("1 2\n3 4 5\n", "ties.csv, line 2: 3 columns where the first line has 2; column 3 is too many."),
        ("1,2\n\n3,\n", "ties.csv, line 3, column 2: the id is missing."),
        ('1,2\n"3,4\n', "ties.csv, line 2: unexpected end of data."),
        (b"1,2\n3,\x00\n", "ties.csv, line 2, character 3: this is not a text file."),
        (b"1,2\n3,\xff\n", "ties.csv, line 2, character 3: this is not text in UTF-8."),
        ("ä,b\n".encode("utf-16"), "ties.csv, line 1, character 1: this is not text in UTF-8."),
        (gzip.compress(b"1,2\n" * 50, mtime=0)[:-12], "ties.csv is a broken gzip file: "),
        (b"\x1f\x8bjunk junk junk", "ties.csv is a broken gzip file: "),
    ],
)
def test_ties_when_malformed_say_where(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(EdgeFileError) as caught:
        read_ties(put(tmp_path, content))

    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (["t", "a"], "ties.csv, line 1 has no column named t."),
        (["t", "x", "i", "j"], "ties.csv, line 1 has 3 columns; column 4 is wanted."),
        (["i"], "Name two columns for the ends of a tie, or call them i and j among all columns."),
    ],
)
def test_ties_when_columns_are_not_there(tmp_path: Path, columns: list[str], message: str) -> None:
    with pytest.raises(EdgeFileError) as caught:
        read_ties(put(tmp_path, "1 2 3\n"), columns)

    assert str(caught.value) == message


def test_ties_when_the_file_is_not_there_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(EdgeFileError, match="There is no file"):
        read_ties(tmp_path / "nowhere.csv")
    with pytest.raises(EdgeFileError, match="cannot be read"):
        read_ties(tmp_path)
    with pytest.raises(EdgeFileError, match="named as gzip and is not"):
        read_ties(put(tmp_path, "1 2", "ties.gz"))


@pytest.mark.parametrize(
    ("content", "segment", "people"),
    [
        ("20\tDCAR\n89\tDMI\n", "department", {"20": "DCAR", "89": "DMI"}),
        ("id,club\n1,Mr. Hi\n2,\n", "Club", {"1": "Mr. Hi", "2": ""}),
        ("id,age,site\n1,30,north\n", "3", {"1": "north"}),
        ("id,age\n1,30\n", None, {"1": ""}),
        ("7\n8\n", None, {"7": "", "8": ""}),
        ("who,team\n7,x\n", None, {"7": ""}),
    ],
)
def test_people_when_read(tmp_path: Path, content: str, segment: str | None, people: dict[str, str]) -> None:
    assert read_people(put(tmp_path, content), segment) == people


@pytest.mark.parametrize(
    ("content", "segment", "message"),
    [
        ("id,club\n1,x\n", "team", "ties.csv, line 1 has no column team; it has id, club."),
        ("1,x\n", "3", "ties.csv, line 1 has no column 3; it has 1 to 2."),
        ("1\n2\n", "team", "ties.csv, line 1 has one column; the segment needs a second."),
        ("id,a\n1,x\n2,y\n1,z\n", "a", "ties.csv, line 4, column 1: 1 is named twice, first in line 2."),
        ("1,x\n,y\n", "2", "ties.csv, line 2, column 1: the id is missing."),
        ("1,x\n2\n", "2", "ties.csv, line 2: 1 column where the first line has 2; column 2 is missing."),
    ],
)
def test_people_when_malformed_say_where(tmp_path: Path, content: str, segment: str, message: str) -> None:
    with pytest.raises(EdgeFileError) as caught:
        read_people(put(tmp_path, content), segment)

    assert str(caught.value) == message


def test_network_when_people_and_ties_name_different_people(tmp_path: Path) -> None:
    nodes = put(tmp_path, "id,team\nb,10\na,9\nc,9\n", "nodes.csv")

    network = read_network(put(tmp_path, "a,b\nb,z\nb,b\n"), nodes, "team")

    assert network.names == ["b", "a", "c", "z"]
    assert network.segment_names == ["9", "10"]
    assert network.segments.tolist() == [1, 0, 0, -1]
    assert network.graph.tie_count == 2


def test_network_when_a_segment_comes_without_people(tmp_path: Path) -> None:
    with pytest.raises(EdgeFileError, match="needs a file of people"):
        read_network(put(tmp_path, "1 2"), None, "team")


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(measures.Command(), *arguments, stdout=out)
    return out.getvalue()


def test_command_when_json_is_asked(tmp_path: Path) -> None:
    edges = put(tmp_path, "1 2\n2 3\n3 1\n3 4\n")
    nodes = put(tmp_path, "1\tA\n2\tA\n3\tB\n4\tB\n5\tB\n", "people.txt")

    figures: dict[str, Any] = json.loads(run(f"--edges={edges}", f"--nodes={nodes}", "--segment=team", "--json"))

    assert list(figures) == [*measures.KEYS, *measures.SEGMENT_KEYS, "mixing"]
    assert (figures["people"], figures["ties"], figures["isolates"], figures["diameter"]) == (5, 4, 1, 2)
    assert figures["mixing"] == {"segments": ["A", "B"], "ties": [[1, 2], [2, 1]]}
    assert (figures["ei_index"], figures["ei_expected"]) == pytest.approx((0, 0.2))


def test_command_when_people_read_a_table(tmp_path: Path) -> None:
    edges, nodes = put(tmp_path, "1 2\n"), put(tmp_path, "1 A\n2 B\n", "people.txt")

    plain = run(f"--edges={edges}")
    split = run(f"--edges={edges}", f"--nodes={nodes}", "--segment=team")

    assert plain.splitlines()[:3] == [
        "people              2",
        "ties                1",
        "degree mean         1.0000",
    ]
    assert split.splitlines()[-3:] == ["       A      B", "A      0      1", "B      1      0"]


def test_command_when_the_file_is_wrong_raises_one_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"ties\.csv is empty\."):
        run(f"--edges={put(tmp_path, '')}")
