"""The pages of an evidence pack as pictures: none is empty, nothing runs over the margins, every row is on one."""

from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest

from dashboards.exports import pack_pdf
from dashboards.models import Pack
from dashboards.selectors.pack_content import pack_content
from tests.cast import NOON, House
from tests.dashboards.test_views import count, grow

SCALE = 2  # dots for each point of 1/72 inch
POINT = SCALE * 72 / 25.4  # dots for each millimetre
MARGIN, FOOT = 18, 14  # millimetres; only the page's number stands in the foot
LONGEST = "Ourlongestdepartmentnamewithoutanyspaceinit" * 2


def pictures(data: bytes) -> list[Any]:
    """Each page as rows of grey dots, 255 being paper."""
    document = pdfium.PdfDocument(data)
    try:
        return [page.render(scale=SCALE, grayscale=True).to_numpy().copy() for page in document]
    finally:
        document.close()


def words_of(data: bytes) -> list[str]:
    """What stands on each page."""
    document = pdfium.PdfDocument(data)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def alone_at_the_foot(pages: list[str], tables: list[dict[str, Any]]) -> list[str]:
    """Pages that end with the beginning of a table and none of its rows."""
    beginnings = tuple(" ".join(table[part].split()) for table in tables for part in ("title", "text") if table[part])
    return [page[-60:] for page in pages if page.rstrip(" 0123456789").endswith(beginnings)]


def inked(picture: Any) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of everything that is printed, in millimetres."""
    rows, columns = np.where(picture < 200)
    edges = (columns.min(), rows.min(), columns.max(), rows.max())
    left, top, right, bottom = (float(edge) / POINT for edge in edges)
    return left, top, right, bottom


def check_pages(data: bytes) -> list[Any]:
    """Every page has something on it, all of it inside the margins."""
    pages = pictures(data)
    for number, picture in enumerate(pages, start=1):
        height, width = (side / POINT for side in picture.shape)
        body = picture[: int((height - FOOT) * POINT)]
        left, top, right, bottom = inked(body)
        assert (round(width), round(height)) == (210, 297)
        assert (body < 200).mean() > 0.001, f"page {number} is empty"
        assert left >= MARGIN - 1, f"page {number}"
        assert right <= width - MARGIN + 1, f"page {number}: {right:.0f} mm of {width:.0f}"
        assert top >= MARGIN - 1, f"page {number}"
        assert bottom <= height - MARGIN + 1, f"page {number}"
    return pages


@pytest.mark.django_db
def test_pages_are_full_and_nothing_runs_over_the_margins(
    northlight: House, monkeypatch: pytest.MonkeyPatch
) -> None:  # peers C20, 6.11
    grow(northlight)
    snapshot = count(northlight)
    with northlight.open():
        content = pack_content(northlight.program, snapshot, NOON)

    data = pack_pdf(Pack(content=content))

    assert len(check_pages(data)) >= 2
    pages = words_of(data)
    words = " ".join(pages)
    assert all(" ".join(table["title"].split()) in words for table in content["tables"])
    assert alone_at_the_foot(pages, content["tables"]) == []
    monkeypatch.setattr("dashboards.exports.ROOM_FOR_A_BEGINNING", 0)
    assert alone_at_the_foot(words_of(pack_pdf(Pack(content=content))), content["tables"])  # there is something to see


def test_a_long_word_and_a_long_story_stay_on_the_paper() -> None:
    story = "We met in the garden and planted beans, and nobody had asked us to. " * 120
    rows = [["A story", story, LONGEST], *([[LONGEST, "1 of 5", "–"]] * 40)]
    table = {"title": "In their words", "text": "", "head": ["Story", "Words", "Told by"], "rows": rows}
    words = {"program": LONGEST, "headline": LONGEST, "lead": story, "made_on": "today", "tables": [table, table]}

    pages = check_pages(pack_pdf(Pack(content=words)))

    assert len(pages) > 3


def test_look_finds_an_empty_page_and_ink_in_the_margin() -> None:
    blank = np.full((297 * 6, 210 * 6), 255, dtype=np.uint8)

    with pytest.raises(ValueError, match="zero-size"):
        inked(blank)
    blank[900, 5] = 0
    assert inked(blank)[0] < MARGIN
