"""Evidence packs: what they hold, that they are the same again, and that no spreadsheet runs anything."""

import csv
import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.core.cells import harmless
from belonging.tenancy.enums import JobState
from belonging.tenancy.models import Job
from dashboards.exports import PACK_FILES, pack_csv, pack_pdf, pack_xlsx
from dashboards.models import Pack
from dashboards.selectors.pack_content import pack_content
from dashboards.services.packs import PackRefused, ask_pack, make_asked_pack, make_pack
from programs.models import Program
from tests.cast import NOON, House
from tests.conftest import SignIn, said_again
from tests.dashboards.test_views import count, grow

STARTS = "=+-@\t\r\n\0|%＝＋－＠"
NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?%?")  # a minus before a figure runs nothing
cells = st.one_of(st.text(max_size=12), st.builds(str.__add__, st.sampled_from(STARTS), st.text(max_size=8)))


def packed(*texts: str) -> Pack:
    """A pack of one table with these cells."""
    table = {"title": "Words", "text": "", "head": ["Word"], "rows": [[text] for text in texts]}
    words = {"program": "P", "headline": "H", "lead": "L", "made_on": "today", "tables": [table]}
    return Pack(content=words)


def texts_of(pack: Pack) -> list[str]:
    """The cells of its first table as a reader of CSV finds them."""
    rows = list(csv.reader(io.StringIO(pack_csv(pack).decode("utf-8-sig"), newline="")))
    return [row[0] if row else "" for row in rows[8:]]


def test_no_cell_is_a_formula_and_every_text_comes_back() -> None:  # peers 6.7, security X3
    tried = 0

    @settings(max_examples=60)
    @given(st.lists(cells, min_size=17, max_size=17))
    def check(texts: list[str]) -> None:
        nonlocal tried
        found, book = texts_of(packed(*texts)), zipfile.ZipFile(io.BytesIO(pack_xlsx(packed(*texts))))
        tried += len(texts)

        assert [cell for cell in found if cell[:1] in STARTS and cell and not NUMBER.fullmatch(cell)] == []
        assert [cell[1:] if cell != text else cell for cell, text in zip(found, texts, strict=True)] == texts
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")

    check()
    print(f"X3: {tried} texts in a CSV and a workbook, 0 formula cells, every text read back")
    assert tried >= 1000


def test_a_workbook_holds_text_alone() -> None:  # security X3
    book = zipfile.ZipFile(io.BytesIO(pack_xlsx(packed("=1+1", "http://a.example", "-0.28"))))

    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert sheet.count('t="s"') == 4
    assert "=1+1" in book.read("xl/sharedStrings.xml").decode()
    assert harmless("＝1") == "'＝1"


@pytest.mark.django_db
def test_a_pack_is_kept_and_drawn_the_same_again(northlight: House, sign_in: SignIn) -> None:  # peers C20, 6.11, D60
    grow(northlight)
    count(northlight)
    client = sign_in(northlight.ada)

    waiting = client.post(northlight.address("evidence/make/"))
    assert client.post(northlight.address("evidence/make/"))["Location"] == waiting["Location"]  # one job, not two
    assert "Waiting" in client.get(waiting["Location"]).content.decode()
    told = done_by_a_worker(northlight)

    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    with northlight.open():
        pack = Pack.objects.get()
    assert f"evidence/{pack.public_id}/" in client.get(waiting["Location"]).content.decode()
    at = northlight.address(f"evidence/{pack.public_id}/")
    page = client.get(at).content.decode()
    assert "Measures against targets" in page  # D60 asks for the same: what was aimed at, found, tried, and how sure
    assert "The network, with and without those nobody has heard from" in page
    assert "at least 10 people" in page
    said_again(client)
    first = {file: client.get(f"{at}{file}").content for file in PACK_FILES}
    with northlight.open():
        Program.objects.update(name="Another name")
    assert {file: client.get(f"{at}{file}").content for file in PACK_FILES} == first
    assert first["evidence.pdf"].startswith(b"%PDF-")


def done_by_a_worker(house: House) -> list[tuple[int, int]]:
    """Does the job that waits, and says how far it told it was."""
    told: list[tuple[int, int]] = []
    with house.open():
        job = Job.objects.get()
        pack = make_asked_pack(job=job, now=NOON, tell=lambda done, total, words: told.append((done, total)))
        Job.objects.update(state=JobState.DONE, result={"pack": str(pack.public_id)})
    return told


@pytest.mark.django_db
def test_a_pack_of_the_same_snapshot_says_the_same(northlight: House) -> None:  # peers C20
    grow(northlight)
    snapshot = count(northlight)

    with northlight.open():
        one, other = (pack_content(northlight.program, snapshot, NOON) for _ in range(2))

    assert one == other
    packs: list[Any] = [pack_with(one), pack_with(other)]
    assert pack_pdf(packs[0]) == pack_pdf(packs[1])


def pack_with(content: dict[str, Any]) -> Pack:
    return Pack(content=content)


@pytest.mark.django_db
def test_too_few_people_make_no_pack(northlight: House) -> None:  # security I7
    with northlight.open(), pytest.raises(PackRefused):
        make_pack(program=northlight.program, actor=northlight.ada.membership, now=NOON)
    with northlight.open(), pytest.raises(PackRefused):
        ask_pack(program=northlight.program, asked_by=northlight.ada.membership, now=NOON)
