"""What the statement on accessibility says in numbers; tests/guards/test_statement.py holds it to what is tried."""

from datetime import date

FACTS = {
    "contrast": 4.5,  # to 1, of text
    "contrast_large": 3,
    "narrow": 320,  # pixels of CSS
    "of_ten": 4,  # of ten kinds of page, so many at least are looked at by the checking program
    "looked_over_on": date(2026, 11, 26),
}
