"""Whom to introduce to whom: bridges between strangers, and triangles closed between contacts of a contact.

Rows in, rows out: who may meet, what a tie between two would do for the network, and what a whole round would do.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from belonging.core.assignment import Alone, assign
from belonging.core.compiling import Real, Small, Whole
from network.graph import Graph, build_graph
from network.kernels import count_triangles
from network.measures import core_measures
from network.mixing import measure_mixing
from network.nearness import compare_pairs

EVERY_PAIR = 1_500  # beyond so many people each is compared with a draw of the others
DRAWN = 40  # strangers, and as many contacts of contacts, for each person then
FAR = 6  # steps beyond which further makes no difference

Flags = NDArray[np.bool_]


class Rule(StrEnum):
    """Why two people are not introduced. Rules come before anything that is weighed."""

    MET = "met"
    SAME_TEAM = "same_team"
    LATELY = "lately"


@dataclass(frozen=True, eq=False)
class Field:
    """Everybody in a network and what is known of them; arrays have one entry a person.

    `room` is for how many introductions somebody is open now, 0 for whoever is away. `waited` marks who was left out
    of the round before. `teams` are labels within which nobody is introduced, -1 for none.
    """

    graph: Graph
    segments: Small
    room: Whole
    waited: Flags
    teams: Small
    barred: Whole  # (m, 2) places who say they have met, or of whom one keeps the other out: nobody can tell which
    lately: Whole  # (m, 2) places who were proposed to each other not long ago


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs who may be introduced, ascending, and what their tie would do."""

    left: Whole
    right: Whole
    steps: Small  # -1: nobody leads from one to the other
    common: Small
    gain: Real  # in summed local clustering
    is_across: Flags

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True)
class Proposal:
    """Two, or three, people to introduce to each other, by place; what is true of the nearest two of them."""

    people: tuple[int, ...]
    common: int
    steps: int | None
    is_across: bool


@dataclass(frozen=True)
class Plan:
    """A round before anybody is asked."""

    proposals: tuple[Proposal, ...]
    left_out: dict[int, Alone]
    ruled_out: dict[Rule, int]  # pairs, each under the first rule that holds
    starved: dict[Rule, int]  # people whom the rules leave nobody, under the rule that took the last
    bridge_share: float


@dataclass(frozen=True)
class Figures:
    """What a round means to change."""

    degree_mean: float
    clustering_mean: float
    path_length_mean: float | None
    reachable_share: float | None
    ei_index: float | None


def bridge_share(graph: Graph, segments: Small, clustering_target: float, path_target: float) -> float:
    """How much of a round is for bridges, from 0 to 1: by which figures fall short, and by how much.

    Bridges are for long ways, people out of reach and segments that keep to themselves; triangles for clustering below
    its target. Nothing short, or everything equally, gives a half.

    Examples
    --------
    >>> pieces = build_graph([(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5)])
    >>> bridge_share(pieces, np.array([0, 0, 0, 1, 1, 1], dtype=np.int32), 0.5, 3)
    1.0
    >>> star = build_graph([(0, k) for k in range(1, 8)])
    >>> bridge_share(star, np.zeros(8, dtype=np.int32), 0.5, 3)
    0.0
    """
    found = figures_of(graph, segments)
    path = found.path_length_mean if found.path_length_mean is not None else path_target
    chance = measure_mixing(graph, segments).ei_expected
    apart = 0.0 if found.ei_index is None or chance is None else max(0.0, chance - found.ei_index) / 2
    reach = 1.0 if found.reachable_share is None else found.reachable_share
    bridges = max(0.0, path / path_target - 1) + (1 - reach) + apart
    triangles = max(0.0, 1 - found.clustering_mean / clustering_target)
    return bridges / (bridges + triangles) if bridges + triangles else 0.5


def figures_of(graph: Graph, segments: Small) -> Figures:
    """The figures of a network as it is."""
    core = core_measures(graph)
    mixing = measure_mixing(graph, segments)
    return Figures(core.degree_mean, core.clustering_mean, core.path_length_mean, core.reachable_share, mixing.ei_index)


