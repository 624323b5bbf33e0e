"""The 70-20-10 arithmetic: how planned or spent minutes divide between doing, talking and learning.

A target is a mix as well: `Mix(70, 20, 10)`. Shares are counted in exact fractions, so that a mix on the very edge of
the band is inside it. The words for people belong to the page.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

Group = TypeVar("Group", bound=Hashable)
KINDS = ("experiential", "peer", "formal")


@dataclass(frozen=True, slots=True)
class Mix:
    """Minutes of each kind of learning. Mixes add up."""

    experiential: int = 0
    peer: int = 0
    formal: int = 0

    def __post_init__(self) -> None:
        if min(self.experiential, self.peer, self.formal) < 0:
            raise ValueError("Minutes are never negative.")

    def __add__(self, other: "Mix") -> "Mix":
        return Mix(self.experiential + other.experiential, self.peer + other.peer, self.formal + other.formal)

    @property
    def total(self) -> int:
        """All minutes together."""
        return self.experiential + self.peer + self.formal

    @property
    def shares(self) -> dict[str, float]:
        """
        Per cent of each kind; all zero where nothing is planned.

        >>> Mix(140, 40, 20).shares
        {'experiential': 70.0, 'peer': 20.0, 'formal': 10.0}
        """
        return {kind: float(share) for kind, share in _exact(self).items()}

    def off_by(self, target: "Mix") -> dict[str, float]:
        """
        Points above (or, negative, below) the target for each kind; all zero where nothing is planned.

        >>> Mix(60, 30, 10).off_by(Mix(70, 20, 10))
        {'experiential': -10.0, 'peer': 10.0, 'formal': 0.0}
        """
        return {kind: float(points) for kind, points in self._points(target).items()}

    def is_off(self, target: "Mix", tolerance: float) -> bool:
        """
        Whether any kind is further than `tolerance` points from the target. An empty mix is not off.

        >>> Mix(60, 30, 10).is_off(Mix(70, 20, 10), 10), Mix(59, 31, 10).is_off(Mix(70, 20, 10), 10)
        (False, True)
        """
        return any(abs(points) > Fraction(tolerance) for points in self._points(target).values())

    def _points(self, target: "Mix") -> dict[str, Fraction]:
        if not self.total:
            return dict.fromkeys(KINDS, Fraction(0))
        aims = _exact(target)
        return {kind: share - aims[kind] for kind, share in _exact(self).items()}


def _exact(mix: Mix) -> dict[str, Fraction]:
    return {kind: Fraction(100 * getattr(mix, kind), mix.total or 1) for kind in KINDS}


def mix_of(planned: Iterable[tuple[str, int]]) -> Mix:
    """
    The mix of pairs of kind and minutes; raises KeyError for a kind that is none of the three.

    >>> mix_of([("experiential", 45), ("formal", 5), ("experiential", 10)])
    Mix(experiential=55, peer=0, formal=5)
    """
    minutes = dict.fromkeys(KINDS, 0)
    for kind, count in planned:
        minutes[kind] += count
    return Mix(**minutes)


def mixes_of(planned: Iterable[tuple[Group, str, int]]) -> dict[Group, Mix]:
    """
    The mix of each group (a module, a month, a person) of triples of group, kind and minutes.

    >>> mixes_of([(1, "peer", 20), (2, "formal", 5), (1, "peer", 10)])
    {1: Mix(experiential=0, peer=30, formal=0), 2: Mix(experiential=0, peer=0, formal=5)}
    """
    mixes: dict[Group, Mix] = {}
    for group, kind, minutes in planned:
        mixes[group] = mixes.get(group, Mix()) + mix_of([(kind, minutes)])
    return mixes
