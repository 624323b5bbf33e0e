"""Finding people by a few letters."""

import pytest

from network.selectors.people import faces, found_people
from network.services.interactions import block_person
from tests.cast import NOON, House, make_person


@pytest.fixture
def crowd(inside: House) -> House:
    """Northlight with a few more names."""
    for name in ("Élodie", "Jonathan", "Joanna", "Søren"):
        make_person(name, "northlight", inside.program)
    return inside


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("elo", "Élodie"),
        ("ÉLODIE", "Élodie"),
        ("jonh", "Jonathan"),
        ("Jonathon", "Jonathan"),
        ("joana", "Joanna"),
        ("tester", "Ada"),
    ],
)
def test_found_people_forgive(crowd: House, query: str, first: str) -> None:  # peers 3.1
    assert found_people(crowd.program, query)[0].first_name == first


@pytest.mark.parametrize("query", ["", "   ", "zzzzzz", "%", "'; drop table", "\x00", "a" * 5000])
def test_found_people_find_nobody(crowd: House, query: str) -> None:
    assert found_people(crowd.program, query) == []


def test_found_people_leave_out_oneself_and_those_kept_out(crowd: House) -> None:
    ben = crowd.ben.place
    block_person(blocker=ben, blocked=crowd.ada.place, now=NOON)

    names = {person.first_name for person in found_people(crowd.program, "tester", besides=ben, limit=30)}

    assert names == {"Mira", "Élodie", "Jonathan", "Joanna", "Søren"}


def test_faces_have_the_colour_of_their_segment_in_the_pictures(inside: House) -> None:
    for name in ("Élodie", "Jonathan", "Joanna"):
        make_person(name, "northlight", inside.program)

    shown = faces(inside.program, [inside.mira.place, inside.ada.place])

    # Five people in Care; Digital is Mira alone and so is one of the others, and others of one would point at her.
    assert [(face.initials, face.segment, face.segment_index) for face in shown] == [
        ("MT", "Digital", None),
        ("AT", "Care", None),
    ]
