"""The seeded faults still find the guards they take away; planting them takes longer (`make seeded`)."""

from belonging.runtime.places import ROOT
from tests.seeded.faults import FAULTS

FEWEST = 60


def test_guards_are_where_the_faults_look_for_them() -> None:
    assert [one.name for one in FAULTS if (ROOT / one.file).read_text().count(one.guard) != 1] == []
    assert len({(one.file, one.guard, one.instead) for one in FAULTS}) == len(FAULTS) >= FEWEST


def test_tests_of_the_faults_are_there() -> None:
    assert [one.name for one in FAULTS if not (ROOT / one.tests.split("::")[0].split(" -k")[0]).is_file()] == []
