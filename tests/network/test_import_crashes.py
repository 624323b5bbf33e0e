"""A file that is being brought in by a worker that dies: everything of it is there afterwards, or nothing."""

import signal
from itertools import count as count_up

import pytest

from network.imports.reading import read_file
from network.models import Interaction
from network.services.imports import bring_in
from programs.enums import ImportKind
from programs.models import Participant
from tests.cast import NOON, House, make_house
from tests.effort import is_whole
from tests.guards.tables import digest
from tests.killer import ended_by

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]
SOME_MOMENTS, FEWEST_MOMENTS = range(1, 15, 3), 16  # in a sample, and in the whole
ROWS = 30
FILES = {
    ImportKind.PEOPLE: "Name,E-mail\n" + "".join(f"Person {n},p{n}@file.example\n" for n in range(ROWS)),
    ImportKind.INTERACTIONS: "from,to,date\n"
    + "".join(
        f"ben@northlight.example,ada@northlight.example,2026-0{month}-1{day}\n"
        for month in (2, 3, 4)
        for day in range(10)
    ),
}


def brought_in(house: House, kind: ImportKind) -> None:
    """The whole of a file."""
    with house.open():
        table, layout = read_file(program=house.program, kind=kind, content=FILES[kind].encode())
        bring_in(program=house.program, kind=kind, table=table, layout=layout, actor=house.ada.membership, now=NOON)


def count(house: House, kind: ImportKind) -> int:
    """How many rows of the file's kind there are."""
    with house.open():
        return {ImportKind.PEOPLE: Participant, ImportKind.INTERACTIONS: Interaction}[kind].objects.count()


# security X5
@pytest.mark.parametrize("kind", FILES)
def test_worker_that_dies_leaves_all_or_nothing(kind: ImportKind) -> None:
    house = make_house("northlight")
    had, before, killed = count(house, kind), digest(), 0
    for at in count_up(1) if is_whole() else SOME_MOMENTS:
        if ended_by(lambda: brought_in(house, kind), at) != signal.SIGKILL:
            break  # it was done before that moment
        killed += 1
        assert digest() == before

    if not is_whole():
        brought_in(house, kind)
    print(f"X5: {kind}, killed at {killed} moments before and after its statements, 0 half-done")
    assert killed >= (FEWEST_MOMENTS if is_whole() else len(SOME_MOMENTS))
    assert count(house, kind) == had + ROWS
