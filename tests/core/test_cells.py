"""Cells of files for spreadsheets: none is a formula, and every text can be read back."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from belonging.core import cells
from belonging.core.cells import BEGINS_A_FORMULA, harmless


@given(st.builds(str.__add__, st.sampled_from(["", "'", *BEGINS_A_FORMULA]), st.text(max_size=8)))
def test_text_begins_no_formula_and_comes_back(text: str) -> None:  # security X3
    cell = str(harmless(text))

    assert cell[:1] not in BEGINS_A_FORMULA
    assert (cell[1:] if cell != text else cell) == text
    assert (cell == text) == (text.lstrip("'")[:1] not in BEGINS_A_FORMULA)


def test_examples_hold() -> None:
    assert doctest.testmod(cells).failed == 0
