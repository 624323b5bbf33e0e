"""The measures of several programs together, as far as they can be put together."""

from collections.abc import Mapping, Sequence

Parts = Mapping[str, Sequence[float]]  # measure → so much, of so many: [reached, people], or [mean, people]

SHARES = ("activity", "new_ties", "dropout")
MEANS = ("belonging", "degree", "clustering")


def value_of(key: str, parts: Parts) -> float | None:
    """
    One program's value: a share in per cent, anything else as it is.

    >>> value_of("dropout", {"dropout": [3, 60]}), value_of("degree", {})
    (5.0, None)
    """
    if key not in parts:
        return None
    one, whole = parts[key]
    return 100 * one / whole if key in SHARES else one


def together(key: str, programs: Sequence[Parts]) -> float | None:
    """
    The value of all programs as one: shares of everybody, means by the number of people behind each.

    Path length has none: nobody knows how far it is from one program to another.

    >>> together("dropout", [{"dropout": [1, 10]}, {"dropout": [3, 30]}]), together("degree", [{"degree": [4, 10]}])
    (10.0, 4.0)
    >>> together("path_length", [{"path_length": [2.5, 10]}]) is None
    True
    """
    rows = [one[key] for one in programs if key in one]
    people = sum(row[1] for row in rows)
    if not people:
        return None
    if key in SHARES:
        return 100 * sum(row[0] for row in rows) / people
    return sum(row[0] * row[1] for row in rows) / people if key in MEANS else None
