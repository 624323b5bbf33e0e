"""A file that is being brought in by a worker that dies: everything of it is there afterwards, or nothing."""

import signal

import pytest
from django.db import connection, transaction

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
POINTS = (20, 5)  # in the whole, and in a sample
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


def moments(house: House, kind: ImportKind) -> int:
    """How many moments it has, before and after each statement; taken back."""
    found = 0

    def counting(execute: object, *rest: object) -> object:
        nonlocal found
        found += 2
        return execute(*rest)  # type: ignore[operator]

    with transaction.atomic():
        with connection.execute_wrapper(counting):  # type: ignore[arg-type]
            brought_in(house, kind)
        transaction.set_rollback(True)
    return found


# security X5
@pytest.mark.parametrize("kind", FILES)
def test_worker_that_dies_leaves_all_or_nothing(kind: ImportKind) -> None:
    house = make_house("northlight")
    points, most, had = POINTS[0 if is_whole() else 1], moments(house, kind), count(house, kind)
    before, killed, whole = digest(), 0, 0
    for number in range(points):
        at = 1 + number * (most - 1) // (points - 1)
        killed += ended_by(lambda: brought_in(house, kind), at) == signal.SIGKILL
        if digest() != before:
            assert count(house, kind) == had + ROWS  # the last moments are after the commit
            whole += 1
            break

    if not whole:
        brought_in(house, kind)
    print(f"X5: {kind}, killed {killed} times at {most} moments, 0 half-done, {whole} done whole")
    assert killed >= points - 1
    assert count(house, kind) == had + ROWS