def with_ties(graph: Graph, groups: Sequence[Sequence[int]]) -> Graph:
    """The network with everybody of each group tied to each other, by place.

    Examples
    --------
    >>> with_ties(build_graph([(7, 8)], people=[7, 8, 9]), [(0, 1, 2)]).tie_count
    3
    """
    fresh = np.array([(a, b) for group in groups for k, a in enumerate(group) for b in group[k + 1 :]], dtype=np.int64)
    left, right = graph.ends()
    fresh = fresh.reshape(-1, 2)
    ends = (graph.people[np.concatenate((left, fresh[:, 0]))], graph.people[np.concatenate((right, fresh[:, 1]))])
    return build_graph(ends, people=graph.people)


def preview(graph: Graph, segments: Small, groups: Sequence[Sequence[int]]) -> Figures:
    """The figures if everybody in these groups meets and nothing else happens."""
    return figures_of(with_ties(graph, groups), segments)


def plan_round(field: Field, share: float, seed: int = 0) -> Plan:
    """A round for everybody who is open: rules first, then everybody at once by what the ties would do.

    Parameters
    ----------
    field : the network, who is open, and what stands between whom
    share : how much of the fit is for bridges, the rest for triangles; see `bridge_share`
    seed : decides between equals, and whom people of a large network are compared with

    Notes
    -----
    Hard rules come before weights: who has met, is kept out, shares a team or was proposed lately is no candidate. Of
    the rest, a bridge is worth more the further apart two people are, the fewer ties their segments have against
    chance and the fewer contacts they have; a triangle is worth what it adds to the summed local clustering. Whoever
    was left out of the round before comes before everybody else. See `belonging.core.assignment.assign`.

    Examples
    --------
    >>> two_circles = build_graph([(0, 1), (2, 3)])
    >>> nobody = np.zeros((0, 2), np.int64)
    >>> field = Field(two_circles, np.array([0, 0, 1, 1], np.int32), np.ones(4, np.int64), np.zeros(4, np.bool_),
    ...               np.full(4, -1, np.int32), nobody, nobody)
    >>> sorted(proposal.is_across for proposal in plan_round(field, 1.0).proposals)
    [True, True]
    """
    left, right = _pairs_in_question(field, seed)
    rule = _rules(field, left, right)
    allowed = np.flatnonzero(rule == "")
    pairs = _compared(field, left[allowed], right[allowed])
    size = len(field.graph)
    found = assign(
        size, pairs.left, pairs.right, _fit(field, pairs, share),
        capacity=field.room, first=np.flatnonzero(field.waited & (field.room > 0)).tolist(), seed=seed,
    )  # fmt: skip
    place = {(a, b): k for k, (a, b) in enumerate(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))}
    counted = Counter(rule[rule != ""].tolist())
    return Plan(
        proposals=tuple(_proposal(group, pairs, place) for group in found.groups),
        left_out={person: why for person, why in found.left_out.items() if field.room[person]},
        ruled_out={name: counted[name] for name in Rule if counted[name]},
        starved=_starved(field, left, right, rule),
        bridge_share=share,
    )


def _pairs_in_question(field: Field, seed: int) -> tuple[Whole, Whole]:
    """All pairs of people who are open; of many people a draw, strangers and contacts of contacts."""
    open_people = np.flatnonzero(field.room > 0)
    if len(open_people) <= EVERY_PAIR:
        one, other = np.triu_indices(len(open_people), 1)
        return open_people[one], open_people[other]
    draw = np.random.default_rng(seed)
    strangers = np.repeat(open_people, DRAWN)
    near = strangers[np.diff(field.graph.starts)[strangers] > 0]
    contact = _one_contact(field.graph, near, draw)
    ends = np.concatenate(
        (
            np.column_stack((strangers, draw.choice(open_people, len(strangers)))),
            np.column_stack((near, _one_contact(field.graph, contact, draw))),
        )
    )
    ends = ends[(field.room[ends] > 0).all(axis=1) & (ends[:, 0] != ends[:, 1])]
    ends = np.unique(np.sort(ends, axis=1), axis=0)
    return ends[:, 0].copy(), ends[:, 1].copy()


