"""
Which targets a program of a given size can reach together.

One model, so a guide and not a proof: people in a ring know their nearest neighbours, and some ties are rewired at
random (Watts and Strogatz 1998). `_SHORTEST` holds, for a size and a degree, the shortest mean path length seen while
average clustering stayed above 0.5, over rewiring between 0.02 and 0.25. A few people who know nearly everyone would
shorten paths beyond it, at the price of holding the network together.
"""

import math
from dataclasses import dataclass

DEGREES = (10, 12, 16, 20, 24)
_SHORTEST: dict[int, tuple[float, ...]] = {
    50: (2.16, 1.96, 1.72, 1.59, 1.51),
    100: (2.77, 2.47, 2.20, 1.99, 1.82),
    150: (3.13, 2.74, 2.45, 2.23, 2.07),
    250: (3.53, 3.11, 2.75, 2.54, 2.35),
    500: (3.99, 3.55, 3.09, 2.83, 2.67),
    1000: (4.54, 4.04, 3.47, 3.17, 2.97),
}
_SIZES = tuple(_SHORTEST)


@dataclass(frozen=True)
class Feasibility:
    """What a size allows. `path_length_shortest` is at the target degree; None below 50 people: no limit there."""

    people: int
    degree_highest: int
    is_degree_possible: bool
    path_length_shortest: float | None
    is_path_length_possible: bool
    degree_needed: int | None


def feasibility(people: int, degree_target: float, path_length_target: float) -> Feasibility:
    """
    The feasible range for a size: nobody can know more than everybody else, and short paths need enough ties.

    >>> feasibility(11, 10, 3).is_degree_possible, feasibility(12, 10, 3).is_degree_possible
    (False, True)
    >>> feasibility(120, 10, 3).is_path_length_possible, feasibility(250, 10, 3).is_path_length_possible
    (True, False)
    >>> feasibility(250, 10, 3).degree_needed
    16
    """
    shortest = shortest_path_length(people, degree_target)
    is_possible = shortest is None or shortest < path_length_target
    enough = (degree for degree in DEGREES if (shortest_path_length(people, degree) or 0) < path_length_target)
    return Feasibility(
        people=people,
        degree_highest=max(0, people - 1),
        is_degree_possible=people - 1 > degree_target,
        path_length_shortest=shortest,
        is_path_length_possible=is_possible,
        degree_needed=None if is_possible else next(enough, None),
    )


def shortest_path_length(people: int, degree: float) -> float | None:
    """The model's shortest mean path, read between the rows on the logarithm of the size, and beyond 1,000 alike."""
    if people < _SIZES[0]:
        return None
    upper = next((k for k, size in enumerate(_SIZES) if size >= people), len(_SIZES) - 1)
    upper = max(1, upper)
    low, high = _SIZES[upper - 1], _SIZES[upper]
    part = math.log(people / low) / math.log(high / low)
    below, above = _at_degree(_SHORTEST[low], degree), _at_degree(_SHORTEST[high], degree)
    return round(below + part * (above - below), 2)


def _at_degree(row: tuple[float, ...], degree: float) -> float:
    """Between two degrees of the table on a straight line; outside it, its nearest column."""
    if degree <= DEGREES[0]:
        return row[0]
    upper = next((k for k, known in enumerate(DEGREES) if known >= degree), None)
    if upper is None:
        return row[-1]
    part = (degree - DEGREES[upper - 1]) / (DEGREES[upper] - DEGREES[upper - 1])
    return row[upper - 1] + part * (row[upper] - row[upper - 1])
