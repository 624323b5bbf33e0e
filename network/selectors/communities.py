"""Reads of the communities that the last count found, and of what they are called."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from belonging.tenancy.scope import current_organization_id
from belonging.tenancy.statements import rows_of
from network.models import CommunityName, Snapshot
from network.selectors.snapshots import latest_snapshot, measures_of
from programs.rules import FEWEST_IN_A_GROUP

if TYPE_CHECKING:
    from uuid import UUID

    from programs.models import Program

KEPT_SHARE = 0.5  # of all who were in it then or are in it now: fewer, and it is another community
MOST_NAMES = 40  # the newest; older ones name what is no longer there

# How many of those who were in a community when it was named are in which community now, and how many there were.
_OVERLAPS = """
SELECT named.id, named.name, now.community, count(*)
FROM (
    SELECT id, name, snapshot_id, community FROM network_communityname
    WHERE organization_id = %(organization)s AND program_id = %(program)s ORDER BY named_at DESC, id DESC LIMIT %(most)s
) named
JOIN network_measure before
    ON before.organization_id = %(organization)s
    AND before.snapshot_id = named.snapshot_id AND before.community = named.community
LEFT JOIN network_measure now
    ON now.organization_id = %(organization)s
    AND now.snapshot_id = %(snapshot)s AND now.participant_id = before.participant_id
GROUP BY named.id, named.name, named.snapshot_id, now.community
"""


@dataclass(frozen=True)
class FoundCommunity:
    """A community of a count: its number in it, how many people, their segments by size, and its name, if any."""

    number: int
    people: int
    segments: tuple[tuple[str, int], ...]
    name: str


@dataclass(frozen=True)
class FoundCommunities:
    """The communities of five people or more, largest first; in how many smaller ones the others are."""

    count: Snapshot  # the measured one, in whose rows they stand
    shown: tuple[FoundCommunity, ...]
    smaller: int


def found_communities(snapshot: Snapshot) -> FoundCommunities:
    """What a count found, with the names that people gave."""
    inside: dict[int, Counter[str]] = defaultdict(Counter)
    rows = measures_of(snapshot).order_by("community", "segment").values_list("community", "segment")
    for community, segment, people in rows.annotate(people=Count("pk")):
        inside[community][segment] = people
    sizes = {community: sum(segments.values()) for community, segments in inside.items()}
    large = [community for community, size in sizes.items() if size >= FEWEST_IN_A_GROUP]
    names = _names(snapshot, sizes)
    return FoundCommunities(
        count=snapshot.carried_from or snapshot,
        shown=tuple(
            FoundCommunity(one, sizes[one], tuple(inside[one].most_common()), names.get(one, "")) for one in large
        ),
        smaller=sum(1 < size < FEWEST_IN_A_GROUP for size in sizes.values()),
    )


def community_to_name(program: Program, count: UUID, number: int) -> Snapshot | None:
    """The count in which a community can be named; nothing once the network was counted anew, or for a few people."""
    snapshot = latest_snapshot(program)
    if snapshot is None or (snapshot.carried_from or snapshot).public_id != count:
        return None
    is_crowd = measures_of(snapshot).filter(community=number).count() >= FEWEST_IN_A_GROUP
    return (snapshot.carried_from or snapshot) if is_crowd else None


def names_given(count: Snapshot, number: int) -> list[CommunityName]:
    """The names that a community of a count goes by now, whenever they were given."""
    sizes = Counter(measures_of(count).order_by("id").values_list("community", flat=True))
    chosen = [pk for pk, community, _, _ in _fits(count, sizes) if community == number]
    return list(CommunityName.objects.filter(pk__in=chosen).order_by("id"))


def _names(snapshot: Snapshot, sizes: dict[int, int]) -> dict[int, str]:
    """The name of each community: of those that fit, the one whose people are most the same, the newest of equals."""
    named: dict[int, str] = {}
    given: set[int] = set()
    for pk, community, name, _ in _fits(snapshot, sizes):
        if community not in named and pk not in given:
            named[community] = name
            given.add(pk)
    return named


def _fits(snapshot: Snapshot, sizes: dict[int, int]) -> list[tuple[int, int, str, float]]:
    """Row id, community and name wherever most people are the same, with how much, best first."""
    values = {
        "organization": current_organization_id(),
        "program": snapshot.program_id,
        "snapshot": snapshot.carried_from_id or snapshot.pk,
        "most": MOST_NAMES,
    }
    rows = rows_of(_OVERLAPS, values)
    before: Counter[int] = Counter()
    for pk, _name, _community, people in rows:
        before[pk] += people
    fits = [
        (pk, community, name, people / (before[pk] + sizes[community] - people))
        for pk, name, community, people in rows
        if community is not None
    ]
    return sorted((one for one in fits if one[3] >= KEPT_SHARE), key=lambda one: (-one[3], -one[0]))
