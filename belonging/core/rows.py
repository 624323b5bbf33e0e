"""What a row holds, as one value that can be compared."""

from django.db.models import Model


def values_of(row: Model) -> tuple[object, ...]:
    """What was fetched of a row, by name of the column; asks the database nothing."""
    return (type(row).__name__, *sorted((name, value) for name, value in vars(row).items() if name != "_state"))
