"""Names are shortened the same way everywhere."""

import pytest

from belonging.core.names import first_name, initials


@pytest.mark.parametrize(
    ("name", "first", "letters"),
    [
        ("Ada Maria Tester", "Ada", "AT"),
        ("Ada", "Ada", "A"),
        ("ada ada", "ada", "AA"),
        (" Ada Tester", "Ada", "AT"),
        ("", "", "?"),
    ],
)
def test_first_name_and_initials(name: str, first: str, letters: str) -> None:
    assert (first_name(name), initials(name)) == (first, letters)
