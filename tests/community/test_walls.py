"""Shared walls: put up, written on, sorted together, closed, kept as a table."""

import pytest

from community.enums import WallSide
from community.models import Wall, WallNote
from community.rules import MOST_NOTES_EACH
from community.services.walls import WallRefused, close_wall, open_wall, write_wall_note
from tests.cast import NOON, House
from tests.conftest import SignIn, said_again


# peers D80: two questions, grouped by people, kept as data
def test_wall_goes_its_way_by_the_pages(northlight: House, sign_in: SignIn) -> None:
    ada, ben, mira = (sign_in(one) for one in (northlight.ada, northlight.ben, northlight.mira))
    walls = northlight.address("community/walls/")
    said = {"title": "Workshop in May", "left": "What emerged?", "right": "What do I take home?"}
    refused = ben.post(walls, said).status_code
    page = ada.post(walls, said)["Location"]
    ben.post(page, {"side": "left", "text": "We  all wait\nfor each other"})
    mira.post(page, {"side": "left", "text": "=Nobody asks first"})
    mira.post(page, {"side": "right", "text": "A list of names"})
    with northlight.open():
        notes = {note.text: note for note in WallNote.objects.all()}
    mine, other = notes["=Nobody asks first"], notes["We all wait for each other"]
    for note in (mine, other):  # sorted by whoever sees what goes together
        ben.post(northlight.address(f"community/notes/{note.public_id}/sort/"), {"heading": " Waiting "})
    not_mine = ben.post(northlight.address(f"community/notes/{mine.public_id}/remove/")).status_code

    shown = mira.get(page).content.decode()
    table = said_again(ada).get(page + "table/").content.decode()
    ada.post(page + "close/")
    late = ben.post(page, {"side": "left", "text": "Too late"})

    assert (refused, not_mine, late.status_code) == (403, 403, 422)
    assert shown.count(">Waiting <") == 1
    assert table.splitlines()[0] == "question,heading,note"
    assert "What emerged?,Waiting,'=Nobody asks first" in table  # no formula in anybody's spreadsheet
    assert "Mira" not in table
    mira.post(northlight.address(f"community/notes/{mine.public_id}/remove/"))
    with northlight.open():
        assert WallNote.objects.count() == 2


def test_wall_takes_so_much_of_one_person_and_nothing_once_closed(inside: House) -> None:
    wall = open_wall(actor=inside.ada.membership, program=inside.program, title="W", left="A", right="B", now=NOON)

    def write(text: str = "A thought") -> WallNote:
        return write_wall_note(wall=wall, author=inside.ben.place, side=WallSide.LEFT, text=text, now=NOON)

    for text in (" ", "x" * 281):
        with pytest.raises(WallRefused):
            write(text)
    for _ in range(MOST_NOTES_EACH):
        write()
    with pytest.raises(WallRefused, match="Take one away"):
        write()
    close_wall(actor=inside.ada.membership, wall=wall, now=NOON)
    with pytest.raises(WallRefused, match="closed"):
        write()
    assert Wall.objects.get().closed_at == NOON
