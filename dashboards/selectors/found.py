"""What the last count found of how central people are, and which circles the ties alone suggest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from belonging.core.templatetags.ui import number
from network.selectors.communities import FoundCommunity, found_communities
from programs.rules import FEWEST_IN_A_GROUP

if TYPE_CHECKING:
    from uuid import UUID

    from network.models import Snapshot
    from programs.selectors.programs import Segments

QUARTERS_FROM = 4 * FEWEST_IN_A_GROUP  # people: below that a quarter of them is a few


@dataclass(frozen=True)
class Centrality:
    """One way to be central, in words, and its quarters as they are printed; only the middle in a small network."""

    name: str
    hint: str
    quarters: tuple[str, ...]


@dataclass(frozen=True)
class Circle:
    """A found community: what it is called, how many people, and where they come from as far as a crowd hides each."""

    number: int
    name: str
    title: str
    people: int
    made_of: str


@dataclass(frozen=True)
class Found:
    """What the page shows."""

    count: UUID
    central: tuple[Centrality, ...]
    has_quarters: bool
    circles: tuple[Circle, ...]
    smaller: int


def found_in(snapshot: Snapshot, segments: Segments) -> Found:
    """The quarters of each centrality, and the circles of five people or more; of their groups only these are named."""
    found = found_communities(snapshot)
    has_quarters = snapshot.people >= QUARTERS_FROM
    return Found(
        count=found.count.public_id,
        central=_central(snapshot, has_quarters=has_quarters),
        has_quarters=has_quarters,
        circles=tuple(_circle(one, place, segments) for place, one in enumerate(found.shown, 1)),
        smaller=found.smaller,
    )


def _central(snapshot: Snapshot, *, has_quarters: bool) -> tuple[Centrality, ...]:
    words = {
        "degree": (_("Degree"), _("people one knows"), 0),
        "closeness": (_("Closeness"), _("1 for somebody who knows everybody, 0 for somebody without ties"), 2),
        "betweenness": (_("Betweenness"), _("share of the shortest ways between others that pass by"), 3),
        "eigenvector": (_("Eigenvector"), _("knowing people who know many; the highest is 1"), 2),
    }
    stored = snapshot.centrality or {}
    return tuple(
        Centrality(
            name, hint, tuple(number(value, digits) for value in (stored[key] if has_quarters else [stored[key][1]]))
        )
        for key, (name, hint, digits) in words.items()
        if key in stored
    )


def _circle(one: FoundCommunity, place: int, segments: Segments) -> Circle:
    title = one.name or _("Circle %(number)s") % {"number": place}
    return Circle(one.number, one.name, title, one.people, _made_of(one, segments))


def _made_of(one: FoundCommunity, segments: Segments) -> str:
    """Segments with five people or more in it; of the others how many, unless they are a few."""
    seen = [row for row in one.segments if segments is None or row[0] in segments]
    shown = [(name, people) for name, people in seen if name and people >= FEWEST_IN_A_GROUP]
    rest = one.people - sum(people for _name, people in shown)
    if not shown and segments is not None:
        return _("others %(people)s") % {"people": one.people}
    if not shown:
        return _("a few each of several groups")
    if 0 < rest < FEWEST_IN_A_GROUP:
        return _("mostly %(names)s") % {"names": ", ".join(name for name, _people in shown)}
    parts = [f"{name} {people}" for name, people in shown]
    return ", ".join([*parts, _("others %(people)s") % {"people": rest}] if rest else parts)
