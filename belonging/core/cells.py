"""Cells of files that people open with a spreadsheet."""

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def safe_cell(cell: object) -> object:
    """A cell of a file for spreadsheets; a text that one would take for a formula gets an apostrophe in front."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
