"""Finding people inside a program, forgiving typing errors."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from rapidfuzz.distance import OSA

from belonging.core import names
from belonging.core.charts import segment_places
from network.models import Block
from programs.selectors.programs import people_in, segment_sizes

if TYPE_CHECKING:
    from programs.models import Participant, Program

GOOD_ENOUGH = 0.74  # two letters swapped, or one wrong of four, still pass


@dataclass(frozen=True)
class Person:
    """A face: what other participants may see of somebody."""

    public_id: UUID
    name: str
    segment: str
    segment_index: int | None

    @property
    def first_name(self) -> str:
        """The first word of the name."""
        return names.first_name(self.name)

    @property
    def initials(self) -> str:
        """Two letters."""
        return names.initials(self.name)


def faces(program: Program, people: Iterable[Participant], sizes: Mapping[str, int] | None = None) -> list[Person]:
    """
    The people as faces, each with the place (colour) that their segment has in every picture of the program.

    `sizes` is what `segment_sizes` found, where the caller has it.
    """
    rows = list(people)
    if not rows:
        return []
    order = segment_places(segment_sizes(program) if sizes is None else sizes)
    return [Person(row.public_id, row.membership.name, row.segment, order.get(row.segment)) for row in rows]


def plain(text: str) -> str:
    """Lower case without accents, for comparing names."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def found_people(
    program: Program, query: str, *, besides: Participant | None = None, limit: int = 6
) -> list[Participant]:
    """
    The people of a program whose name fits the query best: beginnings first, then close spellings.

    Somebody whom `besides` keeps out is left out, and so is `besides`.
    """
    asked = plain(query.strip())[:80]
    if not asked:
        return []
    people = people_in(program)
    if besides is not None:
        people = people.exclude(pk=besides.pk).exclude(pk__in=Block.objects.filter(blocker=besides).values("blocked"))
    rows = list(people)
    scored = sorted((-_fit(asked, plain(row.membership.name)), place, row) for place, row in enumerate(rows))
    return [row for score, _place, row in scored[:limit] if -score >= GOOD_ENOUGH]


def _fit(asked: str, name: str) -> float:
    words = [name, *name.split()]
    if any(word.startswith(asked) for word in words):
        return 2.0
    if asked in name:
        return 1.5
    # Optimal string alignment: a swap of two letters is one mistake, like a missing or a wrong one.
    return max(OSA.normalized_similarity(asked, word) for word in [*words, *(word[: len(asked)] for word in words)])
