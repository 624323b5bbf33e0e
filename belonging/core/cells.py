"""Cells of files that people open with a spreadsheet."""

# What spreadsheets take for the beginning of a formula, a command or another cell; the full-width forms among it.
BEGINS_A_FORMULA = frozenset("=+-@\t\r\n\0|%＝＋－＠")


def harmless(cell: object) -> object:
    """
    A cell of a file that spreadsheets open: a text that looks like a formula stays a text, and can be read back.

    One apostrophe comes before it, and before a text that begins like something made harmless already; who reads the
    file takes it away again. Numbers stay numbers.

    >>> harmless("=1+1"), harmless("Ada"), harmless("'=1"), harmless(-1)
    ("'=1+1", 'Ada', "''=1", -1)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip("'")[:1] in BEGINS_A_FORMULA else cell
