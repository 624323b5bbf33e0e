"""Segments as the dashboard shows them: small ones and people without a label fold into "others"."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from belonging.core.charts import segment_places

Matrix = Sequence[Sequence[int]]


@dataclass(frozen=True)
class Group:
    """One segment, or the others when `name` is empty."""

    name: str
    place: int | None
    people: int
    inside: int
    outward: int

    @property
    def ends(self) -> int:
        """Ends of ties that the group's people hold: an inner tie has two of them here."""
        return 2 * self.inside + self.outward


@dataclass(frozen=True)
class Mixing:
    """Groups in order, and `ties[i][j]` between them; `ties[i][i]` counts the ties inside group i."""

    groups: tuple[Group, ...]
    ties: tuple[tuple[int, ...], ...]

    @property
    def people(self) -> int:
        """Everybody counted."""
        return sum(group.people for group in self.groups)

    @property
    def across(self) -> int:
        """Ties between two groups, each once."""
        return sum(group.outward for group in self.groups) // 2

    @property
    def ends(self) -> int:
        """Twice the number of ties."""
        return sum(group.ends for group in self.groups)

    def possible(self, i: int, j: int) -> int:
        """How many pairs of people there are between two groups, or inside one."""
        first, second = self.groups[i].people, self.groups[j].people
        return first * (first - 1) // 2 if i == j else first * second

    def outward_by_chance(self, group: Group) -> float:
        """
        Ties a group would hold with the rest if its people kept their number of ties but chose partners blindly.

        >>> two = folded_mixing({"A": 12, "B": 12}, [[66, 1], [1, 66]])
        >>> two.outward_by_chance(two.groups[0])
        66.5
        """
        return group.ends * (self.ends - group.ends) / self.ends if self.ends else 0.0


def folded_mixing(sizes: Mapping[str, int], ties: Matrix, seen: Collection[str] | None = None) -> Mixing:
    """
    Mixing with every segment of fewer than five people, and people without a label, joined to "others".

    With `seen`, every segment but these is joined to them as well: for somebody who looks after these alone.

    >>> folded_mixing({"A": 6, "B": 6, "C": 2}, [[9, 2, 1], [2, 8, 0], [1, 0, 1]]).ties
    ((9, 3), (3, 9))
    >>> folded_mixing({"A": 6, "B": 6, "C": 6}, [[9, 2, 1], [2, 8, 0], [1, 0, 1]], {"B"}).ties
    ((8, 2), (2, 11))
    """
    places = segment_places(sizes)
    shown = [name for name in sizes if places[name] is not None and (seen is None or name in seen)]
    has_others = any(sizes[name] for name in sizes if name not in shown)
    names = shown + [""] * has_others
    at = [shown.index(name) if name in shown else len(shown) for name in sizes]
    people, counts = [0] * len(names), [[0] * len(names) for _ in names]
    for i, name in enumerate(sizes):
        if not sizes[name]:
            continue
        people[at[i]] += sizes[name]
        for j, other in enumerate(sizes):
            # A pair of segments stands twice in the symmetric table; folded into one group it counts once.
            if sizes[other] and (at[i] != at[j] or j <= i):
                counts[at[i]][at[j]] += ties[i][j]
    groups = tuple(
        Group(name, places.get(name), people[i], counts[i][i], sum(counts[i]) - counts[i][i])
        for i, name in enumerate(names)
    )
    return Mixing(groups, tuple(tuple(row) for row in counts))