def _one_contact(graph: Graph, people: Whole, draw: np.random.Generator) -> Whole:
    count = np.diff(graph.starts)[people]
    return graph.neighbours[graph.starts[people] + (draw.random(len(people)) * count).astype(np.int64)].astype(np.int64)


def _rules(field: Field, left: Whole, right: Whole) -> NDArray[np.str_]:
    """The first rule that keeps each pair apart, or nothing."""
    size = len(field.graph)
    codes = left * size + right
    tied = np.column_stack(field.graph.ends())
    held = {
        Rule.MET: _among(codes, np.concatenate((tied, field.barred)), size),
        Rule.SAME_TEAM: (field.teams[left] >= 0) & (field.teams[left] == field.teams[right]),
        Rule.LATELY: _among(codes, field.lately, size),
    }
    return np.select(list(held.values()), [str(rule) for rule in held], "")


def _among(codes: Whole, pairs: Whole, size: int) -> Flags:
    ends = np.sort(pairs.reshape(-1, 2), axis=1)
    return np.isin(codes, ends[:, 0] * size + ends[:, 1])


def _starved(field: Field, left: Whole, right: Whole, rule: NDArray[np.str_]) -> dict[Rule, int]:
    """People who are open and have nobody left, under the last rule that took somebody from them."""
    size = len(field.graph)
    found: dict[Rule, int] = {}
    had = _has_somebody(size, left, right)
    for name in Rule:
        still = ~np.isin(rule, [str(each) for each in Rule][: list(Rule).index(name) + 1])
        has = _has_somebody(size, left[still], right[still])
        if lost := int((had & ~has).sum()):
            found[name] = lost
        had = has
    return found


def _has_somebody(size: int, left: Whole, right: Whole) -> Flags:
    found: Flags = np.bincount(np.concatenate((left, right)), minlength=size) > 0
    return found


def _compared(field: Field, left: Whole, right: Whole) -> Pairs:
    graph = field.graph
    triangles = count_triangles(graph.starts, graph.neighbours)
    left, right = np.ascontiguousarray(left, np.int64), np.ascontiguousarray(right, np.int64)
    steps, common, gain = compare_pairs(graph.starts, graph.neighbours, triangles, left, right)
    known = (field.segments[left] >= 0) & (field.segments[right] >= 0)
    return Pairs(left, right, steps, common, gain, known & (field.segments[left] != field.segments[right]))


def _fit(field: Field, pairs: Pairs, share: float) -> Real:
    far = np.where(pairs.steps < 0, FAR, np.minimum(pairs.steps, FAR)) / FAR
    mixing = measure_mixing(field.graph, field.segments, max(1, int(field.segments.max(initial=-1)) + 1))
    sealed = 1 - np.minimum(1.0, mixing.ties / np.maximum(mixing.expected, 1e-9))
    across = np.where(pairs.is_across, sealed[field.segments[pairs.left], field.segments[pairs.right]], 0.0)
    degree = np.diff(field.graph.starts)
    lonely = (1 / (1 + degree[pairs.left]) + 1 / (1 + degree[pairs.right])) / 2
    bridge = 0.5 * far + 0.2 * pairs.is_across + 0.2 * across + 0.1 * lonely
    greatest = float(np.abs(pairs.gain).max(initial=0.0)) or 1.0
    found: Real = share * bridge + (1 - share) * pairs.gain / greatest
    return found


def _proposal(group: tuple[int, ...], pairs: Pairs, place: dict[tuple[int, int], int]) -> Proposal:
    inside = [place[a, b] for k, a in enumerate(group) for b in group[k + 1 :]]
    ways = [int(step) for step in pairs.steps[inside] if step >= 0]
    return Proposal(
        people=group,
        common=int(pairs.common[inside].max()),
        steps=min(ways) if ways else None,
        is_across=bool(pairs.is_across[inside].any()),
    )
