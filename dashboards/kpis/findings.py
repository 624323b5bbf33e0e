"""What the three network numbers hide: groups apart, pieces, people nobody knows, and ties that hang by few."""

from dataclasses import dataclass
from enum import StrEnum

from dashboards.kpis.segments import Group, Mixing

APART_SHARE = 0.1  # a group with under a tenth of the outward ties that chance would give it stands apart
APART_TIES_BY_CHANCE = 3.0  # with fewer expected ties, having none says nothing
LOW_REACH = 0.9
REACH_LOST = 0.1
CROSS_FEW = 0.5
CROSS_HARDLY = 0.1
BETWEENNESS_HIGH = 0.5


class Severity(StrEnum):
    """How much a finding weighs. Care and look turn a met target amber; a note does not."""

    CARE = "care"
    LOOK = "look"
    NOTE = "note"


class FindingKind(StrEnum):
    """What was found."""

    PIECES = "pieces"
    HELD_BY_STAFF = "held_by_staff"
    HELD_BY_ONE = "held_by_one"
    ALL_APART = "all_apart"
    APART = "apart"
    CIRCLES = "circles"
    ISOLATES = "isolates"
    REACH = "reach"
    INWARD = "inward"


@dataclass(frozen=True)
class Reach:
    """How whole a network is."""

    components: int
    isolates: int
    reachable_share: float | None

    @property
    def pieces(self) -> int:
        """Components of two people or more."""
        return self.components - self.isolates


@dataclass(frozen=True)
class Facts:
    """What a snapshot says about the shape of the network."""

    people: int
    ties: int
    largest_component: int
    reach: Reach
    mixing: Mixing
    communities: int = 0
    communities_modularity: float | None = None
    betweenness_highest: float | None = None
    staff_count: int = 0
    reach_without_staff: Reach | None = None


@dataclass(frozen=True)
class Finding:
    """One thing worth a look: which groups, and the counts its sentence needs."""

    kind: FindingKind
    severity: Severity
    groups: tuple[str, ...] = ()
    count: int = 0
    of: int = 0
    share: float = 0.0
    by_chance: float = 0.0

    @property
    def is_grave(self) -> bool:
        """True when it puts a target that is met in doubt."""
        return self.severity != Severity.NOTE


def findings(facts: Facts) -> list[Finding]:
    """
    Everything worth a look in a network, the gravest first.

    Two cliques joined by one tie, or cliques that only a hub holds together, pass all three targets; here they do not.
    """
    if not facts.ties:
        return []
    whole = [*_pieces(facts), *_held_by_staff(facts)]
    apart = _apart(facts.mixing)
    unexplained = [] if whole or apart else [*_circles(facts), *_held_by_one(facts)]
    found = [*whole, *apart, *unexplained, *_isolates(facts), *_reach(facts)]
    found += [] if apart else _inward(facts)
    order = list(Severity)
    return sorted(found, key=lambda finding: order.index(finding.severity))


def _pieces(facts: Facts) -> list[Finding]:
    if facts.reach.pieces < 2:
        return []
    share = facts.reach.reachable_share or 0.0
    return [
        Finding(FindingKind.PIECES, Severity.CARE, count=facts.reach.pieces, of=facts.largest_component, share=share)
    ]


def _held_by_staff(facts: Facts) -> list[Finding]:
    """Whether it falls apart without the people who run the program."""
    before, after = facts.reach, facts.reach_without_staff
    if after is None or not facts.staff_count:
        return []
    share = after.reachable_share or 0.0
    if after.pieces <= before.pieces and (before.reachable_share or 0.0) - share < REACH_LOST:
        return []
    kind = FindingKind.HELD_BY_STAFF
    return [Finding(kind, Severity.LOOK, count=facts.staff_count, of=after.pieces, share=share)]


def _held_by_one(facts: Facts) -> list[Finding]:
    """Whether most shortest ways lead over one and the same person, whoever that is."""
    share = facts.betweenness_highest
    if share is None or share <= BETWEENNESS_HIGH:
        return []
    return [Finding(FindingKind.HELD_BY_ONE, Severity.LOOK, count=1, share=share)]


def _apart(mixing: Mixing) -> list[Finding]:
    """Groups whose people hardly know anybody outside; when all of them are like that, one finding says so."""
    apart = [group for group in mixing.groups if group.name and _is_apart(group, mixing)]
    names = tuple(group.name for group in mixing.groups)
    if apart and all(names) and (len(apart) == len(names) or len(names) == 2):
        return [Finding(FindingKind.ALL_APART, Severity.CARE, names, mixing.across, mixing.people)]
    apart.sort(key=lambda group: (group.outward / (mixing.outward_by_chance(group) or 1), group.name))
    return [
        Finding(FindingKind.APART, Severity.CARE, (group.name,), group.outward, mixing.people - group.people)
        for group in apart
    ]


def _is_apart(group: Group, mixing: Mixing) -> bool:
    if len(mixing.groups) < 2:
        return False
    if not group.outward and mixing.ends >= mixing.people:
        return True
    by_chance = mixing.outward_by_chance(group)
    return by_chance >= APART_TIES_BY_CHANCE and group.outward < APART_SHARE * by_chance


def _circles(facts: Facts) -> list[Finding]:
    """
    Found communities that hardly mix, where no segment explains them.

    With c communities, ties across are at most 1 - 1/c - modularity of all: the parts' squares sum to at least 1/c.
    """
    if facts.communities < 2 or facts.communities_modularity is None:
        return []
    across = max(0.0, 1 - 1 / facts.communities - facts.communities_modularity)
    if across >= CROSS_HARDLY:
        return []
    return [Finding(FindingKind.CIRCLES, Severity.LOOK, count=facts.communities, share=across)]


def _isolates(facts: Facts) -> list[Finding]:
    count = facts.reach.isolates
    if not count:
        return []
    severity = Severity.LOOK if count >= 0.1 * facts.people else Severity.NOTE
    return [Finding(FindingKind.ISOLATES, severity, count=count, of=facts.people)]


def _reach(facts: Facts) -> list[Finding]:
    """Few pairs that can reach each other, where being in pieces does not say so already."""
    share = facts.reach.reachable_share
    if share is None or share >= LOW_REACH or facts.reach.pieces > 1:
        return []
    return [Finding(FindingKind.REACH, Severity.LOOK, share=share)]


def _inward(facts: Facts) -> list[Finding]:
    """Ties across groups, against those there would be if people chose blindly."""
    mixing = facts.mixing
    by_chance = sum(mixing.outward_by_chance(group) for group in mixing.groups) / 2
    if by_chance < APART_TIES_BY_CHANCE or mixing.across >= CROSS_FEW * by_chance:
        return []
    severity = Severity.LOOK if mixing.across < CROSS_HARDLY * by_chance else Severity.NOTE
    ties = mixing.ends / 2
    return [Finding(FindingKind.INWARD, severity, share=mixing.across / ties, by_chance=by_chance / ties)]
