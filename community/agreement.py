"""How far people agree beyond chance when they look for the same theme. No Django, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations


def cohen_kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """
    Cohen's kappa of two people's yes and no on the same texts; nothing without texts, or where both say one thing only.

    Agreement beyond what two people with these habits would reach by chance: 1 is full agreement, 0 is chance. Cohen,
    A coefficient of agreement for nominal scales (1960).

    >>> cohen_kappa([(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15)
    0.4
    """
    count = len(pairs)
    if not count:
        return None
    first, second = sum(one for one, _ in pairs), sum(other for _, other in pairs)
    agreed = sum(one == other for one, other in pairs)
    # In whole numbers up to the end, so that chance agreement of exactly 1 is seen as such.
    by_chance = first * second + (count - first) * (count - second)
    if by_chance == count * count:
        return None
    return (agreed * count - by_chance) / (count * count - by_chance)


def mean_kappa(coders: Sequence[dict[str, bool]], fewest: int) -> tuple[float | None, int]:
    """
    The mean of Cohen's kappa over all pairs of coders with enough texts in common, and how many texts these were.

    Each coder is a text's name to whether they found the theme there. The mean over pairs is Light's kappa.

    >>> mean_kappa([{"a": True, "b": False}, {"a": True, "b": False}], 2)
    (1.0, 2)
    """
    found, texts = [], set()
    for one, other in combinations(coders, 2):
        both = sorted(one.keys() & other.keys())
        kappa = cohen_kappa([(one[name], other[name]) for name in both]) if len(both) >= fewest else None
        if kappa is not None:
            found.append(kappa)
            texts.update(both)
    return (sum(found) / len(found) if found else None), len(texts)
