"""An evidence pack as files. The same pack gives the same bytes: nothing here looks at a clock or a table."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import CondPageBreak, Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle
from xlsxwriter import Workbook

from belonging.core.cells import harmless

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboards.models import Pack

INK, SOFT, LINE = colors.HexColor("#2b1a2e"), colors.HexColor("#5f5163"), colors.HexColor("#d9cfdb")
REGULAR, BOLD = "Vera", "VeraBd"  # come with reportlab
PAGE_WIDTH = A4[0] - 36 * mm
ROOM_FOR_A_BEGINNING = 48 * mm  # a title never stands at the foot of a page without its table
SHEET_NAME_LENGTH = 31
PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?%?")  # not a formula, whatever it begins with


def pack_csv(pack: Pack) -> bytes:
    """One file, a table after the other; what looks like a formula stays a text."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    for row in _rows(pack.content):
        writer.writerow([_cell(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(value: str) -> object:
    return value if PLAIN_NUMBER.fullmatch(value) else harmless(value)


def _rows(content: dict[str, Any]) -> list[list[str]]:
    rows = [[content["program"]], [content["headline"]], [content["lead"]], [content["made_on"]]]
    for table in content["tables"]:
        rows += [[], [table["title"]], [table["text"]], table["head"], *table["rows"]]
    return rows


def pack_xlsx(pack: Pack) -> bytes:
    """A workbook with a sheet for each table; every cell is written as text."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": pack.content["program"], "created": datetime(2000, 1, 1, tzinfo=UTC)})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for number, table in enumerate(pack.content["tables"], start=1):
        sheet = book.add_worksheet(f"{number} {_plain(table['title'])}"[:SHEET_NAME_LENGTH].strip())
        sheet.set_column(0, max(1, len(table["head"])) - 1, 28)
        for column, title in enumerate(table["head"]):
            sheet.write_string(0, column, title, head)
        for line, row in enumerate(table["rows"], start=1):
            for column, value in enumerate(row):
                sheet.write_string(line, column, value, body)
    book.close()
    return out.getvalue()


def _plain(title: str) -> str:
    """A title as a sheet may be called."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)


def pack_pdf(pack: Pack) -> bytes:
    """Pages of A4 with the tables one after the other, page numbers, and nothing of the moment they were drawn."""
    for name, file in ((REGULAR, "Vera.ttf"), (BOLD, "VeraBd.ttf")):
        pdfmetrics.registerFont(TTFont(name, file))
    out, content = BytesIO(), pack.content
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=18 * mm, rightMargin=18 * mm, topMargin=18 * mm, bottomMargin=18 * mm,
        title=content["program"], author="Belonging", invariant=1,
    )  # fmt: skip
    parts: list[Flowable] = [
        Paragraph(escape(f"{content['program']} · {content['made_on']}"), _style(9, color=SOFT)),
        Paragraph(escape(content["headline"]), _style(22, bold=True, after=4)),
        Paragraph(escape(_kept_together(content["lead"])), _style(11, after=6)),
    ]
    for table in content["tables"]:
        parts += _drawn(table)
    document.build(parts, onFirstPage=_numbered, onLaterPages=_numbered)
    return out.getvalue()


def _kept_together(text: str) -> str:
    """With its last two words on one line, so that no line holds a number alone."""
    return "\N{NO-BREAK SPACE}".join(text.rsplit(" ", 1))


def _style(size: float, *, bold: bool = False, color: colors.Color = INK, after: float = 2) -> ParagraphStyle:
    font = BOLD if bold else REGULAR
    return ParagraphStyle(
        f"{font}{size}", fontName=font, fontSize=size, leading=1.35 * size, textColor=color, spaceAfter=after * mm
    )


def _drawn(table: dict[str, Any]) -> list[Flowable]:
    parts: list[Flowable] = [CondPageBreak(ROOM_FOR_A_BEGINNING), Spacer(1, 4 * mm)]
    parts.append(Paragraph(escape(table["title"]), _style(13, bold=True)))
    if table["text"]:
        parts.append(Paragraph(escape(table["text"]), _style(8.5, color=SOFT)))
    if not table["rows"]:
        return [*parts, Paragraph(escape(table.get("empty", "–")), _style(8.5))]
    small, strong = _style(8, after=0), _style(8, bold=True, after=0)
    rows = [[Paragraph(escape(text), strong) for text in table["head"]]]
    rows += [[Paragraph(escape(text), small) for text in row] for row in table["rows"]]
    drawn = Table(rows, colWidths=_widths(table), repeatRows=1, splitInRow=1)  # a story may be longer than a page
    drawn.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return [*parts, drawn]


def _widths(table: dict[str, Any]) -> list[float]:
    """By the longest text of each column, within bounds, so that a wide column never starves the others."""
    longest = [
        min(60, max(13, *(len(row[place]) for row in [table["head"], *table["rows"]])))
        for place in range(len(table["head"]))
    ]
    return [PAGE_WIDTH * one / sum(longest) for one in longest]


def _numbered(canvas: Any, document: Any) -> None:
    canvas.setFont(REGULAR, 8)
    canvas.setFillColor(SOFT)
    canvas.drawRightString(A4[0] - 18 * mm, 10 * mm, str(document.page))


PACK_FILES: dict[str, tuple[Callable[[Pack], bytes], str]] = {
    "evidence.csv": (pack_csv, "text/csv; charset=utf-8"),
    "evidence.xlsx": (pack_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "evidence.pdf": (pack_pdf, "application/pdf"),
}
